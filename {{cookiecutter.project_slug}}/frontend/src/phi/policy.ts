/**
 * Reads the policy: the shipped defaults of `phi/defaults`, and what the organisation knows better.
 *
 * A policy that is missing or wrong is no policy: `loadPolicy` throws a `PolicyError`, one line that
 * names file and key. Server only; the twin of `backend/phi/policy.py`.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import { PolicyError } from './errors';
import { Rules, type Defaults } from './rules';
import { readTelemetry, table, type Telemetry } from './telemetry';
import { Words } from './words';

export { PolicyError } from './errors';
export type { Metric } from './telemetry';

export const FREE_TEXT = ['known-words', 'patterns'] as const;
export type FreeText = (typeof FREE_TEXT)[number];

/** What may leave: compiled once, never changed. */
export interface Policy extends Telemetry {
  readonly rules: Rules;
  readonly freeText: FreeText;
  readonly words: Words | undefined;
  /** Source of the medical record numbers' pattern; empty for none. */
  readonly mrn: string;
  /** Of the policy file's bytes: both halves of the service must have the same. */
  readonly sha256: string;
}

/** The service's own folder, beside the frontend's. */
const folderHere = () => resolve(/* turbopackIgnore: true */ process.cwd(), '..', 'phi');

/**
 * The policy of a file (the service's own if none is named), merged over the defaults.
 *
 * @throws PolicyError if the file cannot be read, or says something that is not understood.
 * @throws WordsError if known words are asked for and their lists cannot be used.
 */
export function loadPolicy({
  folder = folderHere(),
  path,
  freeText,
}: { folder?: string; path?: string; freeText?: FreeText } = {}): Policy {
  const [bytes, data] = read(path ?? join(folder, 'policy.json'));
  const name = path === undefined ? 'phi/policy.json' : basename(path);
  const telemetry =
    data.telemetry === undefined
      ? { tags: new Map(), contexts: new Map(), metrics: new Map() }
      : readTelemetry(data.telemetry, name);
  const given = freeText ?? data.free_text ?? FREE_TEXT[0];
  const chosen = FREE_TEXT.find((one) => one === given);
  if (chosen === undefined) {
    throw PolicyError.of(name, 'free_text', 'is unknown', FREE_TEXT.join(' or '));
  }
  const mrn = mrnOf(data, name);
  const urls = table(data.urls ?? {}, 'urls', name);
  const rules = new Rules(defaultsIn(join(folder, 'defaults')), {
    fields: strings(data.fields ?? [], 'fields', name),
    mrn,
    prefixes: strings(urls.sensitive_prefixes ?? [], 'urls.sensitive_prefixes', name),
  });
  return {
    rules,
    freeText: chosen,
    words: chosen === 'known-words' ? Words.load(join(folder, 'words')) : undefined,
    ...telemetry,
    mrn,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

function defaultsIn(folder: string): Defaults {
  const files = readdirSync(/* turbopackIgnore: true */ folder).filter((one) =>
    one.endsWith('.json'),
  );
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -'.json'.length), read(join(folder, file))[1]]),
  ) as unknown as Defaults;
}

function read(path: string): [Buffer, Record<string, unknown>] {
  const name = basename(path);
  let bytes: Buffer;
  let data: unknown;
  try {
    bytes = readFileSync(/* turbopackIgnore: true */ path);
  } catch {
    throw PolicyError.of(name, 'the file', 'cannot be read', 'a readable JSON file');
  }
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw PolicyError.of(name, 'the file', 'is no JSON', 'a JSON object');
  }
  return [bytes, table(data, 'the file', name)];
}

function strings(value: unknown, key: string, file: string): string[] {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string' && one !== '')) {
    throw PolicyError.of(file, key, 'is no list of names', 'a list such as ["ssn", "mrn"]');
  }
  return value as string[];
}

function mrnOf(data: Record<string, unknown>, file: string): string {
  const { mrn } = table(data.identifiers ?? {}, 'identifiers', file);
  if (mrn === undefined || mrn === null) {
    return '';
  }
  const { pattern = '' } = table(mrn, 'identifiers.mrn', file);
  try {
    if (typeof pattern === 'string') {
      new RegExp(pattern);
      return pattern;
    }
  } catch {
    // Said below.
  }
  throw PolicyError.of(file, 'identifiers.mrn.pattern', 'is no pattern', 'a regular expression');
}
