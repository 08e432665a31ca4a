/** The policy's `telemetry`: which tags, contexts and metrics may leave by name. */
import { PolicyError } from './errors';

/** A registered metric: its unit, and the range that its values lie in. */
export interface Metric {
  unit: string;
  low: number;
  high: number;
}

/** What may leave by name. */
export interface Telemetry {
  /** Tag names, and the values each may have. */
  tags: ReadonlyMap<string, ReadonlySet<string>>;
  /** Context names, and the keys of each whose values leave as keyed hashes. */
  contexts: ReadonlyMap<string, ReadonlySet<string>>;
  metrics: ReadonlyMap<string, Metric>;
}

const UNITS: ReadonlySet<string> = new Set(
  (
    'none ratio percent bit byte kilobyte megabyte gigabyte nanosecond microsecond millisecond ' +
    'second minute hour day week'
  ).split(' '),
);
const NAME = /^[a-z][a-z0-9_.]{0,63}$/;
const VALUE = /^[A-Za-z0-9_.-]{1,64}$/;
const SECTIONS = ['contexts', 'metrics', 'tags'];
const METRIC_KEYS = ['high', 'low', 'unit'];
const LARGEST = 1e15;

type Table = Record<string, unknown>;

/** What the section allows. @throws PolicyError if it says something that is not understood. */
export function readTelemetry(section: unknown, file: string): Telemetry {
  const given = table(section, 'telemetry', file);
  if (!hasKeys(given, SECTIONS)) {
    throw PolicyError.of(file, 'telemetry', 'has other keys', SECTIONS.join(', '));
  }
  return {
    tags: lists(given.tags, 'telemetry.tags', VALUE, file),
    contexts: lists(given.contexts, 'telemetry.contexts', NAME, file),
    metrics: new Map(
      named(given.metrics, 'telemetry.metrics', file).map(([name, value]) => [
        name,
        metric(value, `telemetry.metrics.${name}`, file),
      ]),
    ),
  };
}

/** An object of JSON. */
export function table(value: unknown, key: string, file: string): Table {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw PolicyError.of(file, key, 'is missing or no object', 'an object');
  }
  return value as Table;
}

function named(value: unknown, key: string, file: string): [string, unknown][] {
  const found = Object.entries(table(value, key, file));
  if (!found.every(([name]) => NAME.test(name))) {
    throw PolicyError.of(
      file,
      key,
      'has a name of another shape',
      'names such as patients.created',
    );
  }
  return found;
}

function lists(
  value: unknown,
  key: string,
  shape: RegExp,
  file: string,
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    named(value, key, file).map(([name, members]) => {
      const words: unknown[] = Array.isArray(members) ? members : [undefined];
      if (!words.every((one) => typeof one === 'string' && shape.test(one))) {
        const accepted = 'a list of words without spaces';
        throw PolicyError.of(file, `${key}.${name}`, 'is no list of words', accepted);
      }
      return [name, new Set(words as string[])];
    }),
  );
}

function metric(value: unknown, key: string, file: string): Metric {
  const given = table(value, key, file);
  if (!hasKeys(given, METRIC_KEYS)) {
    throw PolicyError.of(file, key, 'has other keys', 'unit, low, high');
  }
  const { unit, low, high } = given;
  if (!isNumber(low) || !isNumber(high) || low > high) {
    throw PolicyError.of(file, key, 'has no range', 'numbers low and high, low not above high');
  }
  if (typeof unit !== 'string' || !UNITS.has(unit)) {
    throw PolicyError.of(file, `${key}.unit`, 'is unknown', [...UNITS].sort().join(', '));
  }
  return { unit, low, high };
}

function hasKeys(given: Table, keys: readonly string[]): boolean {
  return Object.keys(given).sort().join() === keys.join();
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= LARGEST;
}
