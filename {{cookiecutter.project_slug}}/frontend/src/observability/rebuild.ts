/**
 * Builds new payloads out of what is known. Pure: no Sentry client, no clock, no environment.
 *
 * Every function reads a payload that the SDK made and returns a fresh one, or undefined when the
 * item may not leave. What has no line here does not leave; the input is never changed. The Python
 * twin is `backend/observability/rebuild.py`.
 */
import type { Known } from './known';
import * as shapes from './shapes';
import * as spans from './span-names';

export const MARK_TEXT = '[text]';
export const MARK_FRAME = '[frame]';
export const MARK_FUNCTION = '[function]';
export const MARK_EXCEPTION = '[exception]';
export const MARK_UNROUTED = '[unrouted]';
export const MARK_OP = '[op]';
export const MARK_SPAN = '[span]';

const MAX_FRAMES = 100;
const MAX_EXCEPTIONS = 50;
const MAX_SPANS = 1000;
const MAX_LINE = 10_000_000;
/** Seconds; Next gives one of its spans the age of the process for a time. */
const EARLIEST = 1e9;

export type Runtime = 'browser' | 'next-server';

/** What is set on every item from the process's own configuration, never copied from it. */
export interface Process {
  environment: string;
  release: string;
  runtime: Runtime;
  /** The language's runtime, on the server: node. */
  languageRuntime?: { name: 'node'; version: string };
  publicKey: string;
}

type Built = Record<string, unknown>;

const EVENT_TYPES: ReadonlySet<string> = new Set(['error', 'default']);
const MECHANISMS: ReadonlySet<string> = new Set([
  'generic',
  'chained',
  'auto.core.linked_errors',
  'auto.browser.browserapierrors.addEventListener',
  'auto.browser.browserapierrors.handleEvent',
  'auto.browser.browserapierrors.requestAnimationFrame',
  'auto.browser.browserapierrors.setInterval',
  'auto.browser.browserapierrors.setTimeout',
  'auto.browser.global_handlers.onerror',
  'auto.browser.global_handlers.onunhandledrejection',
  'auto.function.nextjs.on_request_error',
  'auto.function.nextjs.route_handler',
  'auto.function.nextjs.server_action',
  'auto.function.nextjs.server_component',
  'auto.function.nextjs.wrap_middleware',
  'auto.function.react.error_boundary',
  'auto.function.react.error_handler',
  'auto.node.onuncaughtexception',
  'auto.node.onunhandledrejection',
  'auto.node.worker_threads',
]);
const STATUSES: ReadonlySet<string> = new Set([
  'ok',
  'aborted',
  'already_exists',
  'cancelled',
  'data_loss',
  'deadline_exceeded',
  'failed_precondition',
  'internal_error',
  'invalid_argument',
  'not_found',
  'out_of_range',
  'permission_denied',
  'resource_exhausted',
  'unauthenticated',
  'unavailable',
  'unimplemented',
  'unknown_error',
]);
const SPAN_STATUSES: ReadonlySet<string> = new Set(['ok', 'error']);
const BOOLEANS: ReadonlySet<string> = new Set(['true', 'false']);
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

/** A rebuilt envelope, as the SDK's serialiser takes it. */
export type RebuiltEnvelope = [headers: Built, items: [header: Built, payload: Built][]];

/** Told of each item that may not leave: its type, why, and how many things it held. */
export type Lose = (type: string, reason: 'gate_error' | 'not_allowed', quantity: number) => void;

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

/** A new envelope, or undefined when none of its items may leave. One broken item takes no other along. */
export function envelope(
  source: unknown,
  known: Known,
  process: Process,
  lose: Lose,
): RebuiltEnvelope | undefined {
  const [headers, items] = list(source);
  const rebuilt: RebuiltEnvelope[1] = [];
  for (const entry of list(items)) {
    let type = 'unknown';
    let quantity = 1;
    try {
      const [header, payload] = list(entry);
      type = shapes.oneOf(mapping(header).type, ITEM_TYPES) ?? 'unknown';
      quantity = type === 'span' ? list(mapping(payload).items).length : 1;
      const built = item(type, payload, known, process);
      if (built === undefined) {
        lose(type, 'not_allowed', quantity);
      } else {
        rebuilt.push([built.header, built.payload]);
      }
    } catch {
      lose(type, 'gate_error', quantity);
    }
  }
  return rebuilt.length > 0 ? [envelopeHeaders(headers, known, process), rebuilt] : undefined;
}

