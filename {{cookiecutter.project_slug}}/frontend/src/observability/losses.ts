/**
 * What was accepted but could not be delivered: counted, and said. The twin of
 * `backend/observability/losses.py`.
 *
 * `/healthz` tells the numbers of this process, client reports carry them once the ingest answers
 * again, and a line of the log says so at the 1st, 10th, 100th … loss of a kind.
 */
import type * as Sentry from '@sentry/nextjs';

import { CATEGORIES, type Transport } from './gate';
import { say } from './server';

type Client = NonNullable<ReturnType<typeof Sentry.getClient>>;
type RecordDropped = Client['recordDroppedEvent'];
type Envelope = Parameters<Transport['send']>[0];
type Dropped = Parameters<RecordDropped>;
interface Report {
  discarded_events: { reason: Dropped[0]; category: Dropped[1]; quantity: number }[];
}

const LINES: ReadonlyMap<string, string> = new Map([
  ['network_error', 'Telemetry was lost: the ingest could not be reached.'],
  ['queue_overflow', 'Telemetry was lost: more was captured than could be sent.'],
  ['ratelimit_backoff', 'Telemetry was lost: the ingest asked for a pause.'],
  ['send_error', 'Telemetry was lost: the ingest refused it.'],
  ['unsent', 'Telemetry was lost: the process ended before all of it was sent.'],
]);
const FULL = 503; // the SDK answers nothing if there is no room to send more
/** Kept on globalThis: the bundler may put a copy of this module into each entry point. */
const KEY = Symbol.for('observability.losses');

interface Counts {
  lost: Map<string, number>;
  times: Map<string, number>;
}

function counts(): Counts {
  const holder = globalThis as { [KEY]?: Counts };
  return (holder[KEY] ??= { lost: new Map(), times: new Map() });
}

function add(to: Map<string, number>, name: string, quantity: number): number {
  const sum = (to.get(name) ?? 0) + quantity;
  to.set(name, sum);
  return sum;
}

/** How much this process has lost, by `category:reason`. */
export function lost(): Record<string, number> {
  return Object.fromEntries(counts().lost);
}

/** Counts a loss; reasons that are no losses, such as sampling, are left out. */
export function noteLoss(reason: string, category: string, quantity = 1): void {
  const line = LINES.get(reason);
  if (line === undefined) {
    return;
  }
  const { lost: all, times } = counts();
  add(all, `${category}:${reason}`, quantity);
  if (/^10*$/.test(String(add(times, reason, 1)))) {
    say(line);
  }
}

/** Of these the SDK counts nothing; of 413 it does, and 429 is the ingest's to count. */
function isRefusal(status = 0): boolean {
  return status >= 400 && status !== 413 && status !== 429;
}

/** A transport factory of the SDK whose losses are counted: its own, and what the ingest refuses. */
export function counting<Options extends { recordDroppedEvent?: RecordDropped }>(
  makeTransport: (options: Options) => Transport,
): (options: Options) => Transport {
  return (options) => {
    const record: RecordDropped = (reason, category, quantity = 1) => {
      noteLoss(reason, category, quantity);
      options.recordDroppedEvent?.(reason, category, quantity);
    };
    const transport = makeTransport({ ...options, recordDroppedEvent: record });
    /** The SDK forgets what a report says once it is made; one that is lost is told again by the next. */
    const tellAgain = (envelope: Envelope) => {
      for (const [{ type }, payload] of envelope[1]) {
        const said = type === 'client_report' ? (payload as Report).discarded_events : [];
        for (const { reason, category, quantity } of said) {
          options.recordDroppedEvent?.(reason, category, quantity);
        }
      }
    };
    const send: Transport['send'] = async (envelope) => {
      let answer;
      try {
        answer = await transport.send(envelope);
      } catch (error) {
        tellAgain(envelope);
        throw error;
      }
      if ((answer.statusCode ?? FULL) >= 400) {
        tellAgain(envelope);
      }
      for (const [{ type }] of isRefusal(answer.statusCode) ? envelope[1] : []) {
        const category = CATEGORIES[type];
        if (category !== undefined) {
          record('send_error', category);
        }
      }
      return answer;
    };
    return { flush: (timeout) => transport.flush(timeout), send };
  };
}

/** Counts what a client itself gives up. */
export function countLosses(client: Client): void {
  const record = client.recordDroppedEvent.bind(client);
  client.recordDroppedEvent = (reason, category, quantity) => {
    noteLoss(reason, category, quantity);
    record(reason, category, quantity);
  };
}
