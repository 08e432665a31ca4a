/**
 * The policy of telemetry: `phi/policy.json`, section `telemetry`, read at run time by the server.
 *
 * Strict: what is not understood is an error, so that a slip of the pen never widens what may leave.
 * The twin of `backend/observability/policy.py`.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { PolicyError } from '@/phi/errors';

export { PolicyError };

export interface Metric {
  unit: string;
  low: number;
  high: number;
}

export interface Policy {
  /** Tag names, and the values each may have. */
  tags: ReadonlyMap<string, ReadonlySet<string>>;
  /** Context names, and the keys of each whose values leave as keyed hashes. */
  contexts: ReadonlyMap<string, ReadonlySet<string>>;
  metrics: ReadonlyMap<string, Metric>;
  /** Source of the pattern of medical record numbers. */
  mrn: string | undefined;
  /** Of the file's bytes: halves of the service that read the same file show the same. */
  sha256: string;
}

const FILE = 'phi/policy.json';
/** Names that may stand for something in telemetry: small words. */
const NAME = /^[a-z][a-z0-9_.]{0,63}$/;
const VALUE = /^[A-Za-z0-9_.-]{1,64}$/;
const UNITS: ReadonlySet<string> = new Set([
  'none',
  'ratio',
  'percent',
  'bit',
  'byte',
  'kilobyte',
  'megabyte',
  'gigabyte',
  'nanosecond',
  'microsecond',
  'millisecond',
  'second',
  'minute',
  'hour',
  'day',
  'week',
]);
const LARGEST = 1e15;

/** Reads and checks the policy, which lies beside the frontend's folder. @throws PolicyError */
export function readPolicy(path = resolve(process.cwd(), '..', FILE)): Policy {
  let bytes: Buffer;
  let parsed: unknown;
  try {
    bytes = readFileSync(/* turbopackIgnore: true */ path);
  } catch {
    throw wrong('the file', 'that it can be read');
  }
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw wrong('the file', 'valid JSON');
  }
  const file = object(parsed, 'the file');
  const telemetry = object(file.telemetry, 'telemetry', ['tags', 'contexts', 'metrics']);
  return {
    tags: lists(telemetry.tags, 'telemetry.tags', VALUE),
    contexts: lists(telemetry.contexts, 'telemetry.contexts', NAME),
    metrics: new Map(
      entries(telemetry.metrics, 'telemetry.metrics').map(([name, value]) => [
        name,
        metric(value, `telemetry.metrics.${name}`),
      ]),
    ),
    mrn: mrnPattern(file.identifiers),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

function metric(value: unknown, key: string): Metric {
  const { unit, low, high } = object(value, key, ['unit', 'low', 'high']);
  if (typeof unit !== 'string' || !UNITS.has(unit)) {
    throw wrong(`${key}.unit`, `one of ${[...UNITS].join(', ')}`);
  }
  if (!isNumber(low) || !isNumber(high) || low > high) {
    throw wrong(`${key}.low and ${key}.high`, 'two numbers, the lower one first');
  }
  return { unit, low, high };
}

function lists(
  value: unknown,
  key: string,
  shape: RegExp,
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    entries(value, key).map(([name, members]) => {
      const words: unknown[] = Array.isArray(members) ? members : [undefined];
      if (!words.every((one) => typeof one === 'string' && shape.test(one))) {
        throw wrong(`${key}.${name}`, 'a list of words without spaces');
      }
      return [name, new Set(words as string[])];
    }),
  );
}

function mrnPattern(identifiers: unknown): string | undefined {
  if (identifiers === undefined) {
    return undefined;
  }
  const { mrn } = object(identifiers, 'identifiers');
  if (mrn === undefined) {
    return undefined;
  }
  const { pattern } = object(mrn, 'identifiers.mrn');
  try {
    if (typeof pattern === 'string') {
      new RegExp(pattern, 'i');
      return pattern || undefined;
    }
  } catch {
    // Said below.
  }
  throw wrong('identifiers.mrn.pattern', 'a regular expression');
}

function entries(value: unknown, key: string): [string, unknown][] {
  const found = Object.entries(object(value, key));
  for (const [name] of found) {
    if (!NAME.test(name)) {
      throw wrong(`a name in ${key}`, 'small words, digits, dots and underscores');
    }
  }
  return found;
}

function object(value: unknown, key: string, keys?: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong(key, keys ? `an object with ${keys.join(', ')}` : 'an object');
  }
  const found = Object.keys(value);
  if (keys && (keys.some((one) => !(one in value)) || found.some((one) => !keys.includes(one)))) {
    throw wrong(key, `exactly ${keys.join(', ')}`);
  }
  return value as Record<string, unknown>;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= LARGEST;
}

function wrong(key: string, accepted: string): PolicyError {
  return new PolicyError(`${FILE}: ${key} is wrong. Accepted: ${accepted}. Correct the file.`);
}