function item(
  type: string,
  payload: unknown,
  known: Known,
  process: Process,
): { header: Built; payload: Built } | undefined {
  switch (type) {
    case 'event': {
      const built = event(payload, known, process);
      return built && { header: { type }, payload: built };
    }
    case 'span': {
      const built = span(payload, known, process);
      const header = { type, item_count: built?.items.length, content_type: SPAN_CONTENT_TYPE };
      return built && { header, payload: built };
    }
    case 'client_report': {
      const built = clientReport(payload);
      return built && { header: { type }, payload: built };
    }
    default:
      return undefined;
  }
}

const SPAN_CONTENT_TYPE = 'application/vnd.sentry.items.span.v2+json';

/** A new error or message event, or undefined when it has no valid id or another type. */
export function event(payload: unknown, known: Known, process: Process): Built | undefined {
  const source = mapping(payload);
  const id = shapes.eventId(source.event_id);
  if (id === undefined || !(source.type == null || shapes.oneOf(source.type, EVENT_TYPES))) {
    return undefined;
  }
  const built: Built = {
    event_id: id,
    environment: process.environment,
    release: process.release,
    tags: { runtime: process.runtime },
  };
  put(built, 'timestamp', shapes.timestamp(source.timestamp));
  put(built, 'platform', shapes.oneOf(source.platform, shapes.PLATFORMS));
  if (typeof source.transaction === 'string') {
    built.transaction = transactionName(source.transaction, known) ?? MARK_UNROUTED;
  }
  const sdk = mapping(source.sdk);
  const [sdkName, sdkVersion] = [shapes.sdkName(sdk.name), shapes.version(sdk.version)];
  if (sdkName !== undefined && sdkVersion !== undefined) {
    built.sdk = { name: sdkName, version: sdkVersion };
  }
  const contexts: Built = {};
  put(contexts, 'runtime', process.languageRuntime && { ...process.languageRuntime });
  put(contexts, 'trace', traceContext(mapping(mapping(source.contexts).trace)));
  put(built, 'contexts', Object.keys(contexts).length > 0 ? contexts : undefined);
  const method = shapes.oneOf(mapping(source.request).method, shapes.HTTP_METHODS);
  put(built, 'request', method && { method });
  put(built, 'level', shapes.oneOf(source.level, shapes.LEVELS));
  const values = list(mapping(source.exception).values)
    .slice(-MAX_EXCEPTIONS)
    .map((one) => exception(one, known));
  put(built, 'exception', values.length > 0 ? { values } : undefined);
  if (source.message || source.logentry || values.length === 0) {
    built.message = MARK_TEXT;
  }
  return built;
}

/** A new container of streamed spans: ids, times, known names and a handful of attributes. */
export function span(
  payload: unknown,
  known: Known,
  process: Process,
): (Built & { items: Built[] }) | undefined {
  const items = list(mapping(payload).items)
    .slice(0, MAX_SPANS)
    .map((one) => streamedSpan(mapping(one), known, process))
    .filter((one) => one !== undefined);
  if (items.length === 0) {
    return undefined;
  }
  const ingest_settings = { infer_ip: 'never', infer_user_agent: 'never' };
  return { version: 2, ingest_settings, items };
}

/** A new client report: how many items of which category were lost, and why. */
export function clientReport(payload: unknown): Built | undefined {
  const source = mapping(payload);
  const discarded = list(source.discarded_events)
    .slice(0, MAX_SPANS)
    .flatMap((one) => {
      const entry = mapping(one);
      const reason = shapes.oneOf(entry.reason, LOSS_REASONS);
      const category = shapes.oneOf(entry.category, DATA_CATEGORIES);
      const quantity = shapes.integer(entry.quantity, 1e12);
      return reason && category && quantity !== undefined ? [{ reason, category, quantity }] : [];
    });
  const built: Built = { discarded_events: discarded };
  put(built, 'timestamp', shapes.timestamp(source.timestamp));
  return built;
}

