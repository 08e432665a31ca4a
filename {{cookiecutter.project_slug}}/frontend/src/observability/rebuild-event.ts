/** Rebuilds error and message events. */
import { linesNamedIn } from './forged-frames';
import type { Known } from './known';
import {
  MARK_EXCEPTION,
  MARK_FRAME,
  MARK_FUNCTION,
  MARK_TEXT,
  MARK_UNROUTED,
  traceContext,
  transactionName,
  type Process,
} from './parts';
import { list, mapping, names, put, type Built, type Read } from './reading';
import { data, LONGEST } from './rebuild-data';
import * as shapes from './shapes';

const MAX_FRAMES = 100;
const MAX_EXCEPTIONS = 50;
const MAX_BREADCRUMBS = 100;
const MAX_NAMES = 50;
const MAX_LINE = 10_000_000;

const EVENT_TYPES: ReadonlySet<string> = new Set(['error', 'default']);
const BREADCRUMB_TYPES: ReadonlySet<string> = new Set([
  'default',
  'debug',
  'error',
  'http',
  'info',
  'navigation',
  'query',
  'ui',
  'user',
]);
/** Categories that the SDK itself uses. */
const BREADCRUMB_CATEGORIES: ReadonlySet<string> = new Set([
  'child_process',
  'console',
  'fetch',
  'http',
  'navigation',
  'sentry.event',
  'sentry.transaction',
  'ui.click',
  'ui.input',
  'validation',
  'xhr',
]);

/** Selectors of elements, and command lines. */
const SILENT_CATEGORIES = /^(?:ui\.|child_process)/;

/** A new error or message event, or undefined when it has no valid id or another type. */
export function event(payload: unknown, known: Known, process: Process): Built | undefined {
  const source = mapping(payload);
  const id = shapes.eventId(source('event_id'));
  const type = source('type');
  if (id === undefined || !(type == null || shapes.oneOf(type, EVENT_TYPES))) {
    return undefined;
  }
  const built: Built = {
    event_id: id,
    environment: process.environment,
    release: process.release,
    tags: { ...tags(source('tags'), known, process), runtime: process.runtime },
  };
  put(built, 'extra', filled(tags(source('extra'), known, process)));
  put(built, 'timestamp', shapes.timestamp(source('timestamp'), process.now));
  put(built, 'platform', shapes.oneOf(source('platform'), shapes.PLATFORMS));
  const transaction = source('transaction');
  if (typeof transaction === 'string') {
    built.transaction = transactionName(transaction, known) ?? MARK_UNROUTED;
  }
  put(built, 'sdk', process.sdk && { ...process.sdk });
  const user = process.user ?? known.user(mapping(source('user'))('id'));
  put(built, 'user', user && { id: user });
  put(built, 'contexts', contexts(source('contexts'), known, process));
  const method = shapes.oneOf(mapping(source('request'))('method'), shapes.HTTP_METHODS);
  put(built, 'request', method && { method });
  put(built, 'level', shapes.oneOf(source('level'), shapes.LEVELS));
  const breadcrumbs = list(source('breadcrumbs'), MAX_BREADCRUMBS, 'last').flatMap(
    (one) => filled(breadcrumb(one, known, process)) ?? [],
  );
  put(built, 'breadcrumbs', breadcrumbs[0] && breadcrumbs);
  const values = list(mapping(source('exception'))('values'), MAX_EXCEPTIONS, 'last').map((one) =>
    exception(one, known, process),
  );
  put(built, 'exception', values[0] && { values });
  const entry = mapping(source('logentry'));
  // Never the parameters: the formatted text has them in their places.
  const message = entry('formatted') || source('message') || entry('message');
  if (message || values.length === 0) {
    built.message = text(message, process) || MARK_TEXT;
  }
  return built;
}

/** What holds something; nothing is left out. */
function filled(built: Built): Built | undefined {
  return Object.keys(built).length > 0 ? built : undefined;
}

/** The tags that the policy names, and extra by the same names: values that it lists, and scrubbed texts. */
function tags(payload: unknown, known: Known, { says }: Process): Built {
  const source = mapping(payload);
  const built: Built = {};
  for (const name of names(payload, MAX_NAMES)) {
    put(built, name, known.tag(name, source(name), says));
  }
  return built;
}

