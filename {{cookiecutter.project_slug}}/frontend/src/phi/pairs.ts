/**
 * Field names in text, and the value that stands beside each: `k=v`, JSON, SQL, XML, pair lists.
 *
 * `Pairs.at` is called where a field's name was found; everything here looks only at what is near.
 * The twin of `backend/phi/pairs.py`.
 */
import { isWordAt } from './characters';
import type { Found } from './found';
import type { Field } from './keys';
import type { Literals } from './literals';
import { endAt, escaped, matchAt, stripped } from './matching';
import * as messages from './messages';
import type { Notations } from './notations';
import { addValue } from './parts';
import type { Prose } from './prose';
import { OPERATOR, SEPARATOR } from './separators';

const FUNCTION =
  /(?:(?:UPPER|LOWER|TRIM|CAST|COALESCE|DATE|TO_DATE|DIGEST|MD5|SOUNDEX|METAPHONE|UNACCENT|INITCAP|CONCAT|NULLIF|REPLACE|upper|lower|trim|cast|coalesce|date|to_date|soundex|metaphone|unaccent|initcap|concat|nullif|replace)\(|(?:any|ANY|some|SOME|all|ALL)\((?:array|ARRAY)?){1,3}/y;
const TYPED = /[ ]?[A-Za-z_.[\]| ]{1,40}?[ ]?=[ ](?!=)/y;
const AND = / (?:AND|and) /y;
const TAG_END =
  /[0-9]{0,3}((?:[ \t\n\r\f\v]+[A-Za-z_][A-Za-z0-9_:.-]{0,40}[ \t\n\r\f\v]?=[ \t\n\r\f\v]?(?:"[^"<>]{0,200}"|'[^'<>]{0,200}')){0,8})([ \t\n\r\f\v]*\/?>)/y;
const CDATA = /[ \t\n\r\f\v]*<!\[CDATA\[/y;
/** Pydantic names the field on a line of its own. */
const REPORTED = /\r?\n[ ]{1,4}[^\r\n]{0,200}?input_value=/y;
const TAG_VALUE = /(?:value|content|extension|root)=(['"])/g;
const PAIR_BEFORE = /[[(] ?[bu]?['"][A-Za-z0-9_.-]{0,40}$/;
const PAIR_AFTER = /[A-Za-z0-9_.[\]-]{0,20}['"], {0,2}[bu]?/y;
const PAIR_END = /['"]?,? ?[\])]/y;
const MULTIPART = /[0-9]{0,3}["'][^\r\n]{0,80}(?:\r?\n[A-Z][^\r\n]{0,80}){0,2}\r?\n\r?\n/y;
const ATTRIBUTE_END = /['"][^<>]{0,80}>/y;
const SEGMENT = /[^/?#&; \t\n"'<>),]*/y;
const BLANK_LINES = /^[ \t\r\n]*$/;
const BLANK = /^[ \t\n\r\f\v]*$/;
const NUMBER_SEGMENT = /[A-Z]{0,3}[0-9-]{5,20}\//y;
const BESIDE_NAMES = '\'".[_-]/>';
const ONE_WORD = /^[0-9A-Za-z\u0080-\uffff]+$/;
const DIGIT = /[0-9]/;
const S = '[ \\t\\n\\r\\f\\v]';
const LONGEST_VALUE_AHEAD = 160;

/** What the rules of pairs need of `phi/defaults/text.json`. */
export interface PairData {
  name_keys: string[];
  value_keys: string[];
}

/** Finds values beside field names; built from `phi/defaults/text.json`. */
export class Pairs {
  readonly #literals: Literals;
  readonly #prose: Prose;
  readonly #notations: Notations;
  readonly #namedBefore: RegExp;
  readonly #valueKey: RegExp;

  constructor(data: PairData, literals: Literals, prose: Prose, notations: Notations) {
    this.#notations = notations;
    this.#literals = literals;
    this.#prose = prose;
    this.#namedBefore = new RegExp(
      `(?<![A-Za-z0-9])(?:${longestFirst(data.name_keys)})['"]?${S}{0,2}[:=]${S}{0,2}` +
        `(?:[\\[(]${S}?(?:['"][A-Za-z_]{1,20}['"],${S}?)*)?['"]?[A-Za-z0-9_.:/-]{0,60}$`,
    );
    this.#valueKey = new RegExp(
      `(?<![A-Za-z0-9])(?:${longestFirst(data.value_keys)})["']?${S}{0,2}[:=]${S}{0,2}`,
      'g',
    );
  }

  /** Adds the value of the field whose name stands here; returns where it ends, else `end`. */
  at(text: string, start: number, end: number, field: Field, found: Found): number {
    const before = text[start - 1] ?? '';
    const after = text[end] ?? '';
    if (
      before === '[' &&
      after === ']' &&
      !text.startsWith(' =>', end + 1) &&
      !isWordAt(text, start - 2)
    ) {
      return end; // a mark: `[ssn]`
    }
    if (before === '<' || (before === ':' && opensTag(text, start))) {
      const tag = matchAt(TAG_END, text, end);
      if (tag) {
        const rest = end + tag[0].length;
        const close = tag[2] as string;
        return this.#tag(text, end, rest - close.length, rest, tag[1] !== '', field, found);
      }
    }
    if (after === '/' && (before === '/' || endAt(NUMBER_SEGMENT, text, end + 1) >= 0)) {
      return this.#segment(text, end + 1, field, found);
    }
    const reported = after === '\n' || after === '\r' ? endAt(REPORTED, text, end) : -1;
    if (reported >= 0) {
      return this.#value(text, reported, field, found, true);
    }
    const listed = '\n\r<'.includes(after) && after !== '' ? messages.listed(text, end) : -1;
    if (listed >= 0) {
      return this.#value(text, listed, field, found, false);
    }
    if (before === "'" && text[start - 2] === '[') {
      if (messages.inSchema(text, start)) {
        return end;
      }
      const refused = messages.refused(text, start);
      if (refused && this.#literals.goes(text.slice(refused[0], refused[1]), field)) {
        found.push([refused[0], refused[1], field.mark, `told:${field.name}`]);
      }
    }
    const separator = matchAt(SEPARATOR, text, end);
    if (separator && after === ',') {
      const stop = this.#notations.beside(text, start, end, field, found); // `levenshtein(last_name, 'x') < 2`
      if (stop !== end) {
        return stop;
      }
    }
    if (separator && !text.startsWith(':</', end)) {
      const sign = separator[1] as string;
      const value = end + separator[0].length;
      // A key of Redis, `patient:city:Ulm`, ends at a blank.
      const chain = sign === ':' && before === ':' && text[value] !== ' ';
      return this.#value(text, value, field, found, chain || sign.includes('='));
    }
    const operator = endAt(OPERATOR, text, end);
    if (operator >= 0) {
      return this.#compared(text, operator, field, found);
    }
    if (
      (before !== '' && BESIDE_NAMES.includes(before)) ||
      after === "'" ||
      after === '"' ||
      text[start - 2] === ':' ||
      text[start - 2] === '='
    ) {
      const stop = this.#quotedName(text, start, end, field, found);
      if (stop !== end) {
        return stop;
      }
    }
    let stop = this.#notations.beside(text, start, end, field, found);
    if (stop === end && field.label) {
      stop = this.#prose.label(text, end, field, found);
      if (stop !== end) {
        stop = this.#notations.thens(text, stop, field, found);
      }
    }
    return stop;
  }

  /** Adds the value that stands at the position; returns where it ends. */
  value(text: string, position: number, field: Field, found: Found): number {
    return this.#value(text, position, field, found, true);
  }

  #value(text: string, from: number, field: Field, found: Found, tight: boolean): number {
    let position = from;
    const called = endAt(FUNCTION, text, position + Number(text[position] === ' '));
    if (called >= 0) {
      position = called;
    }
    const told = this.#told(text, position, field, found);
    if (told !== position) {
      return told;
    }
    position = this.#notations.pastWrapper(text, position);
    if (!tight) {
      position = this.#notations.pastVerb(text, position);
      const typed = endAt(TYPED, text, position);
      if (typed >= 0 && this.#literals.isPlaceholder(stripped(text.slice(position, typed), ' ='))) {
        position = typed;
      }
    }
    const span = this.#literals.at(text, position, field, tight);
    if (span === undefined) {
      const blank = position + Number(text[position] === ' ');
      const stop = this.#notations.thens(text, blank, field, found);
      if (stop !== blank) {
        return stop;
      }
      if (field.label && !tight) {
        this.#prose.label(text, position - 1, field, found);
      }
      return position;
    }
    addValue(text, span, field, `field:${field.name}`, found, this.#literals);
    return this.#notations.thens(text, span[1], field, found);
  }

  /** Adds what validators' messages tell as a value; returns where the last of them ends. */
  #told(text: string, position: number, field: Field, found: Found): number {
    if (position >= text.length || !' [EeIMmNSV'.includes(text[position] as string)) {
      return position;
    }
    const isOne = field.kind === 'number' || field.names;
    const given = isOne ? messages.received(text, position) : -1;
    const value = given < 0 ? undefined : this.#literals.at(text, given, field, true);
    if (value) {
      addValue(text, value, field, `told:${field.name}`, found, this.#literals);
      return value[1];
    }
    let end = position;
    for (const span of messages.details(text, position)) {
      if (this.#literals.goes(text.slice(span[0], span[1]), field)) {
        addValue(text, span, field, `told:${field.name}`, found, this.#literals);
      }
      end = span[1];
    }
    const chosen = messages.choice(text, position + Number(text[position] === ' '));
    if (chosen && this.#literals.goes(text.slice(chosen[0], chosen[1]), field)) {
      found.push([chosen[0], chosen[1], field.mark, `told:${field.name}`]);
    }
    return chosen?.[1] ?? end;
  }

  #compared(text: string, position: number, field: Field, found: Found): number {
    const end = this.#value(text, position, field, found, true);
    const between = endAt(AND, text, end + Number(text[end] === "'" || text[end] === '"'));
    return between < 0 ? end : this.#value(text, between, field, found, true);
  }

  /** A tag whose name ends at `end`, its attributes at `attributes`, and itself at `rest`. */
  #tag(
    text: string,
    end: number,
    attributes: number,
    rest: number,
    hasAttributes: boolean,
    field: Field,
    found: Found,
  ): number {
    const attribute = matchAt(TAG_VALUE, text.slice(0, attributes), end);
    if (attribute) {
      const position = attribute.index + attribute[0].length;
      this.#addIf(text, position, text.indexOf(attribute[1] as string, position), field, found);
      return field.kind === 'url' ? position : attributes;
    }
    const data = endAt(CDATA, text, rest);
    if (data >= 0) {
      this.#addIf(text, data, text.indexOf(']]>', data), field, found);
      return end;
    }
    if (text[rest - 2] === '/') {
      return end;
    }
    let close = text.indexOf('<', rest);
    close = close < 0 ? text.length : close;
    const content = text.slice(rest, close);
    if (BLANK.test(content)) {
      const stop = this.#nested(text, rest, field, found);
      return hasAttributes && stop === rest ? end : stop;
    }
    if (field.names && this.#literals.isField(content)) {
      return end; // `<name>ssn</name>`: the name of another field
    }
    this.#addIf(text, rest, close, field, found);
    return field.kind === 'url' ? end : close;
  }

  /** Looks at the first element inside an element: `<name><given>Mary</given></name>`. */
  #nested(text: string, start: number, field: Field, found: Found): number {
    const value = matchAt(this.#valueKey, text.slice(0, start + LONGEST_VALUE_AHEAD), start);
    if (value) {
      const close = text.slice(start, start + LONGEST_VALUE_AHEAD).indexOf('</');
      if (close < 0 || value.index < start + close) {
        return this.#value(text, value.index + value[0].length, field, found, true);
      }
    }
    return start;
  }

  #segment(text: string, start: number, field: Field, found: Found): number {
    const end = endAt(SEGMENT, text, start);
    const value = text.slice(start, end);
    if (DIGIT.test(value) || (field.names && value.includes('-'))) {
      this.#addIf(text, start, end, field, found);
      return end;
    }
    return start;
  }

  #addIf(text: string, start: number, close: number, field: Field, found: Found): void {
    const end = close < 0 ? text.length : close;
    const value = text.slice(start, end);
    if (field.names && this.#literals.isField(value)) {
      return; // `<name>ssn</name>`: the name of another field
    }
    if (this.#literals.goes(value, field)) {
      found.push([start, end, field.mark, `field:${field.name}`]);
    }
  }

  /** Looks for the value of a name that is itself a value: `["ssn", "…"]`, `"field": "ssn"`. */
  #quotedName(text: string, start: number, end: number, field: Field, found: Found): number {
    const before = text.slice(Math.max(0, start - 64), start);
    if (this.#notations.inTag(text, start, end, field, found)) {
      return end;
    }
    if (this.#namedBefore.test(before)) {
      const part = endAt(MULTIPART, text, end);
      if (part >= 0) {
        const stop = text.indexOf('\n--', part);
        this.#addIf(text, part, stop - Number(text[stop - 1] === '\r'), field, found);
        return end;
      }
      return this.#valueNear(text, start, end, field, found);
    }
    const after = endAt(PAIR_AFTER, text, end);
    if (after >= 0 && PAIR_BEFORE.test(before)) {
      const span = this.#literals.at(text, after, field, true);
      if (
        span &&
        endAt(PAIR_END, text, span[1]) >= 0 &&
        (field.kind === 'number' || '\'"[({`'.includes(text[span[0] - 1] as string)) &&
        !this.#literals.isField(text.slice(span[0], span[1]))
      ) {
        addValue(text, span, field, `field:${field.name}`, found, this.#literals);
        return span[1];
      }
    }
    return end;
  }

  #valueNear(text: string, start: number, end: number, field: Field, found: Found): number {
    let limit = Math.min(text.length, end + LONGEST_VALUE_AHEAD);
    const closing = text.slice(end + 3, limit).indexOf('}');
    limit = closing < 0 ? limit : end + 3 + closing;
    const ahead = matchAt(this.#valueKey, text.slice(0, limit), end);
    if (ahead) {
      return this.#value(text, ahead.index + ahead[0].length, field, found, true);
    }
    const beside = messages.beside(text, end);
    if (beside) {
      if (this.#literals.goes(text.slice(beside[0], beside[1]), field)) {
        found.push([beside[0], beside[1], field.mark, `told:${field.name}`]);
      }
      return beside[1];
    }
    const tag = endAt(ATTRIBUTE_END, text, end);
    if (tag >= 0) {
      const close = text.indexOf('<', tag);
      if (!BLANK_LINES.test(text.slice(tag, close < 0 ? text.length : close))) {
        this.#addIf(text, tag, close, field, found);
      }
      return end;
    }
    const first = Math.max(0, start - LONGEST_VALUE_AHEAD);
    const brace = text.slice(first, start).lastIndexOf('{');
    const window = text.slice(0, start);
    let behind = matchAt(this.#valueKey, window, first + Math.max(0, brace));
    while (behind !== null) {
      const next = behind.index + behind[0].length;
      this.#value(text, next, field, found, true);
      behind = matchAt(this.#valueKey, window, next);
    }
    return end;
  }
}

function opensTag(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 16), start - 1);
  const open = before.lastIndexOf('<');
  return open >= 0 && ONE_WORD.test(before.slice(open + 1));
}

function longestFirst(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
}
