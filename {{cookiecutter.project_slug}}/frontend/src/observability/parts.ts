/** What the rebuilt items have in common: marks, the process's own values, names, tags, traces. */
import type { Known } from './known';
import { put, type Built, type Read } from './reading';
import * as shapes from './shapes';

export const MARK_TEXT = '[text]';
export const MARK_FRAME = '[frame]';
export const MARK_FUNCTION = '[function]';
export const MARK_EXCEPTION = '[exception]';
export const MARK_UNROUTED = '[unrouted]';
export const MARK_OP = '[op]';
export const MARK_SPAN = '[span]';

/** A name longer than this is no name. */
const LONGEST_NAME = 2000;

export type Runtime = 'browser' | 'next-server';

/** What of free text may leave; cut to `longest` characters. */
export interface Says {
  text(given: string, longest?: number): string;
  /** An SQL statement without its values. */
  statement(given: string, longest?: number): string;
  /** A URL without query, fragment, user and ids; undefined when there is none left. */
  url(given: string, longest?: number): string | undefined;
}

/** What is set on every item from the process's own configuration, never copied from it. */
export interface Process {
  environment: string;
  release: string;
  runtime: Runtime;
  /** The language's runtime, on the server: node. */
  languageRuntime?: { name: 'node'; version: string };
  publicKey: string;
  /** The installed SDK. */
  sdk?: { name: string; version: string };
  /** The share of traces like this one that is kept, of what a trace says of it itself. */
  sampleRate?: (given: unknown) => number;
  /** Seconds since the epoch; moments must lie within a day of it. */
  now: number;
  /** In a browser: what the server calls its session. */
  user?: string;
  /** On the server: what of the texts of one envelope may leave. A browser's texts stay in the page. */
  says?: Says;
  /** In a browser: the constant of its own that an error's text is made from. */
  constant?: (text: string) => string | undefined;
}

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

/** `GET /patients/[id]` out of a name whose path is known, with or without its method. */
export function transactionName(name: string, known: Known): string | undefined {
  if (name.length > LONGEST_NAME) {
    return undefined;
  }
  const space = name.indexOf(' ');
  if (space < 0) {
    return known.route(name);
  }
  const method = shapes.oneOf(name.slice(0, space), shapes.HTTP_METHODS);
  const route = method && known.route(name.slice(space + 1));
  return route && `${method} ${route}`;
}

/** The trace that an item belongs to. */
export function traceContext(source: Read, known: Known): Built | undefined {
  const traceId = shapes.eventId(source('trace_id'));
  if (traceId === undefined) {
    return undefined;
  }
  const built: Built = { trace_id: traceId };
  put(built, 'span_id', shapes.spanId(source('span_id')));
  put(built, 'parent_span_id', shapes.spanId(source('parent_span_id')));
  if (typeof source('op') === 'string') {
    built.op = shapes.oneOf(source('op'), known.words.ops) ?? MARK_OP;
  }
  put(built, 'status', shapes.oneOf(source('status'), STATUSES));
  put(built, 'sampled', shapes.boolean(source('sampled')));
  return built;
}

const text = (value: string) => ({ value, type: 'string' });

/** Attributes that every span, log and metric has. */
export function commonAttributes({ sdk, environment, release, runtime }: Process): Built {
  return {
    ...(sdk && {
      'sentry.sdk.name': text(sdk.name),
      'sentry.sdk.version': text(sdk.version),
    }),
    'sentry.environment': text(environment),
    'sentry.release': text(release),
    runtime: text(runtime),
  };
}
