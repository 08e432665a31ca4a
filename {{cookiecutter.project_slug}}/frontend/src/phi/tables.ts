/** Rows whose columns are named elsewhere: CSV under a header line, HL7 segments. The twin of `backend/phi/tables.py`. */
import type { Found } from './found';
import type { Keys } from './keys';
import type { Literals } from './literals';
import { endAt, stripped } from './matching';

const CELL = /^[ \t]*["']?[A-Za-z_][A-Za-z0-9_ ().-]{0,40}["']?[ \t]*$/;
const LEAD = /(?:^|[:"'([ >])([A-Za-z_][A-Za-z0-9_]*[ \t]*)$/;
const QUOTED = /[ ]*"[^"]*(?:""[^"]*)*"/y;
const SEGMENT =
  /(?<![A-Za-z0-9])(?:PID|NK1|GT1|IN[123]|PD1|DG1|OBX|NTE|AL1|PV[12]|MRG|ACC|PR1|FT1)\|[^\r\n"']*/g;
const HL7_FIELD = /[^|\r\n]{2,}/g;
const X12_KEPT = /^(?:[A-Z]{1,3}|[A-Z][0-9]|[0-9][A-Z]|\[[a-z]+\]|[0-9])$/;
const EXPANDED = '-[ RECORD';
const KEPT = /^(?:[A-Z]{1,3}|\[[a-z]+\]|[0-9])$/;
const X12 =
  /(?<![A-Za-z0-9])(?:NM1|DMG|N3|N4|REF|PER|HI|SBR|PAT|CLM|CLP|SV[123D]|DTP|TRN)\*[^~\r\n"']*/g;
const X12_FIELD = /[^*~\r\n]{2,}/g;
const VCARD =
  /(?<![^\r\n])(?:N|FN|ADR|NOTE|NICKNAME|LABEL|ORG|GEO)(?:;[^:\r\n]{0,80})?:([^\r\n]+)/g;
const RULE = /^[-+|= \r]*$/;
const DELIMITERS = [',', ';', '\t', '|'];
const LONGEST_HEADER = 2_000;

type Span = readonly [start: number, end: number];

/** Finds values by the header of their column. */
export class Tables {
  readonly #keys: Keys;
  readonly #literals: Literals;

  constructor(keys: Keys, literals: Literals) {
    this.#keys = keys;
    this.#literals = literals;
  }

  /**
   * Adds the cells under sensitive headers, if the name at `start` stands in a header line.
   *
   * @returns where the table ends, or -1 if there is none.
   */
  csv(text: string, start: number, found: Found): number {
    const first = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
    const last = text.indexOf('\n', start);
    if (last === -1 || last - first > LONGEST_HEADER) {
      return -1;
    }
    const header = text.slice(first, last).replace(/\r+$/, '');
    if (header.includes('|') && text.slice(Math.max(0, first - 4_000), first).includes(EXPANDED)) {
      return -1; // psql's expanded output names each value on its own line
    }
    for (const delimiter of DELIMITERS) {
      const cells = header.split(delimiter);
      if (delimiter === '|' && cells[0]?.trim() === '' && cells.at(-1)?.trim() === '') {
        cells.splice(0, cells.length, '_', ...cells.slice(1, -1), '_'); // a table in Markdown
      }
      const head = cells[0] as string;
      const lead = cells.length < 2 || CELL.test(head) ? undefined : LEAD.exec(head)?.[1];
      cells[0] = lead ?? head;
      if (cells.length > 1 && cells.every((cell) => CELL.test(cell))) {
        return this.#rows(text, last + 1, cells, delimiter, found);
      }
    }
    return -1;
  }

  #rows(text: string, from: number, cells: string[], delimiter: string, found: Found): number {
    const fields = cells.map((cell) => this.#keys.find(stripped(cell, ' \t"\'')));
    let end = -1;
    for (let position = from; position < text.length;) {
      let stop = text.indexOf('\n', position);
      stop = stop === -1 ? text.length : stop;
      const line = text.slice(position, stop);
      const spans = cellsOf(line, delimiter);
      if (spans.length === fields.length) {
        for (const [index, [start, last]] of spans.entries()) {
          const field = fields[index];
          if (field && this.#literals.goes(line.slice(start, last), field)) {
            found.push([position + start, position + last, field.mark, `csv:${field.name}`]);
          }
        }
        end = stop;
      } else if (end !== -1 && !RULE.test(line)) {
        break;
      }
      position = stop + 1;
    }
    return end;
  }

  /** Adds the fields of HL7 segments that tell of a person. */
  hl7(text: string, found: Found): void {
    addFields(text, SEGMENT, HL7_FIELD, KEPT, 'hl7', found);
  }

  /** Adds the elements of X12 segments that tell of a person. */
  x12(text: string, found: Found): void {
    addFields(text, X12, X12_FIELD, X12_KEPT, 'x12', found);
  }

  /** Adds the name, the address and the notes of a vCard; its other lines are pairs. */
  vcard(text: string, found: Found): void {
    for (const line of text.matchAll(VCARD)) {
      const value = line[1] as string;
      if (value !== '[filtered]') {
        const end = line.index + line[0].length;
        found.push([end - value.length, end, '[filtered]', 'vcard']);
      }
    }
  }
}

/** Adds the fields of each segment, but for codes of a few letters or one digit. */
function addFields(
  text: string,
  segment: RegExp,
  field: RegExp,
  kept: RegExp,
  rule: string,
  found: Found,
): void {
  for (const { 0: whole, index: start } of text.matchAll(segment)) {
    for (const { 0: part, index } of whole.matchAll(field)) {
      if (index > 0 && !kept.test(part)) {
        found.push([start + index, start + index + part.length, '[filtered]', rule]);
      }
    }
  }
}

function cellsOf(line: string, delimiter: string): Span[] {
  const spans: Span[] = [];
  for (let position = 0; ;) {
    const end = line.indexOf(delimiter, Math.max(position, endAt(QUOTED, line, position)));
    let finish = end === -1 ? line.length : end;
    let start = position;
    while (start < finish && ' \t"\''.includes(line[start] as string)) {
      start++;
    }
    while (finish > start && ' \t\r"\''.includes(line[finish - 1] as string)) {
      finish--;
    }
    spans.push([start, finish]);
    if (end === -1) {
      return spans;
    }
    position = end + 1;
  }
}
