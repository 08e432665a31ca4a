/**
 * Values told without `k=v`: `set k to 'x'`, `k was 'x'`, `'x' is not a valid k`, HTML, tables.
 *
 * The patterns are those of `phi/defaults/notations.json`; each says what stands between a field's
 * name and its value. The twin of `backend/phi/notations.py`.
 */
import type { Found } from './found';
import type { Field } from './keys';
import type { Literals } from './literals';
import { endAt, matchAt, stripped } from './matching';
import { addValue } from './parts';

const LAST_WORD = /([A-Za-z!=]{1,12}) ['"`]?(?:[A-Za-z_]{1,40}['"`]?\.['"`]?){0,3}$/g;
const REST_OF_TAG = /[A-Za-z0-9_ -]{0,40}['"][^<>]{0,160}>[ \t\n\r\f\v]{0,16}/y;
const TITLES = /<(?:label|th|dt|legend|button|option|h[1-6]|a|meta|input)[ >]/y;
const ASSERTION = /(?:[Aa]ssert[A-Za-z_.]{0,40}|levenshtein|similarity|strpos)\([^()]{0,60}$/;
const COLUMNS =
  /(?:INTO|ON|REFERENCES|TABLE|into|on|references|table)[ \t\n\r\f\v]+(?:ONLY )?[^ \t\n\r\f\v(]{1,120}$/;
const SEARCH_ENDS = '|\r\n&; "\'<>)]}';
const DIGITS = /[0-9]{1,2}(?![0-9])/y;
const COMMA = /, ?(?=[bu]?['"])/y;
const CALLER = /[A-Z]?[a-z]+/y;
const BLAMED = /(?:[Ii]nvalid|[Bb]ad|[Ii]llegal|[Ww]rong)(?: value (?:for|of|in))? ['"`]?$/;
const FURTHEST_BEHIND = 160;
const MOST_THENS = 4;

/** The content of `phi/defaults/notations.json`. */
export interface NotationData {
  told: string;
  told_bare: string;
  beside: string;
  called: string;
  setter: string;
  element: string;
  input: string;
  row: string;
  wrapper: string;
  then: string;
  behind: string;
  behind_words: string[];
  named_tag: string;
  unquoted: string[];
  callers: string[];
}

/** Finds values by what is told around a field's name. */
export class Notations {
  readonly #literals: Literals;
  readonly #told: RegExp;
  readonly #toldBare: RegExp;
  readonly #beside: RegExp;
  readonly #called: RegExp;
  readonly #setter: RegExp;
  readonly #element: RegExp;
  readonly #input: RegExp;
  readonly #row: RegExp;
  readonly #wrapper: RegExp;
  readonly #then: RegExp;
  readonly #behind: RegExp;
  readonly #behindWords: ReadonlySet<string>;
  readonly #namedTag: RegExp;
  readonly #unquoted: ReadonlySet<string>;
  readonly #callers: ReadonlySet<string>;

  constructor(data: NotationData, literals: Literals) {
    this.#literals = literals;
    this.#told = new RegExp(data.told, 'y');
    this.#toldBare = new RegExp(data.told_bare, 'y');
    this.#beside = new RegExp(data.beside, 'y');
    this.#called = new RegExp(data.called, 'y');
    this.#setter = new RegExp(data.setter, 'y');
    this.#element = new RegExp(data.element, 'y');
    this.#input = new RegExp(data.input, 'y');
    this.#row = new RegExp(data.row, 'y');
    this.#wrapper = new RegExp(data.wrapper, 'y');
    this.#then = new RegExp(data.then, 'y');
    this.#behind = new RegExp(data.behind, 'd');
    this.#behindWords = new Set(data.behind_words);
    this.#namedTag = new RegExp(data.named_tag);
    this.#unquoted = new Set(data.unquoted);
    this.#callers = new Set(data.callers);
  }

