/**
 * Values that PostgreSQL and SQL put in an order of their own: INSERT, `Key (…)=(…)`, failing rows.
 *
 * The twin of `backend/phi/sql.py`.
 */
import type { Found } from './found';
import type { Field, Keys } from './keys';
import type { Literals } from './literals';
import { endAt, matchAt } from './matching';

const S = '[ \\t\\n\\r\\f\\v]';
const HEAD = `${S}+(?:OR [A-Z]+ )?(?:INTO|into)${S}+[^ \\t\\n\\r\\f\\v(]{1,120}`;
const INTO = new RegExp(`${HEAD}${S}*\\(`, 'y');
const INTO_ALL = new RegExp(`${HEAD}${S}+(?:VALUES|values)${S}*(?=\\()`, 'y');
const VALUES = new RegExp(`\\)${S}*(?:OVERRIDING [A-Z ]{1,30})?(?:VALUES|values)${S}*(?=\\()`, 'y');
const NEXT_ROW = new RegExp(`\\)${S}*,${S}*(?=\\()`, 'y');
const DETAIL = / ?\((?=[^\r\n=]{0,300}\)=\()/y;
const DETAIL_END =
  /\)(?= (?:already exists|is (?:not present|still referenced|duplicated)|conflicts))/g;
const FAILING = / row contains \(/y;
const LONGEST_ROWS = 8_000;
const LONGEST_DETAIL = 1_000;
const LINE_END = /[\r\n]/;
const ITEM = /'[^']*(?:''[^']*)*(?:'|(?![^]))|[(),]/g;
const ROW_END = /\)[."']{0,2}[ \t]*(?![^\r\n])/;
const BODY = / of the message body was:[ \r\n]{1,4}/y;
const BODY_END = '\n\nThe full contents of the message headers';
const LITERAL = /'([^']*(?:''[^']*)*)(?:'|(?![^]))/;
const PARAMETER = /\$[0-9]{1,4} = '([^']*(?:''[^']*)*)(?:'|(?![^]))/g;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/g;
const NO_VALUE: ReadonlySet<string> = new Set([
  'null',
  'NULL',
  't',
  'f',
  'true',
  'false',
  'DEFAULT',
  'default',
  '',
]);

type Span = readonly [start: number, end: number];

/** Finds values by the place of their column. */
export class Sql {
  readonly #keys: Keys;
  readonly #literals: Literals;

  constructor(keys: Keys, literals: Literals) {
    this.#keys = keys;
    this.#literals = literals;
  }

  /** Adds the values of sensitive columns of an INSERT; returns where to go on. */
  insert(text: string, end: number, found: Found): number {
    let names: (Field | undefined)[] | undefined;
    let values: number;
    const head = endAt(INTO, text, end);
    if (head >= 0) {
      const close = text.indexOf(')', head);
      const columns = close < 0 ? '' : text.slice(head, close);
      names = columns.split(',').map((column) => this.#field(column));
      values = close < 0 ? -1 : endAt(VALUES, text, close);
    } else {
      values = endAt(INTO_ALL, text, end);
    }
    if (values < 0 || names?.every((field) => field === undefined)) {
      return end;
    }
    for (let position = values; ;) {
      const [items, stop] = itemsFrom(text, position + 1);
      items.forEach(([start, last], index) => {
        const field = names?.[index];
        if (names === undefined || field) {
          this.#add(text, start, last, field, found);
        }
      });
      position = endAt(NEXT_ROW, text, stop);
      if (position < 0) {
        // Looked at once more word by word, unless that would take too long.
        return stop - end <= LONGEST_ROWS ? end : stop;
      }
    }
  }

  /** Adds the values of `Key (columns)=(values)`; returns where to go on. */
  detail(text: string, end: number, found: Found): number {
    const head = endAt(DETAIL, text, end);
    if (head < 0) {
      return end;
    }
    const middle = text.indexOf(')=(', head);
    const columns = text
      .slice(head, middle)
      .split(',')
      .map((column) => this.#field(column));
    const first = middle + 3;
    const line = text.slice(first, first + LONGEST_DETAIL).search(LINE_END);
    const stop = line < 0 ? Math.min(text.length, first + LONGEST_DETAIL) : first + line;
    const close = matchAt(DETAIL_END, text.slice(0, stop + 24), first);
    const last = close ? close.index : lastBracket(text, first, stop);
    if (columns.every((field) => field === undefined)) {
      return first;
    }
    if (this.#literals.isPlaceholder(text.slice(first, last))) {
      return last;
    }
    const values = text.slice(first, last).split(', ');
    if (values.length !== columns.length) {
      found.push([first, last, '[filtered]', 'sql:detail']);
      return last;
    }
    let position = first;
    values.forEach((value, index) => {
      if (columns[index]) {
        this.#add(text, position, position + value.length, columns[index], found);
      }
      position += value.length + 2;
    });
    return first;
  }

  /** Adds the whole row of `Failing row contains (…)`; returns where it ends. */
  failingRow(text: string, end: number, found: Found): number {
    const head = endAt(FAILING, text, end);
    if (head < 0) {
      return end;
    }
    // A row that was cut short is not closed.
    const stop = lineEnd(text, head);
    const close = text.slice(head, stop).search(ROW_END);
    const last = close < 0 ? stop : head + close;
    if (text.slice(head, last) !== '[filtered]') {
      found.push([head, last, '[filtered]', 'sql:row']);
    }
    return last;
  }

  /** Adds a queue's message as Celery writes it into the log of an unregistered task. */
  messageBody(text: string, end: number, found: Found): number {
    const head = endAt(BODY, text, end);
    if (head < 0) {
      return end;
    }
    const close = text.indexOf(BODY_END, head);
    const stop = close < 0 ? text.length : close;
    if (text.slice(head, stop) !== '[filtered]') {
      found.push([head, stop, '[filtered]', 'message']);
    }
    return stop;
  }

  /** Adds the values of parameters as PostgreSQL tells them: `$1 = 'x', $2 = 'y'`. */
  parameters(text: string, found: Found): void {
    for (const parameter of text.matchAll(PARAMETER)) {
      const value = parameter[1] as string;
      if (!this.#literals.isPlaceholder(value)) {
        const start = text.indexOf("'", parameter.index) + 1;
        found.push([start, start + value.length, '[filtered]', 'sql:parameter']);
      }
    }
  }

  #field(column: string): Field | undefined {
    for (const name of column.match(NAME) ?? []) {
      const field = this.#keys.find(name);
      if (field) {
        return field;
      }
    }
    return undefined;
  }

  #add(text: string, from: number, to: number, field: Field | undefined, found: Found): void {
    let [start, end] = [from, to];
    while (start < end && ' \t\r\n'.includes(text[start] as string)) {
      start++;
    }
    while (end > start && ' \t\r\n'.includes(text[end - 1] as string)) {
      end--;
    }
    const quoted = LITERAL.exec(text.slice(start, end));
    if (quoted) {
      // Also within a cast or a call: `UPPER('x')`, `'x'::text`.
      start += quoted.index + 1;
      end = start + (quoted[1] as string).length;
    }
    const value = text.slice(start, end);
    if (NO_VALUE.has(value) || this.#literals.isPlaceholder(value)) {
      return;
    }
    if (field === undefined || this.#literals.goes(value, field)) {
      found.push([start, end, field?.mark ?? '[filtered]', `sql:${field?.name ?? 'row'}`]);
    }
  }
}

/** The end of the line that `position` is in. */
function lineEnd(text: string, position: number): number {
  const end = text.slice(position).search(LINE_END);
  return end < 0 ? text.length : position + end;
}

/** The last closing bracket of the part; its end if there is none. */
function lastBracket(text: string, first: number, stop: number): number {
  const last = text.slice(first, stop).lastIndexOf(')');
  return last < 0 ? stop : first + last;
}

/** The spans between commas up to the closing bracket, and where that stands. */
function itemsFrom(text: string, position: number): [Span[], number] {
  const items: Span[] = [];
  let start = position;
  let depth = 0;
  for (let match = matchAt(ITEM, text, position); match; match = ITEM.exec(text)) {
    const sign = match[0];
    if (sign === '(') {
      depth++;
    } else if (sign === ')') {
      if (depth === 0) {
        items.push([start, match.index]);
        return [items, match.index];
      }
      depth--;
    } else if (sign === ',' && depth === 0) {
      items.push([start, match.index]);
      start = match.index + 1;
    }
  }
  items.push([start, text.length]);
  return [items, text.length];
}
