/**
 * What goes of a value whose end is sure: each item of a list, what a validator's message quotes.
 *
 * `IN ('x')` reads `IN ('[mrn]')` afterwards, `["x" is too long.]` keeps its message, and
 * `LIKE '%x%'` its percent signs. Where the parts are not sure, the whole value goes. The twin of
 * `backend/phi/parts.py`.
 */
import type { Found } from './found';
import type { Field } from './keys';
import type { Literals, Span } from './literals';
import { quotedIn } from './messages';

const ITEM =
  /[ \t\n\r\f\v]*(?:['"](?:S|N|value|val|old|new|from|to|before|after|query|\$?(?:eq|ne|gte?|lte?|regex))['"][ \t\n\r\f\v]*:[ \t\n\r\f\v]*)?(?:[bu]?(['"`])([^\r\n]{0,400}?)\1|([^ \t\n\r\f\v,'"`[\](){}=:]{1,200}))[ \t\n\r\f\v]*(?:,|(?![\s\S]))/dy;
const PAIR = /['"`][ \t\n\r\f\v]*(?::|=>)/;
const BLANK = /^[ \t\n\r\f\v]*$/;
const MOST_ITEMS = 100;
const QUOTES = new Set(["'", '"', '`']);

/** Adds the parts of a value that go; all of it where they are not sure. */
export function addValue(
  text: string,
  [start, end]: Span,
  field: Field,
  rule: string,
  found: Found,
  literals: Literals,
): void {
  const before = text[start - 1] ?? '';
  const items = before !== '' && '[({'.includes(before) ? itemsOf(text, start, end) : undefined;
  if (items === undefined) {
    add(text, start, end, field, rule, found, QUOTES.has(before));
    return;
  }
  for (const [first, last] of items) {
    if (literals.goes(text.slice(first, last), field)) {
      add(text, first, last, field, rule, found, QUOTES.has(text[first - 1] ?? ''));
    }
  }
}

/** Where the items of a list stand; undefined if it is no list of plain values. */
export function itemsOf(text: string, start: number, end: number): Span[] | undefined {
  const list = text.slice(start, end);
  const items: Span[] = [];
  let position = 0;
  while (!BLANK.test(list.slice(position))) {
    ITEM.lastIndex = position;
    const item = ITEM.exec(list);
    if (item === null || items.length >= MOST_ITEMS) {
      return undefined;
    }
    const [first, last] = item.indices?.[item[1] === undefined ? 3 : 2] as Span;
    if (PAIR.test(list.slice(first, last))) {
      return undefined; // a key that may be a value itself
    }
    items.push([start + first, start + last]);
    position = ITEM.lastIndex;
  }
  return items.length > 0 ? items : undefined;
}

function add(
  text: string,
  from: number,
  to: number,
  field: Field,
  rule: string,
  found: Found,
  quoted: boolean,
): void {
  let start = from;
  let end = to;
  if (quoted) {
    const told = quotedIn(text.slice(start, end));
    if (told) {
      start = from + told[0];
      end = from + told[1];
    } else {
      // A pattern of SQL: `LIKE '%x%'`.
      while (end - start > 1 && text[start] === '%') {
        start++;
      }
      while (end - start > 1 && text[end - 1] === '%') {
        end--;
      }
    }
  }
  if (text.slice(start, end) !== field.mark) {
    found.push([start, end, field.mark, rule]);
  }
}
