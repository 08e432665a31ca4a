/** Rebuilds streamed spans. */
import type { Known } from './known';
import {
  commonAttributes,
  MARK_OP,
  MARK_SPAN,
  MARK_UNROUTED,
  transactionName,
  type Process,
} from './parts';
import { mapping, put, type Built, type Read } from './reading';
import { data, LONGEST } from './rebuild-data';
import * as shapes from './shapes';

const SPAN_STATUSES: ReadonlySet<string> = new Set(['ok', 'error']);
const KINDS: ReadonlySet<string> = new Set([
  'server',
  'client',
  'internal',
  'producer',
  'consumer',
]);
const SOURCES: ReadonlySet<string> = new Set([
  'component',
  'custom',
  'route',
  'task',
  'url',
  'view',
]);
const LONGEST_NAME = 2000;
/** Next names a segment's file after its route: `/patients/page`. */
const SEGMENT_FILE = /\/(?:page|layout|route|template|not-found|error)$/;

/** A new span: ids, times, known names and a handful of attributes. */
export function streamedSpan(payload: unknown, known: Known, process: Process): Built | undefined {
  const source = mapping(payload);
  const trace_id = shapes.eventId(source('trace_id'));
  const span_id = shapes.spanId(source('span_id'));
  const start_timestamp = shapes.timestamp(source('start_timestamp'), process.now);
  const end_timestamp = shapes.timestamp(source('end_timestamp'), process.now);
  if (!trace_id || !span_id || start_timestamp === undefined || end_timestamp === undefined) {
    return undefined;
  }
  const built: Built = { trace_id, span_id };
  put(built, 'parent_span_id', shapes.spanId(source('parent_span_id')));
  const is_segment = source('is_segment') === true;
  const op = mapping(mapping(source('attributes'))('sentry.op'))('value');
  built.name = spanName(source('name'), known, is_segment ? undefined : says(op, process));
  Object.assign(built, { start_timestamp, end_timestamp });
  built.status = shapes.oneOf(source('status'), SPAN_STATUSES) ?? 'ok';
  built.is_segment = is_segment;
  built.attributes = attributes(mapping(source('attributes')), known, process);
  return built;
}

/** How a name that is nobody's but the span's own may leave; a segment's is a route or nothing. */
type Say = (name: string) => string | undefined;

function says(op: unknown, { says }: Process): Say | undefined {
  const kind = typeof op === 'string' ? op.split('.', 1)[0] : '';
  if (says === undefined || kind === 'cache' || op === 'db.redis') {
    return undefined; // cache keys are made of ids and names
  }
  if (kind === 'db') {
    return (name) => says.statement(name, LONGEST);
  }
  return (name) => {
    const [method = '', rest] = name.split(' ', 2);
    if (kind !== 'http' || name.includes(' ', method.length + 1)) {
      return says.text(name, LONGEST);
    }
    if (rest === undefined) {
      return says.url(name, LONGEST);
    }
    return shapes.HTTP_METHODS.has(method)
      ? `${method} ${says.url(rest, LONGEST) ?? ''}`
      : undefined;
  };
}

function spanName(name: unknown, known: Known, say?: Say): string {
  if (typeof name !== 'string' || name.length > LONGEST_NAME) {
    return MARK_SPAN;
  }
  if (known.words.names.has(name)) {
    return name;
  }
  const prefix = known.words.routePrefixes.find((one) => name.startsWith(one));
  if (prefix !== undefined) {
    const route = name.slice(prefix.length).replace(SEGMENT_FILE, '') || '/';
    return prefix + (known.route(route) ?? MARK_UNROUTED);
  }
  return transactionName(name, known) ?? say?.(name) ?? MARK_SPAN;
}

function attributes(source: Read, known: Known, process: Process): Built {
  const value = (key: string) => mapping(source(key))('value');
  const built: Built = {};
  const string = (key: string, text: string | undefined) =>
    put(built, key, text && { value: text, type: 'string' });
  const op = value('sentry.op');
  if (typeof op === 'string') {
    string('sentry.op', shapes.oneOf(op, known.words.ops) ?? MARK_OP);
  }
  const member = (key: string, allowed: ReadonlySet<string>) =>
    string(key, shapes.oneOf(value(key), allowed));
  member('sentry.origin', known.words.origins);
  member('sentry.kind', KINDS);
  member('sentry.segment.name.source', SOURCES);
  member('http.request.method', shapes.HTTP_METHODS);
  const route = value('http.route');
  if (typeof route === 'string') {
    // Next calls what its proxy handles by a name of its own.
    string(
      'http.route',
      known.words.names.has(route) ? route : (known.route(route) ?? MARK_UNROUTED),
    );
  }
  for (const [key, said] of Object.entries(data(value, known, process))) {
    built[key] = { value: said, type: typeof said === 'string' ? 'string' : 'integer' };
  }
  const given = value('sentry.sample_rate');
  const rate = given === undefined ? given : process.sampleRate?.(given);
  put(built, 'sentry.sample_rate', rate === undefined ? rate : { value: rate, type: 'double' });
  string('sentry.segment.id', shapes.spanId(value('sentry.segment.id')));
  const segment = value('sentry.segment.name');
  string('sentry.segment.name', segment === undefined ? undefined : spanName(segment, known));
  Object.assign(built, commonAttributes(process));
  return built;
}
