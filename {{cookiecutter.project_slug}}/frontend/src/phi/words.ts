/**
 * Known words: a token leaves a text only if the runtime's libraries or our own source spell it.
 *
 * Lists (in `phi/words/`, one word a line, sorted): `shipped.txt` and `own.txt` are what may stand;
 * `names.txt` and `clinical.txt` (lower case) never pass as a part of a glued token. Look-up is
 * case-sensitive. Everything outside ASCII counts as a letter, but for a few marks of typography.
 * The twin of `backend/phi/words.py`.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { isSpoken, mayBeSpoken, withoutSpoken } from './spoken';
import { Counting, NUMBER, type CountingData } from './word-numbers';

const LISTS = ['shipped.txt', 'names.txt', 'clinical.txt', 'own.txt', 'packages.txt'] as const;
const LOCK = 'words.lock.json';
/**
 * Letters, digits, underscore, and all of Unicode but dashes (2013, 2014), double quotes (201C, 201D)
 * and the ellipsis (2026), which stand between words in messages of libraries.
 */
const LETTER = 'A-Za-z0-9_\\u0080-\\u2012\\u2015-\\u201b\\u201e-\\u2025\\u2027-\\uffff';
const TOKEN = `[${LETTER}]+(?:['\\u2019](?:t|s|re|ve|ll|d|m)(?![${LETTER}]))?`;
const ALL_TOKENS = new RegExp(TOKEN, 'g');
const SPLIT = new RegExp(`(${TOKEN})`);
/** The engine's own marks: they stay as they are, and end a run of unknown words. */
const MARKS: ReadonlySet<string> = new Set(
  (
    'ssn email phone date mrn card iban ip mac vin mbi dea npi zip street url age id number media' +
    ' filtered text'
  ).split(' '),
);
/** A run of unknown tokens with nothing but these between them becomes one mark. */
const BETWEEN_WORDS = /^[ \t,.'^-]*$/;
const BETWEEN_GLUED = /^[-.:/^']$/;
const PARTS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
const PLAIN = /^[A-Za-z_]+$/;
const GLUE = /_|[a-z][A-Z]/;
const HASHED = /^(?=[0-9]{0,7}[a-f])[0-9a-f]{8}$/; // as ids are marked
const HEX = /^(?:0x[0-9A-Fa-f]+|[0-9A-Fa-f]{4,})$/;
/** Digits that are a day are no hash. */
const CONSTRAINT =
  /^([a-z]+(?:_[a-z]+)*)_(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])_|(?:(?:0[1-9]|[12][0-9]|3[01])){2}(?:19|20)[0-9]{2}_)[0-9a-f]{6,8}_(?:fk|uniq|idx|like|pk)(?:_([a-z]+(?:_[a-z]+)*))?$/;
const DIGIT = /[0-9]/;
const GLUED_KEPT = 4096; // cached glued tokens that pass; unknown ones are never kept in memory

/** What is wrong with the lists, in one line that names the file. */
export class WordsError extends Error {
  override name = 'WordsError';
}

type Kind = 'text' | 'number' | 'id';
type Run = { first: number; last: number; kind: Kind };

/** The words that may stand, compiled once. */
export class Words {
  readonly sha256: string;
  readonly #known: ReadonlySet<string>;
  readonly #neverPart: ReadonlySet<string>;
  readonly #counting: Counting;
  readonly #glued = new Set<string>();
  readonly #keeps = (token: string) => this.keeps(token);

  /**
   * @param known the words that may stand.
   * @param neverPart the lower-case words that never pass as a part.
   */
  constructor(
    known: Iterable<string>,
    neverPart: Iterable<string> = [],
    counting = new Counting(),
    sha256 = '',
  ) {
    this.#known = new Set([...known].filter((word) => !NUMBER.test(word)));
    this.#neverPart = new Set(neverPart);
    this.#counting = counting;
    this.sha256 = sha256;
  }

  /**
   * Reads the lists of `folder` (`phi/words`), checked against `words.lock.json`.
   *
   * @param allow adds words as they are spelled.
   * @param deny removes words in any case, and as a part.
   * @throws WordsError if a list is missing or not what the lock says.
   */
  static load(folder: string, allow: Iterable<string> = [], deny: Iterable<string> = []): Words {
    const texts = readLocked(folder);
    const list = (name: (typeof LISTS)[number]) =>
      (texts.get(name) ?? '').split('\n').filter((word) => word !== '');
    const denied = new Set([...deny].map((word) => word.toLowerCase()));
    const neverPart = [...list('names.txt'), ...list('clinical.txt'), ...denied];
    let known = [...new Set([...list('shipped.txt'), ...list('own.txt'), ...allow])];
    if (denied.size > 0) {
      known = known.filter((word) => !denied.has(word.toLowerCase()));
    }
    const counting = new Counting(
      JSON.parse(
        readFileSync(
          /* turbopackIgnore: true */ join(dirname(folder), 'defaults', 'counting.json'),
          'utf8',
        ),
      ) as CountingData,
      list('packages.txt'),
    );
    const sorted = known.map((word) => Buffer.from(word)).sort((a, b) => Buffer.compare(a, b));
    const digest = createHash('sha256').update(Buffer.concat(sorted)).digest('hex');
    return new Words(known, neverPart, counting, digest);
  }

  /** Whether `token` may stand by itself, numbers aside. */
  keeps(token: string): boolean {
    return this.#known.has(token) || this.#glued.has(token) || this.#admitsGlued(token);
  }

