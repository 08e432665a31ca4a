/** Values as they stand in text: where they end, and whether they hold anything. The twin of `backend/phi/literals.py`. */
import { BARE, isNoAge, isParameter, moreWords, pastApostrophe, sentence, WORDS } from './bare';
import { isWordAt } from './characters';
import type { Field, Keys } from './keys';
import { endAt, escaped, matchAt, stripped } from './matching';
import { quotedIn } from './messages';
import { itemsOf } from './parts';
import { closedBrackets, DATE_IN_WORDS } from './spelled';

export type Span = readonly [start: number, end: number];

const PREFIX = /[uUbBrRfFnNeE]{1,2}(?=['"])/y;
const DIGIT = /[0-9]/;
const WORD_MARK = /\[(?:text|number)/;
const LONG_NUMBER = /[0-9]{4}/;
/** Also what YAML puts before a block (`|`, `>-`) or the first item of a list (`- `). */
const BLANKS =
  /(?:\*\*)?[ \t]{0,8}(?:[|>][+-]?(?=\r?\n))?(?:\r?\n[ \t]{0,40}(?:- (?=[0-9A-Za-z'"]))?)?/y;
const BARE_START = /[^ \t\n\r\f\v&;,|<>"'`)\]}]{1,200}/y;
const MORE_DIGITS = /(?: ?[(/x+.-]? ?[0-9][0-9()./+:-]*)+/y;
const LETTERS_FIRST = /[A-Za-z]{1,4}[ -]#?(?=[0-9])/y;
const DATE_HERE = new RegExp(DATE_IN_WORDS, 'y');
const TO_END = /[^\r\n;|"<>&{}[\]]+/y;
const KEY_AHEAD = /[ ,]+[A-Za-z_][A-Za-z0-9_.-]*[=:](?=[^/])|, ?[A-Za-z_][A-Za-z0-9_.-]* = /g;
const MODULE = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+$/;
const COLUMN = /\.["`A-Za-z_]/y;
const ARROW = / ?(?:-{1,2}>|=>|\u2192)/g;
const CHAIN = /[A-Za-z_][A-Za-z0-9_]*(?:\??\.[A-Za-z_][A-Za-z0-9_]*)+/y;
const CODE_ROOTS: ReadonlySet<string> = new Set([
  'self',
  'request',
  'this',
  'props',
  'data',
  'obj',
  'models',
  'settings',
]);
const AREA = /\([0-9]{2,4}\)/y;
const ADDRESS = /[^ \t\n\r\f\v"'<>]+/y;
const LONGEST_LOOKED_AT = 2_000;
/** Characters in which the next key is looked for. */
const FURTHEST_KEY = 2_000;
const LONGEST_BARE = 200;
export const NO_BLANKS: ReadonlySet<number> = new Set();
const NOT_A_NAME = /[^\0-\x7f]| /;
const FILTERED = /\[(?:text|number)\]/y;
const GOES_ON = /\) (?:while|on|at|in|for|failed|after|during|when|because|timed|from|to|with)\b/y;
/** What only a program says behind a value. */
const LOG_AFTER =
  /,? (?:- giving up|(?:could not|cannot) be (?:parsed|saved|read|loaded|processed|validated|found|imported|stored|decoded|resolved)|timed out|was rejected|is not valid)\b/g;
const VARIABLE = /^[a-z][a-z0-9_]{0,40}$/;
/** JSON spells what is none of them in lower case. */
const SURNAMES: ReadonlySet<string> = new Set(['Null', 'True']);
/** That are closed within a value. */
const MOST_BRACKETS = 20;
const COUNT = /^[0-9]{1,2}$/;
const WORD_SPLIT = /[^a-z']+/;
const QUOTES_AND_BLANKS = ' \t\r\n\'"';

/** What the rules of values need of `phi/defaults/text.json`. */
export interface LiteralData {
  placeholders: string[];
  placeholder_pattern: string;
  code_words: string[];
  message_starts: string[];
  message_words: string[];
  sentences: string[];
}

/** Finds values; built from `phi/defaults/text.json`. */
export class Literals {
  readonly #keys: Keys;
  readonly #placeholders: ReadonlySet<string>;
  readonly #placeholder: RegExp;
  readonly #codeWords: ReadonlySet<string>;
  readonly #starts: RegExp;
  readonly #messageWords: ReadonlySet<string>;
  readonly #sentences: ReadonlySet<string>;
  /** The text whose brackets are known, and where each is closed. */
  #bracketedText: string | undefined;
  #closed = new Map<number, number>();
  #opened = new Map<number, number>();
  /** Of the text at hand: blanks that belong to a value. */
  blanks: ReadonlySet<number> = NO_BLANKS;

  constructor(data: LiteralData, keys: Keys) {
    this.#keys = keys;
    this.#placeholders = new Set(data.placeholders);
    this.#placeholder = new RegExp(data.placeholder_pattern, 'y');
    this.#codeWords = new Set(data.code_words);
    this.#starts = new RegExp(`^(?:${data.message_starts.map(escaped).join('|')})`);
    this.#messageWords = new Set(data.message_words);
    this.#sentences = new Set(data.sentences);
  }

  /** Whether the value stands for another or for none: `%s`, `None`, `[ssn]`, a call. */
  isPlaceholder(value: string): boolean {
    const plain = stripped(value, QUOTES_AND_BLANKS);
    if (plain === '' || this.#placeholders.has(plain)) {
      return true;
    }
    const end = endAt(this.#placeholder, plain, 0);
    return end >= 0 && (end === plain.length || plain[end - 1] === '(');
  }

  /** Whether the value is itself a field's name, as in a list of columns. */
  isField(value: string): boolean {
    return !NOT_A_NAME.test(value) && this.#keys.isField(value);
  }

  /** Whether the value is what a validator says about a value. */
  isMessage(value: string, ofNumber: boolean): boolean {
    const lowered = stripped(value, ' \t\r\n\'"[](){}').toLowerCase();
    if (LONG_NUMBER.test(lowered)) {
      return false;
    }
    if (this.#starts.test(lowered)) {
      return true;
    }
    if (!ofNumber || !lowered.includes(' ')) {
      return false;
    }
    return lowered.split(WORD_SPLIT).some((word) => this.#messageWords.has(word));
  }

  /** Whether a field's value is to be removed. */
  goes(given: string, field: Field): boolean {
    const told = quotedIn(given);
    const value = told ? given.slice(told[0], told[1]) : given; // what a validator speaks of
    if (WORD_MARK.test(value) && !LONG_NUMBER.test(value)) {
      return false; // of what was told, only known words are left
    }
    if (field.kind === 'url' && value.includes('/')) {
      return false; // an address is cleaned, not emptied
    }
    if (field.kind === 'number') {
      if (!DIGIT.test(value) || (field.mark === '[age]' && isNoAge(value))) {
        return false;
      }
      return !this.isPlaceholder(value) && !this.isMessage(value, true);
    }
    if (this.isPlaceholder(value) || !holdsAnything(value)) {
      return false;
    }
    if (field.names && (COUNT.test(value) || (value.includes('.') && this.#isModule(value)))) {
      return false;
    }
    return !this.isMessage(value, false);
  }

  /** Whether a name is that of code, such as Celery's `intake.tasks.send_fax`. */
  #isModule(value: string): boolean {
    const plain = stripped(value, ' \'"');
    return MODULE.test(plain) && plain.split('.').some((word) => this.#codeWords.has(word));
  }

  /**
   * Where the field's value stands that begins here; undefined if nothing must go.
   *
   * @param tight after `=`, where a value ends at a blank unless more of it clearly follows.
   */
  at(text: string, position: number, field: Field, tight: boolean): Span | undefined {
    let start = endAt(BLANKS, text, position);
    start = Math.max(start, endAt(PREFIX, text, start));
    const opener = text[start];
    if (opener === undefined) {
      return undefined;
    }
    if (opener === "'" || opener === '"' || opener === '`') {
      return this.#quoted(text, start, opener, field);
    }
    if ((opener === '[' || opener === '{' || opener === '(') && endAt(AREA, text, start) < 0) {
      return this.#bracketed(text, start, field);
    }
    return field.kind === 'number'
      ? this.#bareNumber(text, start, field)
      : this.#bareText(text, start, field, tight);
  }

  /** Where the bracket that opens at `start` is closed; the text's end if nowhere. */
  closing(text: string, start: number): number {
    if (this.#bracketedText !== text) {
      this.#bracketedText = text;
      this.#closed = closedBrackets(text);
      this.#opened = new Map([...this.#closed].map(([opener, close]) => [close, opener]));
    }
    return this.#closed.get(start) ?? text.length;
  }

  /** Where the bracket is closed that a value stands in: `(address: …) on retry`. */
  #enclosed(text: string, start: number, end: number): number {
    const value = text.slice(start, end);
    let close = value.indexOf(')');
    if (close < 0) {
      return end;
    }
    this.closing(text, start);
    for (let count = 0; close >= 0 && count < MOST_BRACKETS; count++) {
      const opener = this.#opened.get(start + close);
      // Nowhere in a text that was cut, or shown in part.
      const ends =
        opener === undefined
          ? isWordAt(text, start + close - 2) && endAt(GOES_ON, text, start + close) >= 0
          : opener < start && text[opener] === '(';
      if (ends) {
        return start + close;
      }
      close = value.indexOf(')', close + 1);
    }
    return end;
  }

  #quoted(text: string, start: number, quote: string, field: Field): Span | undefined {
    const first = start + 1;
    let end = text.indexOf(quote, first);
    while (quote === "'" && end !== -1 && text[end + 1] === "'" && end > first) {
      end = text.indexOf(quote, end + 2); // SQL writes O'Brien as 'O''Brien'
    }
    if (end === -1) {
      end = text.length;
    } else if (quote !== "'" && endAt(COLUMN, text, end + 1) >= 0) {
      return undefined; // a column: "patients"."ssn"
    }
    const inner = text.slice(first, end);
    if (field.names && this.isField(inner)) {
      return undefined; // `name="ssn"`: the name of another field
    }
    if (SURNAMES.has(inner) && quote === '"' && field.name === 'last_name') {
      return [first, end];
    }
    if (/^[[{(]/.test(inner) && this.isPlaceholder(inner)) {
      return undefined;
    }
    return this.goes(inner, field) ? [first, end] : undefined;
  }

  #bracketed(text: string, start: number, field: Field): Span | undefined {
    const mark = endAt(this.#placeholder, text, start);
    if (mark > start && text[mark - 1] === ']') {
      return undefined;
    }
    const end = this.closing(text, start);
    const inner = text.slice(start + 1, Math.min(end, start + LONGEST_LOOKED_AT));
    if (field.names && text[start] === '{' && VARIABLE.test(inner)) {
      return undefined; // `name: {user_name}`, to be filled in
    }
    if (this.goes(inner, field)) {
      return [start + 1, end];
    }
    if (!/^['"]/.test(inner) || !this.isMessage(inner, false)) {
      return undefined;
    }
    // Messages, one of which may tell a value.
    const items = itemsOf(text, start + 1, end) ?? [];
    const going = items.some(([first, last]) => this.goes(text.slice(first, last), field));
    return going ? [start + 1, end] : undefined;
  }

  #bareNumber(text: string, start: number, field: Field): Span | undefined {
    if (field.mark === '[date]' || field.mark === '[filtered]') {
      const words = endAt(DATE_HERE, text, start);
      if (words >= 0) {
        return [start, words];
      }
    }
    const first = Math.max(start, endAt(LETTERS_FIRST, text, start));
    let end = endAt(text[first] === '(' ? MORE_DIGITS : BARE_START, text, first);
    if (end < 0 || !this.goes(text.slice(start, end), field)) {
      return undefined;
    }
    if (end === first + LONGEST_BARE) {
      end = Math.max(end, endAt(BARE, text, first));
    }
    if (field.mark !== '[age]' && (field.mark !== '[filtered]' || text[end] !== ' ')) {
      end = Math.max(end, endAt(MORE_DIGITS, text, end));
    }
    while (end > first && (text[end - 1] === '.' || text[end - 1] === ':')) {
      end--;
    }
    if (text[end - 1] === ')') {
      const value = text.slice(start, end);
      end -= Number(value.split(')').length > value.split('(').length); // `(fax: +1 (303) 744-2951)`
    }
    return [start, end];
  }

  #bareText(text: string, start: number, field: Field, tight: boolean): Span | undefined {
    if (endAt(this.#placeholder, text, start) >= 0 || this.#isCode(text, start)) {
      return undefined;
    }
    let end: number;
    if (field.names || tight || isOneWord(field.mark)) {
      const words = field.mark === '[url]' ? ADDRESS : tight ? BARE : WORDS;
      end = endAt(words, text, start);
      if (end < 0 || !this.goes(text.slice(start, end), field)) {
        return undefined;
      }
      if (field.names && this.isField(text.slice(start, end))) {
        return undefined; // `name: ssn`: the name of another field
      }
      end = this.#pastBlanks(text, pastApostrophe(text, end));
      if (this.#sentences.has(field.name)) {
        const stop = sentence(text, end);
        // A URL's parameter ends at a blank, or at the next one.
        end = text[stop] === '&' || !isParameter(text, start) ? stop : end;
      } else if (field.mark === '[filtered]') {
        end = moreWords(text, end);
      }
    } else {
      end = beforeNextKey(text, start);
      if (end < 0) {
        return undefined;
      }
      end = this.#enclosed(text, start, end);
      end = matchAt(LOG_AFTER, text.slice(0, end), start)?.index ?? end;
      // An old value and a new one.
      end = matchAt(ARROW, text.slice(0, end + 1), start)?.index ?? end;
      if (text[end] === '[' && text[end - 1] === '=') {
        return undefined; // `Cookie: a=[filtered]`: what it holds is gone
      }
      if (text[end - 1] === '.' && endAt(FILTERED, text, end) >= 0) {
        return undefined; // `self.[text]`: only known words are left
      }
      if (!this.goes(text.slice(start, end), field)) {
        return undefined;
      }
    }
    const [line = ''] = text.slice(start, end + 24).split('\n', 1);
    if (this.isMessage(line, false)) {
      return undefined;
    }
    while (end > start && ' .,:'.includes(text[end - 1] as string)) {
      end--;
    }
    return [start, end];
  }

  /** Goes on past blanks that were encoded: `notes=Hodgkin+lymphoma&x=1`. */
  #pastBlanks(text: string, from: number): number {
    let end = from;
    while (this.blanks.has(end)) {
      const word = endAt(BARE, text, end + 1);
      if (word < 0) {
        break;
      }
      end = word;
    }
    return end;
  }

  #isCode(text: string, start: number): boolean {
    const end = endAt(CHAIN, text, start);
    if (end < 0) {
      return false;
    }
    if (text[end] === '(' || text[end] === '[') {
      return true;
    }
    const chain = text.slice(start, end);
    const dot = chain.indexOf('.');
    return (
      CODE_ROOTS.has(chain.slice(0, dot)) ||
      this.#keys.find(chain.slice(Math.max(dot, chain.lastIndexOf('.')) + 1)) !== undefined
    );
  }
}

/** Whether there is a letter or a digit in it. */
function holdsAnything(value: string): boolean {
  for (let index = 0; index < value.length; index++) {
    if (isWordAt(value, index)) {
      return true;
    }
  }
  return false;
}

function isOneWord(mark: string): boolean {
  return mark === '[email]' || mark === '[mac]' || mark === '[url]';
}

/** Where the line ends, or its next key begins; -1 if it ends at once. */
function beforeNextKey(text: string, start: number): number {
  const end = endAt(TO_END, text.slice(0, start + FURTHEST_KEY), start);
  if (end < 0) {
    return end;
  }
  const ahead = matchAt(KEY_AHEAD, text.slice(0, end + 1), start);
  if (ahead) {
    return ahead.index;
  }
  return end === start + FURTHEST_KEY ? endAt(TO_END, text, start) : end;
}
