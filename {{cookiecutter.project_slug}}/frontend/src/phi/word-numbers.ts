/**
 * Which numbers may stand in free text, where only known words do.
 *
 * A group of digits (`3`, `1/3`, `0.5`) of at most three digits stays beside a word that counts
 * things (`line 3`, `3 items`) or as an HTTP status; a version stays after `v` or a package's name;
 * `UTF-8` and the like are spelled out. The words are in `phi/defaults/counting.json`. The twin of
 * `backend/phi/word_numbers.py`.
 */

export const NUMBER = /^(?:[0-9]+|v[0-9]+)$/;
const DIGITS = /^[0-9]+$/;
const AMOUNT = /^[0-9]{1,3}([A-Za-z]{1,3})$/;
/** Up to four parts of up to three digits, none with a leading zero: no date looks like that. */
const VERSION = /^v?(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){1,3}$/;
const SHORT_VERSION = /^v[0-9]{1,3}$/;
const JOINS_DIGITS: ReadonlySet<string> = new Set([' ', '.', ',', ':', '-', '/', ', ']);
const JOINTS = /[ .,:\-/]/g;
const BEFORE = /^[ \t=:#([<"'-]{0,4}$/;
const AFTER = /^[ \t)\]"'(-]{0,4}$/;
const MOST_DIGITS = 3;
const BEFORE_VERSION: ReadonlySet<string> = new Set([
  ' ',
  '/',
  '==',
  '-',
  ' (',
  '>=',
  '<=',
  '<',
  '>',
  '~=',
  '>= ',
  ' v',
]);
const BEFORE_SPELLED: ReadonlySet<string> = new Set(['-', ' ', '_', '']);

/** The content of `counting.json`. */
export interface CountingData {
  before?: string[];
  after?: string[];
  units?: string[];
  packages?: string[];
  http_phrases?: Record<string, string>;
  spelled?: Record<string, string[]>;
}

/** The words that count things, compiled once. */
export class Counting {
  readonly #before: ReadonlySet<string>;
  readonly #after: ReadonlySet<string>;
  readonly #units: ReadonlySet<string>;
  readonly #packages: ReadonlySet<string>;
  readonly #phrases: ReadonlyMap<string, string>;
  readonly #spelled: ReadonlyMap<string, ReadonlySet<string>>;

  /** @param packages further packages' names. */
  constructor(data: CountingData = {}, packages: Iterable<string> = []) {
    this.#before = new Set(data.before);
    this.#after = new Set(data.after);
    this.#units = new Set(data.units);
    const names = [...(data.packages ?? []), ...packages];
    this.#packages = new Set(names.map((name) => name.toLowerCase()));
    this.#phrases = new Map(Object.entries(data.http_phrases ?? {}));
    this.#spelled = new Map(
      Object.entries(data.spelled ?? {}).map(([word, numbers]) => [word, new Set(numbers)]),
    );
  }

  /** The last token of the digit group that begins at token `first`, or -1 if none does. */
  groupEnd(pieces: readonly string[], first: number): number {
    if (!NUMBER.test(at(pieces, 2 * first + 1))) {
      return -1;
    }
    let last = first;
    while (
      2 * last + 3 < pieces.length &&
      JOINS_DIGITS.has(at(pieces, 2 * last + 2)) &&
      DIGITS.test(at(pieces, 2 * last + 3))
    ) {
      last++;
    }
    return last;
  }

  /** Whether the digit group of tokens `first` to `last` may stand. */
  keeps(
    pieces: readonly string[],
    first: number,
    last: number,
    known: (token: string) => boolean,
  ): boolean {
    const written = pieces.slice(2 * first + 1, 2 * last + 2).join('');
    const [gap, before] = [at(pieces, 2 * first), at(pieces, 2 * first - 1)];
    const [afterGap, after] = [at(pieces, 2 * last + 2), at(pieces, 2 * last + 3)];
    const beforeKnown = before !== '' && known(before);
    if (SHORT_VERSION.test(written)) {
      return true;
    }
    if (
      VERSION.test(written) &&
      (written[0] === 'v' ||
        (beforeKnown && BEFORE_VERSION.has(gap) && this.#packages.has(before.toLowerCase())))
    ) {
      return true;
    }
    if (beforeKnown && BEFORE_SPELLED.has(gap) && this.#spelled.get(before)?.has(written)) {
      return true;
    }
    if (written[0] === 'v' || written.replace(JOINTS, '').length > MOST_DIGITS) {
      return false;
    }
    if (beforeKnown && BEFORE.test(gap) && this.#before.has(lastPart(before))) {
      return true;
    }
    if (after === '' || !known(after)) {
      // `3 of 10`: what follows `of` stays, because what precedes it did.
      return this.#isTotal(pieces, first);
    }
    if (afterGap === ' ' && this.#phrases.get(written) === after) {
      return true;
    }
    return (
      (AFTER.test(afterGap) && this.#after.has(lastPart(after))) || this.#isTotal(pieces, first)
    );
  }

  /** Whether `token` is a short number with a unit of time or size, such as `30s`. */
  isAmount(token: string): boolean {
    const unit = token.length <= 6 ? AMOUNT.exec(token)?.[1] : undefined;
    return unit !== undefined && this.#units.has(unit);
  }

  /** Whether the group is the 10 of `3 of 10`, where the 3 is a group that stays. */
  #isTotal(pieces: readonly string[], first: number): boolean {
    if (first < 2 || at(pieces, 2 * first - 1) !== 'of' || !this.#after.has('of')) {
      return false;
    }
    const part = at(pieces, 2 * first - 3);
    return (
      at(pieces, 2 * first) === ' ' &&
      at(pieces, 2 * first - 2) === ' ' &&
      part.length <= MOST_DIGITS &&
      DIGITS.test(part) &&
      !(
        first > 2 &&
        JOINS_DIGITS.has(at(pieces, 2 * first - 4)) &&
        NUMBER.test(at(pieces, 2 * first - 5))
      )
    );
  }
}

function at(pieces: readonly string[], index: number): string {
  return pieces[index] ?? '';
}

const isLower = (code: number) => code >= 97 && code <= 122;
const isUpper = (code: number) => code >= 65 && code <= 90;

/** The last part of a token in lower case: `code` of `status_code` and `statusCode`. */
function lastPart(token: string): string {
  let end = token.length;
  while (end > 0 && token[end - 1] === '_') {
    end--;
  }
  let start = end;
  while (start > 0 && isLower(token.charCodeAt(start - 1))) {
    start--;
  }
  if (start < end) {
    start -= Number(start > 0 && isUpper(token.charCodeAt(start - 1)));
  } else {
    while (start > 0 && isUpper(token.charCodeAt(start - 1))) {
      start--;
    }
  }
  return token.slice(start, end).toLowerCase();
}
