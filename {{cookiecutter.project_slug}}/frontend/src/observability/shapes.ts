/**
 * Strict shapes of the values that may leave as they are; anything else is undefined.
 *
 * The twin of `backend/observability/shapes.py`: same names, same patterns, explicit ASCII classes.
 */

const EVENT_ID = /^[0-9a-f]{32}$/;
const SPAN_ID = /^[0-9a-f]{16}$/;
const TIMESTAMP =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$/;
const SDK_NAME = /^sentry\.(?:python|javascript)(?:\.[a-z]{2,20}){0,2}$/;
const VERSION = /^[0-9]{1,5}(?:\.[0-9]{1,5}){1,3}(?:[a-z]{1,5}[0-9]{1,3})?$/;
const RELEASE = /^(?:[0-9a-f]{7,40}|v?[0-9]{1,5}(?:\.[0-9]{1,5}){1,3}(?:[-+][0-9A-Za-z.]{1,20})?)$/;
const RATE = /^[01](?:\.[0-9]{1,17})?$/;

export const LEVELS: ReadonlySet<string> = new Set(['fatal', 'error', 'warning', 'info', 'debug']);
export const PLATFORMS: ReadonlySet<string> = new Set(['python', 'javascript', 'node']);
export const HTTP_METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]);
export const RELEASE_ACCEPTS = 'a commit SHA (7 to 40 hex digits) or a version such as 1.4.2';

function matching(pattern: RegExp, value: unknown): string | undefined {
  // No pattern allows more than 80 characters; longer strings are not worth a look.
  return typeof value === 'string' && value.length <= 80 && pattern.test(value) ? value : undefined;
}

/** An event or trace id: 32 lower-case hex digits. */
export const eventId = (value: unknown) => matching(EVENT_ID, value);

/** A span id: 16 lower-case hex digits. */
export const spanId = (value: unknown) => matching(SPAN_ID, value);

/** A moment: seconds since the epoch, or an ISO 8601 string with a zone. */
export function timestamp(value: unknown): string | number | undefined {
  return typeof value === 'string' ? matching(TIMESTAMP, value) : number(value, 0, 1e11);
}

/** A finite number between `low` and `high`. */
export function number(value: unknown, low: number, high: number): number | undefined {
  return typeof value === 'number' && value >= low && value <= high ? value : undefined;
}

/** A whole number between 0 and `high`. */
export function integer(value: unknown, high: number): number | undefined {
  return Number.isInteger(value) ? number(value, 0, high) : undefined;
}

/** A boolean. */
export function boolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** An SDK's name such as `sentry.javascript.nextjs`. */
export const sdkName = (value: unknown) => matching(SDK_NAME, value);

/** A package's version such as `11.5.0`. */
export const version = (value: unknown) => matching(VERSION, value);

/** A release; see `RELEASE_ACCEPTS`. */
export const release = (value: unknown) => matching(RELEASE, value);

/** A rate between 0 and 1 as the string that trace headers hold. */
export function rate(value: unknown): string | undefined {
  const text = matching(RATE, value);
  return text !== undefined && Number(text) <= 1 ? text : undefined;
}

/** A member of `allowed`. */
export function oneOf(value: unknown, allowed: ReadonlySet<string>): string | undefined {
  return typeof value === 'string' && allowed.has(value) ? value : undefined;
}
