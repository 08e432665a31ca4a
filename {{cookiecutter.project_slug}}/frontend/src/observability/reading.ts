/**
 * Reads payloads without running any code of theirs: own data properties only. A getter, an
 * inherited property and a toJSON are as good as absent.
 */
export type Built = Record<string, unknown>;
/** Reads one property of a payload. */
export type Read = (key: string) => unknown;

function own(value: object, key: PropertyKey): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** Reads the own data properties of `value`; of anything but an object there are none. */
export function mapping(value: unknown): Read {
  return (key) => (typeof value === 'object' && value !== null ? own(value, key) : undefined);
}

/** How long an array is; anything else is empty. */
export function lengthOf(value: unknown): number {
  return Array.isArray(value) ? (own(value, 'length') as number) : 0;
}

/** Entries of an array in an array of our own: the first `limit`, or the last. */
export function list(value: unknown, limit: number, end: 'first' | 'last' = 'first'): unknown[] {
  const length = lengthOf(value);
  const from = end === 'first' ? 0 : Math.max(0, length - limit);
  const entries: unknown[] = [];
  for (let n = from; n < length && n < from + limit; n++) {
    entries.push(own(value as object, n));
  }
  return entries;
}

/** Names of the own properties of `value`: the first `limit`. */
export function names(value: unknown, limit: number): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value).slice(0, limit) : [];
}

/** Sets what there is. */
export function put(target: Built, key: string, value: unknown): void {
  if (value !== undefined && value !== '') {
    target[key] = value;
  }
}