  /** Where the value begins that stands in a call: `Decimal('1')`, `Some("x")`. */
  pastWrapper(text: string, position: number): number {
    const wrapper = endAt(this.#wrapper, text, position + Number(text[position] === ' '));
    return wrapper < 0 ? position : wrapper;
  }

  /** Where the value begins after a colon and a verb: `'ssn': rejected value [x]`. */
  pastVerb(text: string, position: number): number {
    return Math.max(position, endAt(this.#told, text, position));
  }

  /** Adds the values that follow an old one: `'a' -> 'b'`, `None -> 'b'`, `'a' to 'b'`. */
  thens(text: string, from: number, field: Field, found: Found): number {
    let end = from;
    for (let count = 0; count < MOST_THENS; count++) {
      const then = endAt(this.#then, text, end);
      const span = then < 0 ? undefined : this.#literals.at(text, then, field, true);
      if (span === undefined) {
        break;
      }
      addValue(text, span, field, `told:${field.name}`, found, this.#literals);
      end = span[1];
    }
    return end;
  }

  /** Adds the value told beside a name that no separator follows; returns where it ends. */
  beside(text: string, start: number, end: number, field: Field, found: Found): number {
    const after = text[end] ?? '';
    let stop = end;
    const digits = endAt(DIGITS, text, end); // `last4`
    if (digits > 0) {
      stop = this.beside(text, start, digits, field, found);
      return stop === digits ? end : stop;
    }
    if (' \'"`)]:,'.includes(after)) {
      stop = this.#after(text, start, end, field, found);
      if (stop !== end) {
        return stop;
      }
    }
    if (after === ',' && ASSERTION.test(text.slice(Math.max(0, start - 80), start))) {
      return this.#addAt(text, endAt(COMMA, text, end), end, field, found);
    }
    if (after === '(') {
      const caller = matchAt(CALLER, text, start)?.[0].toLowerCase();
      if (caller !== undefined && this.#callers.has(caller)) {
        return this.#addAt(text, endAt(this.#setter, text, end), end, field, found);
      }
    }
    if (after === '.' || after === ')') {
      stop = this.#addAt(text, endAt(this.#called, text, end), end, field, found);
    }
    if (stop === end && after !== '' && '<:* '.includes(after)) {
      stop = this.#nextElement(text, end, field, found);
    }
    if (stop === end && (after === ' ' || after === '|')) {
      stop = this.#cell(text, start, end, field, found);
    }
    if (stop === end) {
      this.#valueBehind(text, start, field, found);
    }
    return stop;
  }

  /** Adds the content of `<span class="ssn">…` and the value of `<input … id="ssn">`. */
  inTag(text: string, start: number, end: number, field: Field, found: Found): boolean {
    if (!this.#namedTag.test(text.slice(Math.max(0, start - 200), start))) {
      return false;
    }
    const opened = text.lastIndexOf('<', start - 1);
    const given = matchAt(this.#input, text, opened);
    if (given) {
      const value = opened + given[0].length;
      this.#add(text, value, text.indexOf(given[1] as string, value), field, found);
      return true;
    }
    const content = endAt(REST_OF_TAG, text, end);
    if (content < 0 || endAt(TITLES, text, opened) >= 0) {
      return false;
    }
    return this.#add(text, content, text.indexOf('<', content), field, found) !== content;
  }

  #after(text: string, start: number, end: number, field: Field, found: Found): number {
    let told = endAt(this.#told, text, end);
    told = told < 0 ? endAt(this.#toldBare, text, end) : told;
    const blamed = () =>
      (field.kind === 'number' || field.mark === '[media]') &&
      BLAMED.test(text.slice(Math.max(0, start - 24), start));
    if (told < 0 && (!this.#unquoted.has(field.name) || blamed())) {
      told = endAt(this.#beside, text, end);
    }
    if (
      told >= 0 &&
      text[told - 1] === '(' &&
      COLUMNS.test(text.slice(Math.max(0, end - 160), end))
    ) {
      return end; // `INSERT INTO "patient" ("id", …`
    }
    const stop = this.#addAt(text, told, end, field, found);
    return stop === end ? end : this.thens(text, stop, field, found);
  }

  /** Adds the value at a position, if that is one; returns where it ends, else `end`. */
  #addAt(text: string, position: number, end: number, field: Field, found: Found): number {
    const span = position < 0 ? undefined : this.#literals.at(text, position, field, true);
    if (span === undefined || this.#literals.isField(text.slice(span[0], span[1]))) {
      return end;
    }
    addValue(text, span, field, `told:${field.name}`, found, this.#literals);
    return span[1];
  }

  #nextElement(text: string, end: number, field: Field, found: Found): number {
    const element = endAt(this.#element, text, end);
    if (element < 0) {
      return end;
    }
    const opened = text.lastIndexOf('<', element - 1);
    const given = matchAt(this.#input, text, opened);
    const value = given ? opened + given[0].length : element;
    return this.#add(text, value, text.indexOf(given?.[1] ?? '<', value), field, found);
  }

  #cell(text: string, start: number, end: number, field: Field, found: Found): number {
    const row = endAt(this.#row, text, end);
    if (row < 0) {
      return end;
    }
    const line = text.slice(start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1, start);
    if (stripped(line, ' |').includes('|')) {
      return end;
    }
    let stop = row;
    // A search by system and value: `?identifier=…/mrn|1&_count=1`.
    const ends = text[end] === '|' && /[/=]/.test(line) ? SEARCH_ENDS : '|\r\n';
    while (stop < text.length && !ends.includes(text[stop] as string)) {
      stop++;
    }
    return this.#add(text, row, stop, field, found);
  }

  #valueBehind(text: string, start: number, field: Field, found: Found): void {
    const first = Math.max(0, start - FURTHEST_BEHIND);
    const before = text.slice(first, start);
    const word = matchAt(LAST_WORD, before, Math.max(0, before.length - 60));
    if (word === null || !this.#behindWords.has(word[1] as string)) {
      return;
    }
    const value = this.#behind.exec(before);
    const span = value?.indices?.[value[2] ? 2 : value[3] ? 3 : 4];
    if (span) {
      this.#add(text, first + span[0], first + span[1], field, found);
    }
  }

  #add(text: string, start: number, close: number, field: Field, found: Found): number {
    let end = close < 0 ? text.length : close;
    const value = text.slice(start, end);
    if (!this.#literals.goes(value, field) || this.#literals.isField(value.trim())) {
      return start;
    }
    while (end > start && ' \t\r\n'.includes(text[end - 1] as string)) {
      end--;
    }
    found.push([start, end, field.mark, `told:${field.name}`]);
    return end;
  }
}
