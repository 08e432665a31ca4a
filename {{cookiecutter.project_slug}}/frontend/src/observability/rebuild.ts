/**
 * Builds new envelopes out of what is known. Pure: no Sentry client, no clock, no environment.
 *
 * Every function reads a payload that the SDK made and returns a fresh one, or undefined when the
 * item may not leave. What has no line here does not leave; the input is never changed, and no code
 * of its runs. The Python twin is `backend/observability/rebuild.py`.
 */
import type { Known } from './known';
import { transactionName, type Process } from './parts';
import { lengthOf, list, mapping, put, type Built } from './reading';
import { event } from './rebuild-event';
import { clientReport, log, metric, session } from './rebuild-items';
import { streamedSpan } from './rebuild-span';
import * as shapes from './shapes';

export type { Process, Runtime } from './parts';
export { clientReport, event };

/** What the SDK puts into one envelope at most; its span buffer holds a thousand. */
const MAX_ITEMS = 100;
const MAX_CONTAINED = 1000;
const BOOLEANS: ReadonlySet<string> = new Set(['true', 'false']);

/** A rebuilt envelope, as the SDK's serialiser takes it. */
export type RebuiltEnvelope = [headers: Built, items: [header: Built, payload: Built][]];

export type Reason = 'gate_error' | 'not_allowed' | 'off' | 'policy' | 'tripwire';

/** Told of each item that may not leave: its type, why, and how many things it held. */
export type Lose = (type: string, reason: Reason, quantity: number) => void;

/** What the server adds to the gate; a browser's telemetry passes the server's. */
export interface Guard {
  /** Why nothing at all may leave; undefined when it may. */
  closed(): 'off' | 'policy' | undefined;
  /** Whether a rebuilt payload holds what should have been impossible. */
  trips(payload: Built): boolean;
}

const ITEM_TYPES: ReadonlySet<string> = new Set([
  'attachment',
  'check_in',
  'client_report',
  'event',
  'feedback',
  'log',
  'profile',
  'profile_chunk',
  'raw_security',
  'replay_event',
  'replay_recording',
  'session',
  'sessions',
  'span',
  'trace_metric',
  'transaction',
  'user_report',
]);

type Contained = (payload: unknown, known: Known, process: Process) => Built | undefined;

/** Items that hold many things of one kind: how one is rebuilt, and what the content is called. */
const CONTAINERS: Readonly<Record<string, readonly [Contained, string]>> = {
  span: [streamedSpan, 'application/vnd.sentry.items.span.v2+json'],
  log: [log, 'application/vnd.sentry.items.log+json'],
  trace_metric: [metric, 'application/vnd.sentry.items.trace-metric+json'],
};

/** A new envelope, or undefined when none of its items may leave. One broken item takes no other along. */
export function envelope(
  source: unknown,
  known: Known,
  process: Process,
  lose: Lose,
  guard?: Guard,
): RebuiltEnvelope | undefined {
  const closed = guard?.closed();
  const [headers, items] = list(source, 2);
  const rebuilt: RebuiltEnvelope[1] = [];
  for (const entry of list(items, MAX_ITEMS)) {
    let type = 'unknown';
    let quantity = 1;
    try {
      const [header, payload] = list(entry, 2);
      type = shapes.oneOf(mapping(header)('type'), ITEM_TYPES) ?? 'unknown';
      const container = CONTAINERS[type];
      quantity = (container && lengthOf(mapping(payload)('items'))) || 1;
      const built = closed ? undefined : item(type, payload, known, process);
      const kept = container ? lengthOf(built?.payload.items) : Number(built !== undefined);
      if (kept < quantity) {
        lose(type, closed ?? 'not_allowed', quantity - kept);
      }
      quantity = kept;
      if (built && guard?.trips(built.payload)) {
        lose(type, 'tripwire', kept);
      } else if (built) {
        rebuilt.push([built.header, built.payload]);
      }
    } catch {
      lose(type, 'gate_error', quantity);
    }
  }
  const beyond = lengthOf(items) - MAX_ITEMS;
  if (beyond > 0) {
    lose('unknown', closed ?? 'not_allowed', beyond);
  }
  if (rebuilt.length === 0) {
    return undefined;
  }
  const built = envelopeHeaders(headers, known, process);
  if (guard?.trips(built)) {
    rebuilt.forEach(([header]) => lose(String(header.type), 'tripwire', 1));
    return undefined;
  }
  return [built, rebuilt];
}

function item(
  type: string,
  payload: unknown,
  known: Known,
  process: Process,
): { header: Built; payload: Built } | undefined {
  if (CONTAINERS[type]) {
    return container(type, payload, known, process);
  }
  const built = plain(type, payload, known, process);
  return built && { header: { type }, payload: built };
}

function plain(type: string, payload: unknown, known: Known, process: Process): Built | undefined {
  switch (type) {
    case 'event':
      return event(payload, known, process);
    case 'session':
      return session(payload, process);
    case 'client_report':
      return clientReport(payload, process);
    default:
      return known.serverItem?.(type, payload, known, process);
  }
}

/** A new container of spans, logs or metrics: those that may leave. */
function container(
  type: string,
  payload: unknown,
  known: Known,
  process: Process,
): { header: Built; payload: Built } | undefined {
  const [rebuild, content_type] = CONTAINERS[type] as readonly [Contained, string];
  const items = list(mapping(payload)('items'), MAX_CONTAINED)
    .map((one) => rebuild(one, known, process))
    .filter((one) => one !== undefined);
  if (items.length === 0) {
    return undefined;
  }
  const ingest_settings = { infer_ip: 'never', infer_user_agent: 'never' };
  return {
    header: { type, item_count: items.length, content_type },
    payload: { version: 2, ingest_settings, items },
  };
}

/** A new container of streamed spans. */
export function span(payload: unknown, known: Known, process: Process) {
  return container('span', payload, known, process)?.payload as
    (Built & { items: Built[] }) | undefined;
}

/** New envelope headers: event id, moment of sending and the trace's sampling. */
export function envelopeHeaders(headers: unknown, known: Known, process: Process): Built {
  const source = mapping(headers);
  const built: Built = {};
  put(built, 'event_id', shapes.eventId(source('event_id')));
  put(built, 'sent_at', shapes.timestamp(source('sent_at'), process.now));
  const trace = mapping(source('trace'));
  const traceId = shapes.eventId(trace('trace_id'));
  if (traceId !== undefined) {
    const rebuilt: Built = {
      trace_id: traceId,
      public_key: process.publicKey,
      environment: process.environment,
      release: process.release,
    };
    const rate = trace('sample_rate');
    put(rebuilt, 'sample_rate', rate && process.sampleRate?.(rate).toString());
    put(rebuilt, 'sample_rand', shapes.random(trace('sample_rand')));
    put(rebuilt, 'sampled', shapes.oneOf(trace('sampled'), BOOLEANS));
    const name = trace('transaction');
    if (typeof name === 'string') {
      put(rebuilt, 'transaction', transactionName(name, known));
    }
    built.trace = rebuilt;
  }
  return built;
}
