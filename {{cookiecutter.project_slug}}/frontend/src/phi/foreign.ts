/**
 * Reads live objects without running any code of theirs: own data properties, and what built-in
 * classes hold, by their own methods. A getter, an inherited property and a toJSON are as good as
 * absent; a proxy is unreadable.
 */
import { types } from 'node:util';

/** Stands for what cannot be read. */
export const NOTHING = Symbol('nothing');

/** What is looked at of one list or map. */
const MOST = 500_000;

/** The value of an own data property. */
export function own(value: object, key: PropertyKey): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** Whether code could run when it is looked at. */
export const isProxy = types.isProxy;

/** An array's own entries. */
export function listOf(value: readonly unknown[]): unknown[] | typeof NOTHING {
  const length = own(value, 'length') as number;
  if (length > MOST) {
    return NOTHING;
  }
  const entries = new Array<unknown>(length);
  for (let index = 0; index < length; index++) {
    entries[index] = own(value, index);
  }
  return entries;
}

/** A text, number, list or record in the place of an object that is neither plain nor an array. */
export function plainOf(value: object): unknown {
  try {
    return read(value);
  } catch {
    return NOTHING;
  }
}

function read(value: object): unknown {
  if (types.isDate(value)) {
    const time = Date.prototype.getTime.call(value);
    return Number.isNaN(time) ? NOTHING : new Date(time).toISOString();
  }
  if (types.isMap(value)) {
    return recordOf(Map.prototype.entries.call(value) as Iterable<[unknown, unknown]>);
  }
  if (types.isSet(value)) {
    return limited(Set.prototype.values.call(value));
  }
  if (types.isUint8Array(value)) {
    return new TextDecoder().decode(value);
  }
  if (types.isAnyArrayBuffer(value)) {
    return new TextDecoder().decode(new Uint8Array(value));
  }
  if (types.isStringObject(value)) {
    return String.prototype.valueOf.call(value);
  }
  if (types.isNumberObject(value)) {
    return Number.prototype.valueOf.call(value);
  }
  if (types.isNativeError(value)) {
    const names = ['message', 'cause', 'errors', ...Object.keys(value)];
    return recordOf(names.map((name) => [name, own(value, name)]));
  }
  if (types.isArrayBufferView(value) || types.isPromise(value) || types.isBoxedPrimitive(value)) {
    return NOTHING;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === FormData.prototype || prototype === URLSearchParams.prototype) {
    const pairs: unknown[] = [];
    const each = (item: unknown, key: string) =>
      void (pairs.length < MOST && pairs.push([key, item]));
    (prototype as FormData).forEach.call(value as FormData, each);
    return pairs;
  }
  if (prototype === URL.prototype) {
    return URL.prototype.toString.call(value);
  }
  return value;
}

function recordOf(entries: Iterable<readonly [unknown, unknown]>): Record<string, unknown> {
  const record = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of limited(entries)) {
    record[nameOf(key)] = item;
  }
  return record;
}

function nameOf(key: unknown): string {
  return typeof key === 'object' || typeof key === 'function' || typeof key === 'symbol'
    ? key === null
      ? 'null'
      : '[filtered]'
    : String(key);
}

function limited<T>(items: Iterable<T>): T[] {
  const taken: T[] = [];
  for (const item of items) {
    if (taken.length >= MOST) {
      break;
    }
    taken.push(item);
  }
  return taken;
}
