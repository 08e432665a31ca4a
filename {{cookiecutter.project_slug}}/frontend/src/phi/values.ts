/**
 * Known values: what a sensitive field holds is removed from every text around it.
 *
 * A name that is also a word (Mark Young, Grace Field) passes every list of words; where its field
 * stands in the same event, it is known, in any case and encoding. The twin of `backend/phi/values.py`.
 */
import { isDigit } from './characters';
import type { Decoder } from './encodings';
import { merged, replaced, type Found } from './found';

const TOKEN = /[A-Za-z0-9\u0080-\uffff]+/g;
const BETWEEN = '[^A-Za-z0-9\\u0080-\\uffff]{0,4}';
const NO_LETTER_BEFORE = '(?<![A-Za-z\\u0080-\\uffff])';
const NO_LETTER_AFTER = '(?![A-Za-z\\u0080-\\uffff])';
const DULL: ReadonlySet<string> = new Set(
  (
    'none null true false undefined nan unknown other yes no na nil test user admin anonymous the' +
    ' and mr mrs ms dr md jr sr de la van von der del st street city new id'
  ).split(' '),
);
const NON_PLAIN = /[%\\&]|[^\0-\x7f]/;
const NON_ASCII = /[^\0-\x7f]/;
const DIGITS = /^[0-9]+$/;
const LETTERS = /^[A-Za-z\u0080-\uffff]+$/;
const MOST = 400;
/** Letters and digits; a value as long as this is found inside of words too. */
const GLUED = 10;
const LONGEST = 400;

/** Values to remove; add them, use them for one event, and forget them. */
export class Values {
  readonly #decoder: Decoder;
  readonly #patterns = new Map<string, string>();
  /** What to look for first, by value. */
  readonly #needles = new Map<string, string>();
  #compiled: RegExp | undefined;

  /** @param values strings and integers; anything else is left out. */
  constructor(decoder: Decoder, values: Iterable<unknown> = []) {
    this.#decoder = decoder;
    for (const value of values) {
      this.add(value);
    }
  }

  /** How many values are known. */
  get size(): number {
    return this.#patterns.size;
  }

  /** Remembers a value; with `names`, its parts as well: `Mary Johnson` is also `Johnson`. */
  add(value: unknown, names = false): void {
    const text = typeof value === 'number' && Number.isInteger(value) ? String(value) : value;
    if (typeof text !== 'string' || lengthOf(text) < 2 || lengthOf(text) > LONGEST) {
      return;
    }
    if (this.#patterns.size >= MOST) {
      return;
    }
    const spelled = this.#decoder.fold(text).match(TOKEN) ?? [];
    const tokens = spelled.map(lowered);
    this.#add(tokens);
    if (names && tokens.length > 1 && tokens.length <= 4 && spelled.every(isName)) {
      this.#add([...tokens].reverse());
      for (const token of tokens) {
        if (lengthOf(token) > 2) {
          this.#add([token]);
        }
      }
    }
  }

  #add(tokens: readonly string[]): void {
    const joined = tokens.join('');
    const length = lengthOf(joined);
    if (length < 2 || DULL.has(joined) || (length < 4 && DIGITS.test(joined))) {
      return;
    }
    if (this.#patterns.has(joined)) {
      return;
    }
    let body = tokens.join(BETWEEN);
    if (length < GLUED) {
      const first = isDigit(joined.charCodeAt(0)) ? '(?<![0-9])' : NO_LETTER_BEFORE;
      const last = isDigit(joined.charCodeAt(joined.length - 1)) ? '(?![0-9])' : NO_LETTER_AFTER;
      body = first + body + last;
    }
    this.#patterns.set(joined, body);
    this.#needles.set(
      joined,
      tokens.reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a)),
    );
    this.#compiled = undefined;
  }

  /** Those of the values that one of the texts may hold; undefined if there is none. */
  among(texts: readonly string[]): Values | undefined {
    if (this.#patterns.size === 0) {
      return undefined;
    }
    const whole = texts.join('\0');
    const lower = lowered(this.#decoder.fold(whole));
    const escaped = whole.includes('%') || whole.includes('\\') || whole.includes('&#');
    const found = new Values(this.#decoder);
    for (const [joined, needle] of this.#needles) {
      // Escapes hide only what is not plain ASCII; letters and digits are seldom escaped.
      if (lower.includes(needle) || (escaped && NON_ASCII.test(needle))) {
        found.#patterns.set(joined, this.#patterns.get(joined) as string);
        found.#needles.set(joined, needle);
      }
    }
    return found.size > 0 ? found : undefined;
  }

  #holdsAny(lower: string): boolean {
    for (const needle of this.#needles.values()) {
      if (lower.includes(needle)) {
        return true;
      }
    }
    return false;
  }

  /** The text with `[filtered]` where a value stood. */
  remove(text: string): string {
    if (this.#patterns.size === 0) {
      return text;
    }
    this.#compiled ??= new RegExp(
      [...this.#patterns]
        .sort(([a], [b]) => lengthOf(b) - lengthOf(a))
        .map(([, pattern]) => pattern)
        .join('|'),
      'g',
    );
    const view = NON_PLAIN.test(text) ? this.#decoder.view(text) : undefined;
    const lower = lowered(view ? view.text : text);
    // Searching for words is far cheaper than the pattern; most texts hold none.
    if (!this.#holdsAny(lower)) {
      return text;
    }
    const found: Found = [];
    for (const { 0: value, index } of lower.matchAll(this.#compiled)) {
      found.push([index, index + value.length, '[filtered]', 'value']);
    }
    return found.length > 0 ? replaced(text, merged(found), view) : text;
  }
}

/** How many characters, as Python counts them. */
function lengthOf(text: string): number {
  return NON_ASCII.test(text) ? [...text].length : text.length;
}

/** The text in lower case, as long as it was. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) {
    return lower;
  }
  let same = '';
  for (const character of text) {
    const one = character.toLowerCase();
    same += one.length === character.length ? one : character;
  }
  return same;
}

function isName(token: string): boolean {
  return LETTERS.test(token) && (token[0] !== token[0]?.toLowerCase() || NON_ASCII.test(token));
}
