/**
 * The one way out: wraps a transport so that it sends only what `rebuild` made.
 *
 * Closed when broken: what cannot be rebuilt is dropped and counted, and the application never sees
 * an exception from here. Envelopes, items and payloads are always new objects.
 */
import type * as Sentry from '@sentry/nextjs';

import { countDropped } from './dropped';
import type { Known } from './known';
import * as rebuild from './rebuild';

export { dropped } from './dropped';

type ClientOptions = NonNullable<ReturnType<typeof Sentry.getClient>>;
export type Transport = NonNullable<ReturnType<ClientOptions['getTransport']>>;
type Envelope = Parameters<Transport['send']>[0];
type RecordDroppedEvent = ClientOptions['recordDroppedEvent'];
type Category = Parameters<RecordDroppedEvent>[1];

/** The part of a transport's options that the gate uses. */
interface GateOptions {
  recordDroppedEvent?: RecordDroppedEvent;
}

/** What the SDK's client reports call the types of items. */
export const CATEGORIES: Readonly<Record<string, Category>> = {
  attachment: 'attachment',
  check_in: 'monitor',
  event: 'error',
  feedback: 'feedback',
  log: 'log_item',
  profile: 'profile',
  profile_chunk: 'profile',
  replay_event: 'replay',
  replay_recording: 'replay',
  session: 'session',
  sessions: 'session',
  span: 'span',
  trace_metric: 'metric',
  transaction: 'transaction',
};

const NOTHING_SENT = {};
const gates = new WeakSet<object>();

/** Whether `transport` is a gate and nothing else is wrapped around it. */
export function isGate(transport: unknown): boolean {
  return typeof transport === 'object' && transport !== null && gates.has(transport);
}

/**
 * Wraps a transport factory of the SDK.
 *
 * @param makeTransport the factory that sends.
 * @param known what may leave by name.
 * @param describe tells environment, release and runtime of this process.
 * @param guard what the server adds.
 */
export function gate<Options extends GateOptions>(
  makeTransport: (options: Options) => Transport,
  known: Known,
  describe: () => rebuild.Process,
  guard?: rebuild.Guard,
): (options: Options) => Transport {
  return (options) => {
    const transport = makeTransport(options);
    const lose: rebuild.Lose = (type, reason, quantity) => {
      countDropped(type, reason);
      const category = CATEGORIES[type];
      if (category !== undefined) {
        // 'gate' is a reason of ours; the SDK passes any string on.
        options.recordDroppedEvent?.('gate' as 'before_send', category, quantity);
      }
    };
    const gated: Transport = {
      send(source) {
        try {
          const built = rebuild.envelope(source, known, describe(), lose, guard);
          if (built === undefined) {
            return Promise.resolve(NOTHING_SENT);
          }
          return transport.send(built as unknown as Envelope).then(
            (answer) => answer,
            () => notSent('transport_error'),
          );
        } catch {
          return Promise.resolve(notSent('gate_error'));
        }
      },
      flush(timeout) {
        try {
          return transport.flush(timeout).then(
            (done) => done,
            () => false,
          );
        } catch {
          return Promise.resolve(false);
        }
      },
    };
    gates.add(gated);
    return gated;
  };
}

function notSent(reason: string): typeof NOTHING_SENT {
  countDropped('envelope', reason);
  return NOTHING_SENT;
}
