/**
 * Reads through encodings: `%40`, `\u0031`, `\n`, `&quot;`, other scripts' digits, typographic dashes.
 *
 * The rules look at the decoded text; what they find is cut out of the text as it was given, so that
 * everything around a hit stays as it is. The twin of `backend/phi/encodings.py`.
 */
import { isWordAt } from './characters';
import { endAt } from './matching';

const ENCODED =
  /(?<=[A-Za-z0-9,.;])\+(?=[A-Za-z0-9(#])(?![A-Za-z0-9._+-]{0,64}(?:@|%40))|(?:%(?:25){0,3}[89A-Fa-f][0-9A-Fa-f])+|%(?:25){0,3}[0-7][0-9A-Fa-f]|(?<!\\)\\+(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[nrt"'/])|&(?:quot|apos|amp|lt|gt|nbsp|#[0-9]{1,5}|#[xX][0-9A-Fa-f]{1,4});|[^\0-\x7f]/gu;
const PATTERN = /LIKE (?:UPPER\(|LOWER\()?'$/i;
const BYTE = /%(?:25)*([0-9A-Fa-f]{2})/g;
const MAIL = /[A-Za-z0-9._+-]{0,64}(?:@|%40|%2540)/y;
const NON_ASCII = /[^\0-\x7f]/;
const EACH_NON_ASCII = /[^\0-\x7f]/gu;
const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '/': '/',
};
const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
};
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** A part of a text: where it stands in the original, how it reads, whether it was encoded. */
type Piece = readonly [start: number, end: number, text: string, coded: boolean];

/** The content of `phi/defaults/characters.json`. */
export interface Characters {
  folds: Record<string, string>;
  zeros: number[];
}

/** A text as it reads once decoded, and where each of its characters stands in the original. */
export class View {
  readonly text: string;
  /** Where a blank stands that was none: `+`, `%20`. */
  readonly blanks = new Set<number>();
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #coded: boolean[] = [];

  constructor(
    readonly original: string,
    pieces: Iterable<Piece>,
  ) {
    let decoded = '';
    for (const [start, , text, coded] of pieces) {
      if (text !== '') {
        this.#from.push(decoded.length);
        this.#to.push(start);
        this.#coded.push(coded);
        if (coded && text === ' ') {
          this.blanks.add(decoded.length);
        }
        decoded += text;
      }
    }
    this.#from.push(decoded.length);
    this.#to.push(original.length);
    this.#coded.push(true);
    this.text = decoded;
  }

  /** Where the decoded character at `index` begins in the original. */
  position(index: number): number {
    let low = 0;
    let high = this.#from.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (index < (this.#from[middle] as number)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    const piece = low - 1;
    const inside = this.#coded[piece] ? 0 : index - (this.#from[piece] as number);
    return (this.#to[piece] as number) + inside;
  }
}

/** Decodes texts; built from `phi/defaults/characters.json`. */
export class Decoder {
  readonly #folds: Map<string, string>;

  constructor(data: Characters) {
    this.#folds = new Map(Object.entries(data.folds));
    for (const zero of data.zeros) {
      for (let digit = 0; digit < 10; digit++) {
        this.#folds.set(String.fromCodePoint(zero + digit), String(digit));
      }
    }
  }

  /** The text with other scripts' digits, dashes and quotes as ASCII has them. */
  fold(text: string): string {
    if (!NON_ASCII.test(text)) {
      return text;
    }
    return text.replace(EACH_NON_ASCII, (character) => this.#folded(character));
  }

  /** The text decoded; undefined if it reads the same. */
  view(text: string): View | undefined {
    const pieces: Piece[] = [];
    let last = 0;
    for (const match of text.matchAll(ENCODED)) {
      const [coded] = match;
      const start = match.index;
      const end = start + coded.length;
      let units: Piece[];
      if (coded[0] === '%') {
        if (text[start - 1] === "'" && PATTERN.test(text.slice(Math.max(0, start - 13), start))) {
          continue; // `LIKE '%48…'`: any text, then 48
        }
        const plus = coded.endsWith('2B') && text[end] !== '%' && text.includes('%3D');
        // A form, encoded once more.
        units =
          plus && joinsWords(text, start, end)
            ? [[start, end, ' ', true]]
            : this.#percent(coded, start);
      } else if (coded[0] === '\\') {
        units = [[start, end, this.#escape(coded), true]];
      } else if (coded === '+') {
        if (!text.includes('=')) {
          continue;
        }
        units = [[start, end, ' ', true]];
      } else if (coded[0] === '&') {
        units = [[start, end, this.#entity(coded), true]];
      } else {
        const folded = this.#folds.get(coded);
        if (folded === undefined) {
          continue;
        }
        units = [[start, end, folded, true]];
      }
      if (start > last) {
        pieces.push([last, start, text.slice(last, start), false]);
      }
      for (const unit of units) {
        pieces.push(unit);
      }
      last = end;
    }
    if (pieces.length === 0) {
      return undefined;
    }
    if (last < text.length) {
      pieces.push([last, text.length, text.slice(last), false]);
    }
    return new View(text, pieces);
  }

  #folded(character: string): string {
    return this.#folds.get(character) ?? character;
  }

  #percent(coded: string, start: number): Piece[] {
    const found = [...coded.matchAll(BYTE)];
    const bytes = Uint8Array.from(found, (match) => parseInt(match[1] as string, 16));
    const units: Piece[] = [];
    let index = 0;
    for (const character of UTF8.decode(bytes)) {
      if (index >= found.length) {
        break;
      }
      const size = character === '\ufffd' ? 1 : utf8Length(character.codePointAt(0) as number);
      const first = found[index] as RegExpExecArray;
      const last = found[Math.min(index + size, found.length) - 1] as RegExpExecArray;
      const end = start + last.index + last[0].length;
      units.push([start + first.index, end, this.#folded(character), true]);
      index += size;
    }
    return units;
  }

  #escape(coded: string): string {
    const letter = coded.slice(coded.lastIndexOf('\\') + 1);
    return letter.length > 1
      ? this.#folded(String.fromCodePoint(parseInt(letter.slice(1), 16)))
      : (SIMPLE[letter] as string);
  }

  #entity(coded: string): string {
    const name = coded.slice(1, -1);
    if (name[0] !== '#') {
      return ENTITIES[name] as string;
    }
    const value = /[xX]/.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return this.#folded(String.fromCodePoint(value));
  }
}

function joinsWords(text: string, start: number, end: number): boolean {
  return (
    isWordAt(text, start - 1) &&
    text[start - 3] !== '%' &&
    isWordAt(text, end) &&
    endAt(MAIL, text, end) < 0
  );
}

function utf8Length(point: number): number {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}
