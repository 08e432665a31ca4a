/** Labels before a number, streets, ages and dates in words. The twin of `backend/phi/prose.py`. */
import { isWordAt } from './characters';
import { digitsOf } from './checks';
import type { Found } from './found';
import type { Field } from './keys';
import { endAt, matchAt } from './matching';
import { DATE_IN_WORDS } from './spelled';

const LABELLED =
  /[0-9]{0,2}(?:[^0-9\n\r;|{}<>=[]|\[(?=[A-Za-z]{0,3}[0-9])){1,20}?(?=[0-9+]|\([(+]?[0-9])/y;
const NUMBER = /[(+]{0,2}[0-9][0-9A-Za-z]*(?:[-./()+ ]{1,2}[0-9][0-9A-Za-z]*)*/y;
const LETTERS_BEFORE = /(?<![A-Za-z0-9])[A-Za-z]{1,5}[-_]?$/;
const ENDING = /(?: that)? end(?:s|ing)?(?: in| with| on)?:? (?=[0-9])/y;
const PRODUCT = /[A-Za-z]\/$/;
const UUID_SHAPE =
  '(?<![0-9A-Za-z])[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(?![0-9A-Za-z])';
const UUID = new RegExp(UUID_SHAPE, 'g');
const UUID_HERE = new RegExp(UUID_SHAPE, 'y');
const UUID_LENGTH = 36;
const WORD = /[a-z]+/g;
const UNIT = /[A-Za-z%]+/y;
const HOUSE =
  /(?<![0-9A-Za-z.-])(?<![0-9][:/])[0-9]{1,6}[A-Za-z]?(?:-[0-9]{1,4})?(?: (?:[A-Z][A-Za-z'.-]{0,20}|[0-9]{1,3}(?:st|nd|rd|th))){1,4} $/;
const LOWER_HOUSE = /(?<![0-9A-Za-z.:/-])[0-9]{1,6}[A-Za-z]?(?: [A-Za-z][A-Za-z'.-]{1,20}){1,3} $/;
const AFTER_STREET =
  /\.?(?:,? (?:[Aa]pt|[Ss]uite|[Uu]nit|[Ss]te|APT|SUITE|UNIT|[Ff]loor|#)\.? ?#?[0-9A-Za-z-]{1,6})?(?:,(?: [A-Z][A-Za-z.-]{1,20}(?:'[A-Za-z]{1,20})?){1,3})?(?:,? [A-Z]{2})?(?:,? [0-9]{5}(?:-[0-9]{4})?(?![0-9]))?/y;
const HOUSE_AFTER = / [0-9]{1,4} ?[a-z]?(?![0-9A-Za-z])(?:, [0-9]{5}(?: [A-Z][a-z]+)?)?/y;
const BOX = /(?:P\. ?O\.|PO|P\.O|p\.o\.|po) ?$/;
const BOX_NUMBER = / [0-9]{1,6}/y;
const AGE =
  /(?<![0-9A-Za-z.,:-])(9[0-9]|1[0-4][0-9])(?=[ -]?(?:years?|yrs?|y)?[ -]?(?:old|o(?![a-z])|of age))|(?<=aged )(?:9[0-9]|1[0-4][0-9])(?![0-9])|(?<=[Aa]ge )(?:9[0-9]|1[0-4][0-9])(?![0-9])|(?<=[Aa]ge is )(?:9[0-9]|1[0-4][0-9])(?![0-9])|(?<=[Aa]ge was )(?:9[0-9]|1[0-4][0-9])(?![0-9])|(?<=age of )(?:9[0-9]|1[0-4][0-9])(?![0-9])|(?<![0-9A-Za-z.,:-])(?:9[0-9]|1[0-4][0-9])(?= ?(?:yo|y\/o|y\.o\.)(?![a-z]))/g;
const DATE = new RegExp(DATE_IN_WORDS, 'g');

/** Whether the part of the text is a UUID. */
export function isUuid(text: string, start: number, end: number): boolean {
  return end - start === UUID_LENGTH && endAt(UUID_HERE, text.slice(0, end), start) === end;
}

/** What the rules of sentences need of `phi/defaults/text.json`. */
export interface ProseData {
  counting: string[];
  units: string[];
}

/** Finds what is told in sentences; built from `phi/defaults/text.json`. */
export class Prose {
  readonly #counting: ReadonlySet<string>;
  readonly #units: ReadonlySet<string>;
  readonly #newestYear: number;

  constructor(data: ProseData, newestYear: number) {
    this.#counting = new Set(data.counting);
    this.#units = new Set(data.units);
    this.#newestYear = newestYear;
  }

  /** Adds the number that follows a name within about twenty characters; returns its end. */
  label(text: string, end: number, field: Field, found: Found): number {
    const between = endAt(LABELLED, text, end);
    if (between < 0 || text[end] === '/' || PRODUCT.test(text.slice(end, between))) {
      return end; // the latter two: a product, `Mobile/15E148`, `Mobile Safari/537.36`
    }
    const add = (start: number, stop: number, mark: string): number => {
      found.push([start, stop, mark, `label:${field.name}`]);
      return stop;
    };
    const unique = matchAt(UUID, text.slice(0, between + UUID_LENGTH), end);
    if (unique && text[end] === '[' && unique.index === end + 1) {
      return unique.index + UUID_LENGTH; // a task's id: `send_fax[…]`
    }
    if (unique && unique.index <= between) {
      return add(unique.index, unique.index + UUID_LENGTH, '[id]');
    }
    if (field.mark === '[date]') {
      const spoken = matchAt(DATE, text.slice(0, between + 24), end);
      if (spoken && spoken.index - end <= 20) {
        return add(spoken.index, spoken.index + spoken[0].length, field.mark);
      }
    }
    let words: string[] = text.slice(end, between).toLowerCase().match(WORD) ?? [];
    if (endAt(ENDING, text, end) >= 0) {
      words = [];
    }
    const of = words[0] === 'of'; // a value, unless it counts: `a passport of K5519028`
    words = of ? words.slice(1) : words;
    if (words.length > 4 || words.some((word) => this.#counting.has(word))) {
      return end;
    }
    const stop = endAt(NUMBER, text, between);
    const digits = stop < 0 ? '' : digitsOf(text.slice(between, stop));
    if (text[between - 1] === '$' || digits.length < (of ? 5 : 4)) {
      return end;
    }
    if (of && digits.endsWith('000')) {
      return end;
    }
    const unit = matchAt(UNIT, text, stop + Number(text[stop] === ' '));
    if (unit && this.#units.has(unit[0].toLowerCase())) {
      return end;
    }
    const letters = LETTERS_BEFORE.exec(text.slice(Math.max(end, between - 8), between));
    return add(between - (letters?.[0].length ?? 0), stop, field.mark);
  }

  /** Adds the address that a word such as Street ends. */
  street(text: string, start: number, end: number, found: Found): void {
    const from = Math.max(0, start - 72);
    const first = text.charCodeAt(start);
    const house = (first >= 65 && first <= 90 ? HOUSE : LOWER_HOUSE).exec(text.slice(from, start));
    if (house) {
      const stop = Math.max(end, endAt(AFTER_STREET, text, end));
      found.push([from + house.index, stop, '[street]', 'prose:street']);
    }
  }

  /** Adds an address that puts the house after the street: `Hauptstraße 12`. */
  houseAfter(text: string, start: number, end: number, found: Found): void {
    const stop = endAt(HOUSE_AFTER, text, end);
    if (stop >= 0) {
      found.push([start, stop, '[street]', 'prose:street']);
    }
  }

  /** Adds a post-office box. */
  box(text: string, start: number, end: number, found: Found): void {
    const before = BOX.exec(text.slice(Math.max(0, start - 6), start));
    const stop = endAt(BOX_NUMBER, text, end);
    if (before && stop >= 0) {
      found.push([start - before[0].length, stop, '[street]', 'prose:street']);
    }
  }

  /** Adds an age of ninety or more. */
  age(text: string, start: number, end: number, found: Found): void {
    this.#all(AGE, text, Math.max(0, start - 20), end + 24, (from, to) => {
      found.push([from, to, '[age]', 'prose:age']);
    });
  }

  /** Adds a date in words, unless its year is one of telemetry's own. */
  month(text: string, start: number, end: number, found: Found): void {
    this.#all(DATE, text, Math.max(0, start - 16), end + 16, (from, to) => {
      const year = Number(digitsOf(text.slice(Math.max(from, to - 4), to)));
      const isTheirs = year >= 1850 && year <= this.#newestYear && year !== 1970;
      if (isTheirs && !isWordAt(text, from - 1)) {
        found.push([from, to, '[date]', 'prose:date']);
      }
    });
  }

  #all(
    pattern: RegExp,
    text: string,
    start: number,
    end: number,
    take: (from: number, to: number) => void,
  ): void {
    const window = text.slice(0, end);
    for (let match = matchAt(pattern, window, start); match; match = pattern.exec(window)) {
      take(match.index, match.index + match[0].length);
    }
  }
}
