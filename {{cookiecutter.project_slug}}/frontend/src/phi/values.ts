/**
 * Known values: what a sensitive field holds is removed from every text around it.
 *
 * A name that is also a word (Mark Young, Grace Field) passes every list of words; where its field
 * stands in the same event, it is known, in any case and encoding. Values are looked for as strings,
 * since no pattern of theirs should be compiled and kept. The twin of `backend/phi/values.py`.
 */
import { isDigit } from './characters';
import type { Decoder } from './encodings';
import { merged, replaced, type Found } from './found';
import { trigramsOf } from './trigrams';

const MARK = '[filtered]';
const TOKEN = /[A-Za-z0-9\u0080-\uffff]+/g;
const DULL: ReadonlySet<string> = new Set(
  (
    'none null true false undefined nan unknown other yes no na nil test user admin anonymous the' +
    ' and mr mrs ms dr md jr sr de la van von der del st street city new id filtered text number'
  ).split(' '),
);
const SQL_BEFORE =
  /(?:column|relation|table|constraint|index|view|schema|sequence|from|into|update|join|only|on) $/;
const NON_PLAIN = /[%\\&]|[^\0-\x7f]/;
/** Escapes that may hide letters and digits. */
const HIDING = /%(?:25)*[3-9A-Fa-f]|\\[ux]|&#/;
const ESCAPES = /[%\\]|&#/;
const NON_ASCII = /[^\0-\x7f]/;
const DIGITS = /^[0-9]+$/;
const LETTERS = /^[A-Za-z\u0080-\uffff]+$/;
const MOST = 400;
/** Letters and digits; a value as long as this is found inside of words too. */
const GLUED = 10;
const LONGEST = 400;
/** Characters between two parts of a value: `Doe, Jane`, `doe%20jane`. */
const WIDEST_GAP = 4;
/** Parts compared in one text. */
const MOST_STEPS = 20_000;

/** A value in lower case, in its parts; the longest one is looked for first. */
interface Value {
  readonly parts: readonly string[];
  readonly needle: string;
  readonly glued: boolean;
  /** Of a name: never cut out of an identifier. */
  readonly part: boolean;
}

/** Values to remove; add them, use them for one event, and forget them. */
export class Values {
  readonly #decoder: Decoder;
  readonly #known = new Map<string, Value>();

  /** @param values strings and integers; anything else is left out. */
  constructor(decoder: Decoder, values: Iterable<unknown> = []) {
    this.#decoder = decoder;
    for (const value of values) {
      this.add(value);
    }
  }

  /** How many values are known. */
  get size(): number {
    return this.#known.size;
  }

  /** Remembers a value; with `names`, its parts as well: `Mary Johnson` is also `Johnson`. */
  add(value: unknown, names = false): void {
    const text = isWhole(value) ? String(value) : value;
    if (typeof text !== 'string' || lengthOf(text) < 2 || lengthOf(text) > LONGEST) {
      return;
    }
    if (this.#known.size >= MOST) {
      return;
    }
    const spelled = this.#decoder.fold(text).match(TOKEN) ?? [];
    const parts = spelled.map(lowered);
    this.#add(parts);
    if (names && parts.length > 1 && parts.length <= 4 && spelled.every(isName)) {
      this.#add([...parts].reverse());
      for (const part of parts) {
        if (lengthOf(part) > 2) {
          this.#add([part], true);
        }
      }
    }
  }

