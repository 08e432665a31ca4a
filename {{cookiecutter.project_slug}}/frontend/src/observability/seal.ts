/**
 * Whoever makes a Sentry client in this process gets nothing out past the gate: a second `init`, or a
 * client on a scope, brings a transport of its own. What every client sends through is wrapped once.
 */
import type * as Sentry from '@sentry/nextjs';

import { countDropped } from './dropped';
import { isGate } from './gate';

type Client = NonNullable<ReturnType<typeof Sentry.getClient>>;
type Sending = Pick<Client, 'sendEnvelope' | 'getTransport'>;

const sealed = new WeakSet<object>();

/**
 * Seals the class that `client` and all others are made of.
 *
 * @throws Error if this SDK is not the one that was tested.
 */
export function sealClients(client: Client): void {
  let base: object | null = client;
  while (base !== null && !Object.hasOwn(base, 'sendEnvelope')) {
    base = Object.getPrototypeOf(base) as object | null;
  }
  if (base === null || !Object.hasOwn(base, 'getTransport')) {
    throw new Error('Sentry’s client is not the one that was tested.');
  }
  if (sealed.has(base)) {
    return;
  }
  sealed.add(base);
  const place = base as Sending;
  // Called with the client that each was asked of.
  const { sendEnvelope, getTransport } = place;
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
