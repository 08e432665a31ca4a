/**
 * Reads the policy: the shipped defaults of `phi/defaults`, and what the organisation knows better.
 *
 * `phi/policy.schema.json` says what a policy may hold. One that is missing or wrong is no policy:
 * `loadPolicy` throws a `PolicyError`, one line that names file and key. Server only; the twin of
 * `backend/phi/policy.py`.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import { PolicyError } from './errors';
import { ACCEPTED } from './grammar';
import { ANSWERED, readIdentifiers, type IdentifierEntry } from './identifiers';
import { refusal, unanswered } from './loosenings';
import { chosenFields, identifiersOf, mergedDefaults } from './merge';
import { Rules, type Defaults } from './rules';
import { check, type Schema } from './schema';
import { readTelemetry, type Telemetry, type TelemetrySection } from './telemetry';
import { Words, WordsError } from './words';

export { PolicyError } from './errors';
export type { Metric } from './telemetry';

export const FREE_TEXT = ['known-words', 'patterns'] as const;
export type FreeText = (typeof FREE_TEXT)[number];

/** A policy that is as the schema says. */
export interface PolicyFile {
  fields?: FieldList | { add?: FieldList; remove?: string[] };
  identifiers?: Record<string, IdentifierEntry>;
  labels?: string[];
  urls?: { sensitive_prefixes?: string[]; resources?: string[] };
  free_text?: FreeText;
  words?: { allow?: string[]; deny?: string[] };
  headers?: string[];
  collisions?: string[];
  telemetry?: TelemetrySection;
  loosenings?: { section: string; items: string[] }[];
}

type FieldList = (string | { name: string; kind: 'number' | 'text' })[];

/** What may leave: compiled once, never changed. */
export interface Policy extends Telemetry {
  readonly rules: Rules;
  readonly freeText: FreeText;
  /** Without words, known-words leaves nothing of a text. */
  readonly words: Words;
  /** Why there are no words, in one line. */
  readonly wordsProblem: string | undefined;
  /** Source of the medical record numbers' pattern; undefined for none. */
  readonly mrn: string | undefined;
  /** Of the policy file's bytes: both halves of the service must have the same. */
  readonly sha256: string;
}

/** Where to read from; the service's own by default. */
export interface LoadOptions {
  /** The folder `phi`, beside the frontend's. */
  folder?: string;
  /** The organisation's file. */
  path?: string | undefined;
  /** A mode to try, whatever the file says. */
  freeText?: FreeText | undefined;
}

/**
 * The policy, merged over the defaults.
 *
 * @throws PolicyError if the file cannot be read, says something that is not understood, or lets out
 * more than the defaults do and gives no reason.
 */
export function loadPolicy({
  folder = resolve(/* turbopackIgnore: true */ process.cwd(), '..', 'phi'),
  path,
  freeText,
}: LoadOptions = {}): Policy {
  const file = path === undefined ? 'phi/policy.json' : basename(path);
  const [bytes, data] = policyIn(path ?? join(folder, 'policy.json'), file, folder);
  const defaults = defaultsIn(join(folder, 'defaults'));
  const { own, out, missing } = chosenFields(data, defaults.fields, answeredFields(folder));
  const identifiers = readIdentifiers(data.identifiers ?? {});
  if (!(identifiers instanceof Map)) {
    const proofs = 'with an example and a counter_example';
    const accepted = `a pattern in the safe grammar (${ACCEPTED}), ${proofs}`;
    throw PolicyError.of(file, `identifiers.${identifiers.key}`, identifiers.told, accepted);
  }
  const refused = refusal(unanswered(data, out, missing));
  if (refused) {
    throw PolicyError.of(file, ...refused);
  }
  const merged = mergedDefaults(defaults, data, own, out);
  const spelled = identifiersOf(merged.fields.fields, own.keys());
  return {
    rules: new Rules(merged, {
      fields: [...own].flatMap(([name, kind]) => (kind === '' ? [name] : [])),
      identifiers: [...identifiers.values()],
      prefixes: data.urls?.sensitive_prefixes ?? [],
    }),
    freeText: freeText ?? data.free_text ?? FREE_TEXT[0],
    ...wordsIn(join(folder, 'words'), data, spelled),
    ...readTelemetry(data.telemetry, file),
    mrn: identifiers.get(ANSWERED)?.pattern,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** The field names that were answered at the bake; none of old bakes. */
function answeredFields(folder: string): string[] {
  const path = join(folder, '..', 'service.json');
  if (!existsSync(/* turbopackIgnore: true */ path)) {
    return [];
  }
  const { phi_fields: names = [] } = read(path, 'service.json')[1] as { phi_fields?: unknown };
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) {
    const accepted = 'the list of field names that the service was baked with';
    throw PolicyError.of('service.json', 'phi_fields', 'is of another kind', accepted);
  }
  return names;
}

function policyIn(path: string, file: string, folder: string): [Buffer, PolicyFile] {
  const [bytes, data] = read(path, file);
  const [, schema] = read(join(folder, 'policy.schema.json'), 'phi/policy.schema.json');
  const wrong = check(data, schema as Schema);
  if (wrong) {
    throw PolicyError.of(file, wrong.key, wrong.given, wrong.accepted);
  }
  return [bytes, data as PolicyFile];
}

function wordsIn(
  folder: string,
  { words }: PolicyFile,
  spelled: readonly string[],
): Pick<Policy, 'words' | 'wordsProblem'> {
  try {
    return {
      words: Words.load(folder, [...(words?.allow ?? []), ...spelled], words?.deny),
      wordsProblem: undefined,
    };
  } catch (error) {
    if (!(error instanceof WordsError)) {
      throw error;
    }
    return { words: new Words([]), wordsProblem: error.message };
  }
}

function defaultsIn(folder: string): Defaults {
  const files = readdirSync(/* turbopackIgnore: true */ folder).filter((one) =>
    one.endsWith('.json'),
  );
  return Object.fromEntries(
    files.map((file) => [
      file.slice(0, -'.json'.length),
      read(join(folder, file), `phi/defaults/${file}`)[1],
    ]),
  ) as unknown as Defaults;
}

function read(path: string, file: string): [Buffer, object] {
  let bytes: Buffer;
  let data: unknown;
  try {
    bytes = readFileSync(/* turbopackIgnore: true */ path);
  } catch {
    throw PolicyError.of(file, 'the file', 'cannot be read', 'a readable JSON file');
  }
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw PolicyError.of(file, 'the file', 'is no JSON', 'a JSON object');
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw PolicyError.of(file, 'the file', 'is no object', 'a JSON object');
  }
  return [bytes, data];
}