  #add(parts: readonly string[], part = false): void {
    const joined = parts.join('');
    const length = lengthOf(joined);
    if (length < 2 || DULL.has(joined) || (length < 4 && DIGITS.test(joined))) {
      return;
    }
    const known = this.#known.get(joined);
    if (known === undefined || (known.part && !part)) {
      const needle = parts.reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a));
      this.#known.set(joined, { parts, needle, glued: length >= GLUED && !part, part });
    }
  }

  /** Those of the values that one of the texts may hold; undefined if there is none. */
  among(texts: readonly string[]): Values | undefined {
    return this.#known.size === 0 ? undefined : this.#among(this.#lowered(texts), texts);
  }

  #among(lower: string, texts: readonly string[]): Values | undefined {
    const few = new Values(this.#decoder);
    const mayHold = trigramsOf(lower);
    let escaped: boolean | undefined;
    for (const [joined, value] of this.#known) {
      if (mayHold(value.needle) && lower.includes(value.needle)) {
        few.#known.set(joined, value);
      } else if (NON_ASCII.test(value.needle)) {
        // Escapes hide only what is not plain ASCII; letters and digits are seldom escaped.
        escaped ??= texts.some((text) => ESCAPES.test(text));
        if (escaped) {
          few.#known.set(joined, value);
        }
      }
    }
    return few.size > 0 ? few : undefined;
  }

  #lowered(texts: readonly string[]): string {
    return lowered(this.#decoder.fold(texts.join('\0')));
  }

  /** What is left of each text that holds a value; no entry for the others. */
  replacements(texts: Iterable<string>): Map<string, string> {
    const left = new Map<string, string>();
    if (this.#known.size === 0) {
      return left;
    }
    const distinct = [...new Set(texts)];
    const lower = this.#lowered(distinct);
    const few = this.#among(lower, distinct);
    for (const text of few ? few.#suspects(distinct, lower) : []) {
      const without = few!.remove(text);
      if (without !== text) {
        left.set(text, without);
      }
    }
    return left;
  }

  /** The texts in which one of the values may stand. */
  #suspects(texts: readonly string[], lower: string): readonly string[] {
    const needles = new Set([...this.#known.values()].map((value) => value.needle));
    const plain = [...needles].filter((needle) => !NON_ASCII.test(needle));
    // The others stand only where something is not ASCII, or escaped.
    const wide = plain.length < needles.size;
    const starts = [0];
    const found = new Set<number>();
    let start = 0;
    texts.forEach((text, index) => {
      const other = NON_ASCII.test(text);
      start += (other ? this.#decoder.fold(text).length : text.length) + 1;
      starts.push(start);
      if ((wide && other) || HIDING.test(text)) {
        found.add(index);
      }
    });
    for (const needle of plain) {
      let position = lower.indexOf(needle);
      while (position !== -1) {
        const index = indexIn(starts, position);
        found.add(index);
        position = lower.indexOf(needle, starts[index + 1]);
      }
    }
    return [...found].map((index) => texts[index] as string);
  }

  /** The text with `[filtered]` where a value stood. */
  remove(text: string): string {
    if (this.#known.size === 0) {
      return text;
    }
    const view = NON_PLAIN.test(text) ? this.#decoder.view(text) : undefined;
    const decoded = lowered(view ? view.text : text);
    const found: Found = [];
    let steps = 0;
    for (const value of this.#known.values()) {
      if (decoded.includes(value.needle)) {
        steps += find(decoded, value, found);
        if (steps > MOST_STEPS) {
          return MARK;
        }
      }
    }
    return found.length > 0 ? replaced(text, merged(found), view) : text;
  }
}

/** Which of the parts that begin there holds the position. */
function indexIn(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (position < (starts[middle] as number)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low - 1;
}

/** Adds where the value stands; returns how many parts were compared. */
function find(text: string, { parts, glued, part: isPart }: Value, found: Found): number {
  const [first = '', ...others] = parts;
  let steps = 0;
  let start = text.indexOf(first);
  while (start !== -1 && steps <= MOST_STEPS) {
    let end = start + first.length;
    steps += 1;
    for (const part of others) {
      end = behindGap(text, end);
      steps += 1;
      if (!text.startsWith(part, end)) {
        end = -1;
        break;
      }
      end += part.length;
    }
    if (isPart && end !== -1 && isIdentifier(text, start, end)) {
      end = -1;
    }
    if (end !== -1 && (glued || standsAlone(text, start, end))) {
      found.push([start, end, MARK, 'value']);
      start = text.indexOf(first, end);
    } else {
      start = text.indexOf(first, start + 1);
    }
  }
  return steps;
}

function behindGap(text: string, position: number): number {
  const limit = Math.min(text.length, position + WIDEST_GAP);
  let at = position;
  while (at < limit && text.charCodeAt(at) < 0x80 && !isLetter(text, at) && !isNumber(text, at)) {
    at += 1;
  }
  return at;
}

/** Whether the value ends where its word or its number does, and begins so. */
function standsAlone(text: string, start: number, end: number): boolean {
  return !goesOn(text, start, start - 1) && !goesOn(text, end - 1, end);
}

function goesOn(text: string, edge: number, beyond: number): boolean {
  if (beyond < 0 || beyond >= text.length) {
    return false;
  }
  return isNumber(text, edge) ? isNumber(text, beyond) : isLetter(text, beyond);
}

/** Whether a part of a name stands in `clinic_id` or `"clinic"."id"`: a name of code. */
function isIdentifier(text: string, start: number, end: number): boolean {
  const [before, after] = [text[start - 1], text[end]];
  if (before === '_' || after === '_') {
    return true;
  }
  if (before !== '"' || after !== '"') {
    return false;
  }
  return (
    text[start - 2] === '.' ||
    text[end + 1] === '.' ||
    SQL_BEFORE.test(text.slice(Math.max(0, start - 16), start - 1))
  );
}

function isNumber(text: string, at: number): boolean {
  return isDigit(text.charCodeAt(at));
}

/** Whether a letter stands there; all that is outside of ASCII is one. */
function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x80 || (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

/** Whether it is a whole number that is the same in both languages. */
export function isWhole(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= 2 ** 53;
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