  /** `text` with each unknown token, or run of them, replaced by a mark. */
  filter(text: string): string {
    const tokens = text.match(ALL_TOKENS);
    if (tokens?.some(mayBeSpoken)) {
      const shown = withoutSpoken(text);
      if (shown !== text) {
        return this.filter(shown);
      }
    }
    if (tokens === null || tokens.every(this.#keeps)) {
      return text;
    }
    const pieces = text.split(SPLIT);
    const runs = this.#runs(pieces);
    if (runs.length === 0) {
      return text;
    }
    let built = '';
    let next = 0;
    for (const { first, last, kind } of runs) {
      built += `${pieces.slice(next, 2 * first + 1).join('')}[${kind}]`;
      next = 2 * last + 2;
    }
    return built + pieces.slice(next).join('');
  }

  /** What is to be marked, in order. */
  #runs(pieces: readonly string[]): Run[] {
    const runs: Run[] = [];
    const count = (pieces.length - 1) / 2;
    for (let index = 0; index < count; index++) {
      const token = pieces[2 * index + 1] as string;
      if (this.keeps(token)) {
        continue;
      }
      const first = index;
      let kind: Kind = 'text';
      if (!DIGIT.test(token)) {
        if (MARKS.has(token) && isMark(pieces, index)) {
          continue;
        }
      } else {
        if (token.includes('_') && this.#isConstraint(token)) {
          continue;
        }
        const end = this.#counting.groupEnd(pieces, index);
        if (end >= 0) {
          index = end;
          if (this.#counting.keeps(pieces, first, end, this.#keeps)) {
            continue;
          }
          kind = 'number';
        } else if (HEX.test(token)) {
          if (isHash(pieces, index)) {
            continue;
          }
          kind = 'id';
        } else if (this.#counting.isAmount(token)) {
          continue;
        }
      }
      const previous = runs.at(-1);
      const together =
        previous?.last === first - 1
          ? joined(previous.kind, pieces[2 * first] as string, kind)
          : undefined;
      if (previous && together) {
        previous.last = index;
        previous.kind = together;
      } else {
        runs.push({ first, last: index, kind });
      }
    }
    return runs;
  }

  /** Whether the token is a constraint's or an index's name, with Django's hash in it. */
  #isConstraint(token: string): boolean {
    const names = CONSTRAINT.exec(token)?.slice(1);
    return names?.every((name: string | undefined) => !name || this.keeps(name)) ?? false;
  }

  /** Whether all parts of a glued token are known in lower case, and none is a name. */
  #admitsGlued(token: string): boolean {
    if (!PLAIN.test(token) || !GLUE.test(token)) {
      return false;
    }
    const parts = token.match(PARTS) ?? [];
    for (const part of parts) {
      const lower = part.toLowerCase();
      if (!this.#known.has(lower) || this.#neverPart.has(lower)) {
        return false;
      }
    }
    if (parts.length === 0 || isSpoken(parts)) {
      return false;
    }
    if (this.#glued.size >= GLUED_KEPT) {
      this.#glued.clear();
    }
    this.#glued.add(token);
    return true;
  }
}

/** Whether the token, one of `MARKS`, stands in brackets: `[ssn]`, `[id:1a2b3c4d]`. */
function isMark(pieces: readonly string[], index: number): boolean {
  if (!pieces[2 * index]?.endsWith('[')) {
    return false;
  }
  return (pieces[2 * index + 2]?.startsWith(']') ?? false) || isHash(pieces, index + 1);
}

/** Whether the token is the hash of a mark such as `[id:1a2b3c4d]`. */
function isHash(pieces: readonly string[], index: number): boolean {
  return (
    index > 0 &&
    2 * index + 1 < pieces.length &&
    pieces[2 * index - 1] === 'id' &&
    pieces[2 * index] === ':' &&
    (pieces[2 * index - 2]?.endsWith('[') ?? false) &&
    (pieces[2 * index + 2]?.startsWith(']') ?? false) &&
    HASHED.test(pieces[2 * index + 1] as string)
  );
}

/** The kind of two neighbours that become one mark; undefined if they do not. */
function joined(before: Kind, gap: string, kind: Kind): Kind | undefined {
  if (before === 'text' && kind === 'text') {
    return BETWEEN_WORDS.test(gap) ? 'text' : undefined;
  }
  if (!BETWEEN_GLUED.test(gap)) {
    return undefined;
  }
  if (before === 'text' || kind === 'text') {
    return 'text';
  }
  return before === 'id' || kind === 'id' ? 'id' : 'number';
}

/** Each list's text. @throws WordsError where it is not what the lock says. */
function readLocked(folder: string): Map<string, string> {
  const name = basename(folder);
  let locked: Record<string, { sha256?: unknown }>;
  const texts = new Map<string, Buffer>();
  try {
    const read = (file: string) => readFileSync(/* turbopackIgnore: true */ join(folder, file));
    const lock = JSON.parse(read(LOCK).toString('utf8')) as { files: typeof locked };
    locked = lock.files;
    for (const list of LISTS) {
      texts.set(list, read(list));
    }
    LISTS.forEach((list) => locked[list]?.sha256 ?? missing());
  } catch {
    throw new WordsError(`${name}: lists or ${LOCK} missing or broken; run: make words`);
  }
  return new Map(
    [...texts].map(([list, content]) => {
      if (createHash('sha256').update(content).digest('hex') !== locked[list]?.sha256) {
        throw new WordsError(`${name}/${list}: not what ${LOCK} says; run: make words`);
      }
      return [list, content.toString('utf8')];
    }),
  );
}

function missing(): never {
  throw new Error('not in the lock');
}
