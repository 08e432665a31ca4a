/**
 * Whoever makes a Sentry client in this process gets nothing out past the gate: a second `init`, or a
 * client on a scope, brings a transport of its own. What every client sends through is wrapped once,
 * and so is what it tells its listeners.
 */
import type * as Sentry from '@sentry/nextjs';

import { countDropped } from './dropped';
import { isGate } from './gate';
import type { Known } from './known';
import { checkNameInBaggage } from './transaction-in-baggage';

type Client = NonNullable<ReturnType<typeof Sentry.getClient>>;
type Emit = (this: Client, hook: string, ...rest: unknown[]) => void;
type Sending = Pick<Client, 'sendEnvelope' | 'getTransport'> & { emit: Emit };

/** Whoever listens to these is shown whole envelopes; Spotlight sends them on. */
const ENVELOPE_HOOKS: ReadonlySet<string> = new Set(['beforeEnvelope', 'afterEnvelope']);

const sealed = new WeakSet<object>();

/**
 * Seals the class that `client` and all others are made of.
 *
 * @param known tells which names may leave in baggage.
 * @throws Error if this SDK is not the one that was tested.
 */
export function sealClients(client: Client, known: Known): void {
  let base: object | null = client;
  while (base !== null && !Object.hasOwn(base, 'sendEnvelope')) {
    base = Object.getPrototypeOf(base) as object | null;
  }
  if (base === null || !['getTransport', 'emit'].every((name) => Object.hasOwn(base, name))) {
    throw new Error('Sentry’s client is not the one that was tested.');
  }
  if (sealed.has(base)) {
    return;
  }
  sealed.add(base);
  const place = base as Sending;
  // Called with the client that each was asked of.
  const { sendEnvelope, getTransport, emit } = place;
  place.emit = function (hook, ...rest) {
    if (ENVELOPE_HOOKS.has(hook)) {
      return;
    }
    emit.call(this, hook, ...rest);
    if (hook === 'createDsc') {
      checkNameInBaggage(rest[0], known);
    }
  };
  place.getTransport = function (this: Client) {
    const transport = getTransport.call(this);
    return isGate(transport) ? transport : undefined;
  };
  place.sendEnvelope = function (this: Client, envelope) {
    if (isGate(getTransport.call(this))) {
      return sendEnvelope.call(this, envelope);
    }
    countDropped('envelope', 'foreign_client');
    return Promise.resolve({});
  };
}
