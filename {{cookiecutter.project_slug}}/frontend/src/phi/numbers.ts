/**
 * Numbers that are identifiers by how they look: SSN, phone, card, IP address, a person's date.
 *
 * One linear search finds clusters of digits; each cluster's shape (every digit as 0) is looked up in
 * a table that says where in it an identifier may stand. Almost every shape holds none. The twin of
 * `backend/phi/numbers.py`.
 */
import { isLetterAt, isWordAt } from './characters';
import * as checks from './checks';
import type { Found } from './found';
import { matchAt } from './matching';

const CLUSTER = /[0-9](?:[-. /()+:]{0,3}[0-9]){3,}/g;
const SEPARATORS = /[^0-9]+/;
const TIME_AFTER =
  /[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?: ?[AaPp][Mm])?(?:Z|[+-][0-9]{2}:?[0-9]{2})?/y;
const CLOCK_NEAR = /,? ?[-T]? ?[0-9]{1,2}:[0-9]{2}/y;
const WORD_BEFORE = /([A-Za-z]+)(["'\])]?[ =:/@<>~^_-]{0,3})$/;
const NO_PERSONS_DATE: ReadonlySet<string> = new Set([
  '1970-1-1',
  '1900-1-1',
  '2000-1-1',
  '1601-1-1',
  '1899-12-30',
  '1899-12-31',
]);
const COMPARED: ReadonlySet<string> = new Set(['==', '>=', '<=', '~=']);
const VERSION_GAPS: ReadonlySet<string> = new Set(['/', '==', '>=', '<=', '~=', '@', '-', '_']);
const LARGEST_CACHE = 8_192;
const LONGEST_CACHED = 64;

type Candidate = readonly [start: number, end: number, mark: string, check: string];

/** The content of `phi/defaults/shapes.json`. */
export interface Shapes {
  numbers: { mark: string; shape: string; check: string }[];
  not_versions: string[];
  versions: string[];
  newest_plain_year: number;
  newest_slash_year: number;
}

/** Finds identifiers among numbers; built from `phi/defaults/shapes.json`. */
export class Numbers {
  readonly #rules: readonly { mark: string; pattern: RegExp; check: string }[];
  readonly #notVersions: ReadonlySet<string>;
  readonly #versions: ReadonlySet<string>;
  readonly #newestPlain: number;
  readonly #newestSlash: number;
  readonly #cache = new Map<string, readonly Candidate[]>();

  constructor(data: Shapes) {
    this.#rules = data.numbers.map(({ mark, shape, check }) => ({
      mark,
      pattern: new RegExp(`(?<!0)(?<!0[-./])(?:${shape})(?!0)(?!${follower(mark)})`, 'g'),
      check,
    }));
    this.#notVersions = new Set(data.not_versions);
    this.#versions = new Set(data.versions);
    this.#newestPlain = data.newest_plain_year;
    this.#newestSlash = data.newest_slash_year;
  }

  /** Adds what is found in a decoded text. */
  find(text: string, found: Found): void {
    for (const match of text.matchAll(CLUSTER)) {
      let start = match.index;
      const end = start + match[0].length;
      if (start > 0 && opens(text, start - 1)) {
        start--;
        if (start > 0 && opens(text, start - 1)) {
          start--;
        }
      }
      const shape = text.slice(start, end).replace(/[1-9]/g, '0');
      const candidates = this.#cache.get(shape) ?? this.#candidates(shape);
      if (candidates.length > 0) {
        this.#verify(text, start, candidates, found);
      }
    }
  }

  #candidates(shape: string): readonly Candidate[] {
    const taken: Candidate[] = [];
    for (const { mark, pattern, check } of this.#rules) {
      // Also those that overlap: one of them may pass its check.
      for (
        let match = matchAt(pattern, shape, 0);
        match;
        match = matchAt(pattern, shape, match.index + 1)
      ) {
        taken.push([match.index, match.index + match[0].length, mark, check]);
      }
    }
    if (shape.length <= LONGEST_CACHED) {
      if (this.#cache.size >= LARGEST_CACHE) {
        this.#cache.clear();
      }
      this.#cache.set(shape, taken);
    }
    return taken;
  }

  #verify(text: string, offset: number, candidates: readonly Candidate[], found: Found): void {
    for (const [first, last, mark, check] of candidates) {
      let start = offset + first;
      let end = offset + last;
      if (!this.#isRight(text, start, end, check)) {
        continue;
      }
      if (mark === 'date') {
        TIME_AFTER.lastIndex = end;
        end += TIME_AFTER.exec(text)?.[0].length ?? 0;
      } else if (mark === 'phone' && text[start] !== '+' && text[start - 1] === '+') {
        start--;
      }
      found.push([start, end, `[${mark}]`, `number:${mark}`]);
    }
  }

  #isRight(text: string, start: number, end: number, check: string): boolean {
    const value = text.slice(start, end);
    switch (check) {
      case 'card':
        return checks.card(value) || (value[4] === '-' && '3456'.includes(value[0] as string));
      case 'area':
        return (checks.digitsOf(value).at(-10) ?? '') >= '2';
      case 'ip':
        return checks.ipv4(value) && !this.#isVersion(text, start, end);
      case 'day':
        return this.#isDay(text, value, start, end);
      case 'iso':
        return this.#isOld(value);
      case 'national':
        return value[0] === '0' && value[1] !== '0' && !glued(text, start);
      default:
        return true;
    }
  }

  #isDay(text: string, value: string, start: number, end: number): boolean {
    const [first = 0, second = 0, year = 0] = value.split(SEPARATORS).map(Number);
    if (!checks.calendar(year, second, first) && !checks.calendar(year, first, second)) {
      return false;
    }
    if (start > 0 && (text[start - 1] === 'v' || text[start - 1] === 'V')) {
      return false;
    }
    if (value.includes('/') && year > this.#newestSlash) {
      CLOCK_NEAR.lastIndex = end;
      return !CLOCK_NEAR.test(text);
    }
    return true;
  }

  #isOld(value: string): boolean {
    const [year = 0, month = 0, day = 0] = value.split(SEPARATORS).map(Number);
    return (
      checks.calendar(year, month, day) &&
      year <= this.#newestPlain &&
      !NO_PERSONS_DATE.has(`${year}-${month}-${day}`)
    );
  }

  #isVersion(text: string, start: number, end: number): boolean {
    if (isLetterAt(text, end) || isLetterAt(text, start - 1)) {
      return true;
    }
    const before = WORD_BEFORE.exec(text.slice(Math.max(0, start - 24), start));
    if (before === null) {
      return COMPARED.has(text.slice(Math.max(0, start - 2), start));
    }
    const word = (before[1] as string).toLowerCase();
    const gap = before[2] as string;
    if (
      gap === '/' &&
      text[Math.max(0, start - 24) + before.index - 1] === '/' &&
      before.index > 0
    ) {
      return false; // a segment of a path
    }
    if (this.#versions.has(word) || VERSION_GAPS.has(gap)) {
      return true;
    }
    const first = parseInt(text.slice(start, start + 4), 10);
    return first < 10 && gap === ' ' && !this.#notVersions.has(word);
  }
}

function opens(text: string, index: number): boolean {
  return text[index] === '+' || text[index] === '(';
}

function follower(mark: string): string {
  return mark === 'ip' ? '\\.0' : mark === 'date' ? '[-/]0|\\.00?\\.' : '[-./]0';
}

function glued(text: string, start: number): boolean {
  return start > 0 && (isWordAt(text, start - 1) || '_-.'.includes(text[start - 1] as string));
}