/** New envelope headers: event id, moment of sending and the trace's sampling. */
export function envelopeHeaders(headers: unknown, known: Known, process: Process): Built {
  const source = mapping(headers);
  const built: Built = {};
  put(built, 'event_id', shapes.eventId(source.event_id));
  put(built, 'sent_at', shapes.timestamp(source.sent_at));
  const trace = mapping(source.trace);
  const traceId = shapes.eventId(trace.trace_id);
  if (traceId !== undefined) {
    const rebuilt: Built = {
      trace_id: traceId,
      public_key: process.publicKey,
      environment: process.environment,
      release: process.release,
    };
    put(rebuilt, 'sample_rate', shapes.rate(trace.sample_rate));
    put(rebuilt, 'sample_rand', shapes.rate(trace.sample_rand));
    put(rebuilt, 'sampled', shapes.oneOf(trace.sampled, BOOLEANS));
    if (typeof trace.transaction === 'string') {
      put(rebuilt, 'transaction', transactionName(trace.transaction, known));
    }
    built.trace = rebuilt;
  }
  return built;
}

/** `GET /patients/[id]` out of a name whose path is known, with or without its method. */
function transactionName(name: string, known: Known): string | undefined {
  const space = name.indexOf(' ');
  if (space < 0) {
    return known.route(name);
  }
  const method = shapes.oneOf(name.slice(0, space), shapes.HTTP_METHODS);
  const route = method && known.route(name.slice(space + 1));
  return route && `${method} ${route}`;
}

function traceContext(source: Built): Built | undefined {
  const traceId = shapes.eventId(source.trace_id);
  if (traceId === undefined) {
    return undefined;
  }
  const built: Built = { trace_id: traceId };
  put(built, 'span_id', shapes.spanId(source.span_id));
  put(built, 'parent_span_id', shapes.spanId(source.parent_span_id));
  if (typeof source.op === 'string') {
    built.op = shapes.oneOf(source.op, spans.OPS) ?? MARK_OP;
  }
  put(built, 'status', shapes.oneOf(source.status, STATUSES));
  put(built, 'sampled', shapes.boolean(source.sampled));
  return built;
}

function exception(payload: unknown, known: Known): Built {
  const source = mapping(payload);
  const name = source.type;
  const built: Built = {
    type: typeof name === 'string' && known.exceptionType(name) ? name : MARK_EXCEPTION,
  };
  put(built, 'value', source.value ? MARK_TEXT : undefined);
  if (source.mechanism) {
    built.mechanism = mechanism(mapping(source.mechanism));
  }
  const frames = list(mapping(source.stacktrace).frames);
  if (frames.length > 0) {
    built.stacktrace = { frames: frames.slice(-MAX_FRAMES).map((one) => frame(one, known)) };
  }
  return built;
}

function mechanism(source: Built): Built {
  const built: Built = { type: shapes.oneOf(source.type, MECHANISMS) ?? 'generic' };
  put(built, 'handled', shapes.boolean(source.handled));
  put(built, 'exception_id', shapes.integer(source.exception_id, MAX_LINE));
  put(built, 'parent_id', shapes.integer(source.parent_id, MAX_LINE));
  put(built, 'is_exception_group', shapes.boolean(source.is_exception_group));
  return built;
}

function frame(payload: unknown, known: Known): Built {
  const source = mapping(payload);
  const built: Built = {};
  put(built, 'in_app', shapes.boolean(source.in_app));
  const { filename, function: name } = source;
  const functionName = typeof name === 'string' ? name : undefined;
  const found = typeof filename === 'string' ? known.frame(filename, functionName) : undefined;
  if (found === undefined) {
    return { ...built, filename: MARK_FRAME, function: MARK_FRAME };
  }
  built.filename = found.filename;
  if (functionName !== undefined) {
    built.function = found.functionKnown ? functionName : MARK_FUNCTION;
  }
  put(built, 'lineno', shapes.integer(source.lineno, MAX_LINE));
  put(built, 'colno', shapes.integer(source.colno, MAX_LINE));
  return built;
}