function contexts(payload: unknown, known: Known, process: Process): Built | undefined {
  const source = mapping(payload);
  const built: Built = {};
  for (const name of names(payload, MAX_NAMES)) {
    put(built, name, context(name, source(name), known));
  }
  put(built, 'runtime', process.languageRuntime && { ...process.languageRuntime });
  put(built, 'trace', traceContext(mapping(source('trace')), known));
  return filled(built);
}

/** A context of the policy's: its values as keyed hashes. */
function context(name: string, payload: unknown, known: Known): Built | undefined {
  const source = mapping(payload);
  const built: Built = {};
  for (const key of names(payload, MAX_NAMES)) {
    if (known.context(name, key)) {
      put(built, key, known.id(source(key)));
    }
  }
  return filled(built);
}

/** What of a text may leave. */
function text(value: unknown, { says, constant }: Process): string {
  const said = typeof value === 'string' ? (says?.text(value) ?? constant?.(value)) : undefined;
  return said ?? MARK_TEXT;
}

function breadcrumb(payload: unknown, known: Known, process: Process): Built {
  const source = mapping(payload);
  const built: Built = {};
  put(built, 'timestamp', shapes.timestamp(source('timestamp'), process.now));
  put(built, 'level', shapes.oneOf(source('level'), shapes.LEVELS));
  put(built, 'type', shapes.oneOf(source('type'), BREADCRUMB_TYPES));
  const category = shapes.oneOf(source('category'), BREADCRUMB_CATEGORIES);
  put(built, 'category', category);
  const message = source('message');
  if (typeof message === 'string' && !SILENT_CATEGORIES.test(category ?? '')) {
    put(built, 'message', process.says?.text(message, LONGEST));
  }
  put(built, 'data', filled(data(mapping(source('data')), known, process)));
  return built;
}

function exception(payload: unknown, known: Known, process: Process): Built {
  const source = mapping(payload);
  const name = source('type');
  const built: Built = {
    type: typeof name === 'string' && known.exceptionType(name) ? name : MARK_EXCEPTION,
  };
  const value = source('value');
  put(built, 'value', value && text(value, process));
  if (source('mechanism')) {
    built.mechanism = mechanism(mapping(source('mechanism')), known);
  }
  const frames = list(mapping(source('stacktrace'))('frames'), MAX_FRAMES, 'last');
  if (frames.length > 0) {
    const forged = linesNamedIn(name, value);
    built.stacktrace = { frames: frames.map((one) => frame(one, known, forged)) };
  }
  return built;
}

function mechanism(source: Read, known: Known): Built {
  const built: Built = { type: shapes.oneOf(source('type'), known.words.mechanisms) ?? 'generic' };
  put(built, 'handled', shapes.boolean(source('handled')));
  put(built, 'exception_id', shapes.integer(source('exception_id'), MAX_LINE));
  put(built, 'parent_id', shapes.integer(source('parent_id'), MAX_LINE));
  put(built, 'is_exception_group', shapes.boolean(source('is_exception_group')));
  return built;
}

/** A frame. One whose line the error's own text names may come from that text, so it is nobody's. */
function frame(payload: unknown, known: Known, forged: ReadonlySet<number>): Built {
  const source = mapping(payload);
  const built: Built = {};
  put(built, 'in_app', shapes.boolean(source('in_app')));
  const [filename, name] = [source('filename'), source('function')];
  const functionName = typeof name === 'string' ? name : undefined;
  const found = typeof filename === 'string' ? known.frame(filename, functionName) : undefined;
  const lineno = shapes.integer(source('lineno'), MAX_LINE);
  if (found === undefined || (lineno !== undefined && forged.has(lineno))) {
    return { ...built, filename: MARK_FRAME, function: MARK_FRAME };
  }
  built.filename = found.filename;
  if (functionName !== undefined) {
    built.function = found.functionKnown ? functionName : MARK_FUNCTION;
  }
  if (lineno !== undefined && lineno <= (found.lines ?? MAX_LINE)) {
    built.lineno = lineno;
    put(built, 'colno', shapes.integer(source('colno'), MAX_LINE));
  }
  return built;
}
