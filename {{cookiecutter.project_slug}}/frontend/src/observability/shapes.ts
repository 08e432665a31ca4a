/**
 * Strict shapes of the values that may leave as they are; anything else is undefined.
 *
 * The twin of `backend/observability/shapes.py`: same names, same patterns, explicit ASCII classes.
 */

/** Those of a UUID of version 4, which is made by chance: the digest of something mostly is none. */
const EVENT_ID = /^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/;
const SPAN_ID = /^[0-9a-f]{16}$/;
const TIMESTAMP =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?(?:Z|\+00:00)$/;
const RELEASE =
  /^(?:[0-9a-f]{7,40}|v?[0-9]{1,5}(?:\.[0-9]{1,5}){1,3}(?:-(?:alpha|beta|rc)\.?[0-9]{1,3})?)$/;
const RANDOM = /^0(?:\.[0-9]{1,20})?$/;
const DAY = 86_400; // seconds
const DIGITS = 6;

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
export const RELEASE_ACCEPTS =
  'a commit SHA (7 to 40 hex digits) or a version such as 1.4.2 or 1.5.0-rc.1';

function matching(pattern: RegExp, value: unknown): string | undefined {
  // No pattern allows more than 80 characters; longer strings are not worth a look.
  return typeof value === 'string' && value.length <= 80 && pattern.test(value) ? value : undefined;
}

/** An event, trace or session id: a UUID of version 4, 32 lower-case hex digits. */
export const eventId = (value: unknown) => matching(EVENT_ID, value);

/** A span id: 16 lower-case hex digits. */
export const spanId = (value: unknown) => matching(SPAN_ID, value);

/**
 * A moment within a day of `now`: seconds since the epoch, or ISO 8601 in UTC. A birthday and a number
 * of nine digits are none.
 */
export function timestamp(value: unknown, now: number): string | number | undefined {
  const seconds =
    typeof value === 'string' ? Date.parse(matching(TIMESTAMP, value) ?? '') / 1000 : value;
  return number(seconds, now - DAY, now + DAY) === undefined
    ? undefined
    : (value as string | number);
}

/** A finite number between `low` and `high`. */
export function number(value: unknown, low: number, high: number): number | undefined {
  return typeof value === 'number' && value >= low && value <= high ? value : undefined;
}

/** A number of at most six significant digits: no record number and no phone number. */
export function rounded(value: unknown, low: number, high: number): number | undefined {
  const found = number(value, low, high);
  return found === undefined ? undefined : Number(found.toPrecision(DIGITS));
}

/** A whole number between 0 and `high`. */
export function integer(value: unknown, high: number): number | undefined {
  return Number.isInteger(value) ? number(value, 0, high) : undefined;
}

/** A boolean. */
export function boolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** A release; see `RELEASE_ACCEPTS`. */
export const release = (value: unknown) => matching(RELEASE, value);

/** A random number below 1 with six decimals, as trace headers hold it. */
export const random = (value: unknown) => matching(RANDOM, value)?.slice(0, 2 + DIGITS);

/** A member of `allowed`. */
export function oneOf(value: unknown, allowed: ReadonlySet<string>): string | undefined {
  return typeof value === 'string' && allowed.has(value) ? value : undefined;
}