function streamedSpan(source: Built, known: Known, process: Process): Built | undefined {
  const trace_id = shapes.eventId(source.trace_id);
  const span_id = shapes.spanId(source.span_id);
  const start_timestamp = shapes.number(source.start_timestamp, EARLIEST, 1e11);
  const end_timestamp = shapes.number(source.end_timestamp, EARLIEST, 1e11);
  if (!trace_id || !span_id || start_timestamp === undefined || end_timestamp === undefined) {
    return undefined;
  }
  const built: Built = { trace_id, span_id };
  put(built, 'parent_span_id', shapes.spanId(source.parent_span_id));
  built.name = spanName(source.name, known);
  Object.assign(built, { start_timestamp, end_timestamp });
  built.status = shapes.oneOf(source.status, SPAN_STATUSES) ?? 'ok';
  built.is_segment = source.is_segment === true;
  built.attributes = attributes(mapping(source.attributes), known, process);
  return built;
}

function spanName(name: unknown, known: Known): string {
  if (typeof name !== 'string') {
    return MARK_SPAN;
  }
  if (spans.NAMES.has(name)) {
    return name;
  }
  const prefix = spans.ROUTE_PREFIXES.find((one) => name.startsWith(one));
  if (prefix !== undefined) {
    return (
      prefix + (known.route(spans.withoutSegmentFile(name.slice(prefix.length))) ?? MARK_UNROUTED)
    );
  }
  return transactionName(name, known) ?? MARK_SPAN;
}

/** Keys whose value is a member of a list. */
const ENUM_ATTRIBUTES: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['sentry.origin', spans.ORIGINS],
  ['sentry.kind', spans.KINDS],
  ['sentry.segment.name.source', spans.SOURCES],
  ['http.request.method', shapes.HTTP_METHODS],
];

function attributes(source: Built, known: Known, process: Process): Built {
  const value = (key: string) => mapping(source[key]).value;
  const built: Built = {};
  const string = (key: string, text: string | undefined) =>
    put(built, key, text && { value: text, type: 'string' });
  const op = value('sentry.op');
  if (typeof op === 'string') {
    string('sentry.op', shapes.oneOf(op, spans.OPS) ?? MARK_OP);
  }
  for (const [key, allowed] of ENUM_ATTRIBUTES) {
    string(key, shapes.oneOf(value(key), allowed));
  }
  const route = value('http.route');
  if (typeof route === 'string') {
    // Next calls what its proxy handles by a name of its own.
    string('http.route', spans.NAMES.has(route) ? route : (known.route(route) ?? MARK_UNROUTED));
  }
  const status = shapes.integer(value('http.response.status_code'), 999);
  put(built, 'http.response.status_code', status && { value: status, type: 'integer' });
  const rate = shapes.number(value('sentry.sample_rate'), 0, 1);
  put(built, 'sentry.sample_rate', rate === undefined ? rate : { value: rate, type: 'double' });
  string('sentry.sdk.name', shapes.sdkName(value('sentry.sdk.name')));
  string('sentry.sdk.version', shapes.version(value('sentry.sdk.version')));
  string('sentry.segment.id', shapes.spanId(value('sentry.segment.id')));
  const segment = value('sentry.segment.name');
  string('sentry.segment.name', segment === undefined ? undefined : spanName(segment, known));
  string('sentry.environment', process.environment);
  string('sentry.release', process.release);
  string('runtime', process.runtime);
  return built;
}

function mapping(value: unknown): Built {
  return typeof value === 'object' && value !== null ? (value as Built) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function put(target: Built, key: string, value: unknown): void {
  if (value !== undefined && value !== '') {
    target[key] = value;
  }
}
