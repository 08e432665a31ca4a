/** Rebuilds logs, metrics, sessions and client reports. */
import type { Known } from './known';
import { commonAttributes, MARK_TEXT, type Process } from './parts';
import { list, mapping, names, put, type Built } from './reading';
import * as shapes from './shapes';

export const MAX_ENTRIES = 1000;
const MAX_NAMES = 50;
export const LARGEST_COUNT = 1e12;
export const LONGEST_DURATION = 86_400; // seconds
/** A metric's range lies within. */
const LARGEST = 1e15;

const LOSS_REASONS: ReadonlySet<string> = new Set([
  'before_send',
  'buffer_overflow',
  'callback_error',
  'event_processor',
  'gate',
  'ignored',
  'internal_sdk_error',
  'invalid',
  'network_error',
  'no_parent_span',
  'queue_overflow',
  'ratelimit_backoff',
  'sample_rate',
  'send_error',
]);
const DATA_CATEGORIES: ReadonlySet<string> = new Set([
  'attachment',
  'default',
  'error',
  'feedback',
  'internal',
  'log_byte',
  'log_item',
  'metric',
  'monitor',
  'profile',
  'replay',
  'security',
  'session',
  'span',
  'transaction',
  'unknown',
]);

const LOG_LEVELS: ReadonlySet<string> = new Set([
  'trace',
  'debug',
  'info',
  'warn',
  'error',
  'fatal',
]);
const TEMPLATE = 'sentry.message.template';
const METRIC_TYPES: ReadonlySet<string> = new Set(['counter', 'gauge', 'distribution']);
const SESSION_STATUSES: ReadonlySet<string> = new Set([
  'ok',
  'exited',
  'crashed',
  'abnormal',
  'unhandled',
  'errored',
]);
/** A new log: when, of which trace, how severe, and what of its text may leave. */
export function log(payload: unknown, known: Known, process: Process): Built | undefined {
  const source = mapping(payload);
  const timestamp = shapes.timestamp(source('timestamp'), process.now);
  const level = shapes.oneOf(source('level'), LOG_LEVELS);
  if (timestamp === undefined || level === undefined) {
    return undefined;
  }
  const built: Built = { timestamp };
  put(built, 'trace_id', shapes.eventId(source('trace_id')));
  put(built, 'span_id', shapes.spanId(source('span_id')));
  built.level = level;
  put(built, 'severity_number', shapes.integer(source('severity_number'), 24));
  const [body, attributes] = [source('body'), source('attributes')];
  built.body = (typeof body === 'string' && process.says?.text(body)) || MARK_TEXT;
  const template = mapping(mapping(attributes)(TEMPLATE))('value');
  const said = typeof template === 'string' ? process.says?.text(template) : undefined;
  built.attributes = {
    ...tagAttributes(attributes, known, process),
    ...commonAttributes(process),
    ...(said && { [TEMPLATE]: { value: said, type: 'string' } }),
  };
  return built;
}

/** A new metric, if the policy registers it. */
export function metric(payload: unknown, known: Known, process: Process): Built | undefined {
  const source = mapping(payload);
  const timestamp = shapes.timestamp(source('timestamp'), process.now);
  const type = shapes.oneOf(source('type'), METRIC_TYPES);
  const [name, value] = [source('name'), source('value')];
  if (typeof name !== 'string' || typeof value !== 'number' || !Number.isFinite(value)) {
    return undefined;
  }
  const unit = known.metric(name, value, source('unit'));
  if (timestamp === undefined || type === undefined || unit === undefined) {
    return undefined;
  }
  const built: Built = { timestamp };
  put(built, 'trace_id', shapes.eventId(source('trace_id')));
  put(built, 'span_id', shapes.spanId(source('span_id')));
  Object.assign(built, { name, type, unit, value: shapes.rounded(value, -LARGEST, LARGEST) });
  const attributes = source('attributes');
  built.attributes = {
    ...tagAttributes(attributes, known, process),
    ...commonAttributes(process),
  };
  return built;
}

/** The attributes that are tags of the policy's. */
function tagAttributes(payload: unknown, known: Known, { says }: Process): Built {
  const source = mapping(payload);
  const built: Built = {};
  for (const name of names(payload, MAX_NAMES)) {
    const value = known.tag(name, mapping(source(name))('value'), says);
    put(built, name, value && { value, type: 'string' });
  }
  return built;
}

/** A new session: that there was one, for how long, and how it ended. */
export function session(payload: unknown, process: Process): Built | undefined {
  const source = mapping(payload);
  const sid = shapes.eventId(plainId(source('sid')));
  const started = shapes.timestamp(source('started'), process.now);
  const status = shapes.oneOf(source('status'), SESSION_STATUSES);
  if (sid === undefined || started === undefined || status === undefined) {
    return undefined;
  }
  const built: Built = { sid, started, status };
  put(built, 'init', shapes.boolean(source('init')));
  put(built, 'timestamp', shapes.timestamp(source('timestamp'), process.now));
  put(built, 'duration', shapes.rounded(source('duration'), 0, LONGEST_DURATION));
  put(built, 'errors', shapes.rounded(source('errors'), 0, LARGEST_COUNT));
  built.attrs = { release: process.release, environment: process.environment };
  return built;
}

/** A new client report: how many items of which category were lost, and why. */
export function clientReport(payload: unknown, process: Process): Built | undefined {
  const source = mapping(payload);
  const discarded = list(source('discarded_events'), MAX_ENTRIES).flatMap((one) => {
    const entry = mapping(one);
    const reason = shapes.oneOf(entry('reason'), LOSS_REASONS);
    const category = shapes.oneOf(entry('category'), DATA_CATEGORIES);
    const quantity = shapes.rounded(entry('quantity'), 0, LARGEST_COUNT);
    return reason && category && quantity !== undefined ? [{ reason, category, quantity }] : [];
  });
  const built: Built = { discarded_events: discarded };
  put(built, 'timestamp', shapes.timestamp(source('timestamp'), process.now));
  return built;
}

/** An id without the dashes that Node's UUIDs have. */
export function plainId(value: unknown): unknown {
  return typeof value === 'string' && value.length === 36 ? value.replaceAll('-', '') : value;
}
