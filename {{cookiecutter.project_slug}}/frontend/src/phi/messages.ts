/**
 * Validators that tell a value away from its field's name, or inside of a message of their own.
 *
 * Django REST framework: `{'mrn': [ErrorDetail(string='"x" is not a valid pk.', code='bad')]}`;
 * forms: `last_name: Select a valid choice. x is not one of the available choices.`; jsonschema:
 * `'x' is too short … On instance['mrn']`. The twin of `backend/phi/messages.py`.
 */
import { endAt, matchAt } from './matching';

type Span = readonly [start: number, end: number];

const LEAD =
  '(?:(?:[Tt]he |[Tt]his )?(?:given |provided )?(?:[Vv]alue|[Ii]nput|[Nn]umber|[Ss]tring|[Dd]ate' +
  '|[Cc]hoice)[: ] ?|[Ii]nvalid [a-z]{2,12}[: ] ?|Object with [a-z_]{2,40}=)?';
const TAIL =
  ' (?:- object |value )?(?:is (?:not|too|an? invalid|invalid|already|unknown|out of|no )' +
  "|does (?:not|n't)|doesn't|must |has (?:an? )?(?:wrong|invalid|more|too|an )|cannot |can't " +
  "|should |already |exceeds |contains |was not |isn't )" +
  '(?:[a-z0-9 ,:;()/_-]|\\.(?: [A-Z])?){0,160}';
const CHOICE =
  'Select a valid choice\\. ([^\\r\\n]{1,80}?) is not one of the available choices\\.?';
const MESSAGE = new RegExp(
  `^(?:${LEAD}(?:(['"\`])([^\\r\\n]{1,200}?)\\1` +
    `|([^ \\t\\n\\r\\f\\v'"\`,]{0,60}[0-9][^ \\t\\n\\r\\f\\v'"\`,]{0,40}))${TAIL}|${CHOICE})$`,
  'd',
);
const FORM = new RegExp(CHOICE, 'dy');
const DETAILS = / ?\[?(?:ErrorDetail\(string=|ValidationError\(\[?)(?=[bu]?['"])/y;
const DETAIL =
  /(?:ErrorDetail\(string=|ValidationError\(\[?)[bu]?(['"])([^\r\n]{0,400}?)\1(?=, code=|, params=|[\])])[^[\]{}'"]{0,40}(?:'[a-z_]{0,40}')?\)?\]?\)?,? ?/dy;
const LISTED =
  /(?:\r?\n {0,4}\* |<ul class="errorlist[a-z ]{0,20}"[^<>]{0,60}><li>)(?=Select a valid c)/y;
const INSTANCE = /On instance(?:\[[^[\]\r\n]{1,40}\]){0,6}\['$/;
const SCHEMA = /schema(?:\[[^[\]\r\n]{1,40}\]){0,12}\['$/;
const REFUSED =
  /(?:(?<![^\r\n])|: )(?:(['"])([^\r\n]{1,400}?)\1|(-?[0-9]{1,20}(?:\.[0-9]{1,20})?)) (?:is |does not |has |was |should |must )/dg;
const RECEIVED =
  / ?(?:[Ee]xpected|[Mm]ust|Invalid|String|Number|Value|Should)\b[A-Za-z0-9 ,()<>.=-]{0,100}?\b(?:received|got|given|was) (?=['"])/y;
const BESIDE =
  /['"][ \t\n\r\f\v]{0,2},[ \t\n\r\f\v]{0,12}['"](?:message|msg|detail|error)['"][ \t\n\r\f\v]{0,2}:[ \t\n\r\f\v]{0,2}(['"])([^\r\n]{1,300}?)\1[ \t\n\r\f\v]{0,12}[,}]/dy;
const FURTHEST_REFUSED = 2_000;
const LONG_NUMBER = /[0-9]{4}/;
const SELECT = 'Select a valid choice. ';

/** Where a validator's message tells the value it speaks of; undefined if that is unsure. */
export function quotedIn(value: string): Span | undefined {
  const message = value.includes(' ') ? MESSAGE.exec(value) : null;
  const span = message?.indices?.[message[1] ? 2 : message[3] ? 3 : 4];
  return span && !LONG_NUMBER.test(value.slice(span[1])) ? span : undefined;
}

/** The messages of the `ErrorDetail(…)` or `ValidationError(…)` that begin here. */
export function details(text: string, position: number): Span[] {
  const spans: Span[] = [];
  const head = matchAt(DETAILS, text, position)?.[0];
  if (head === undefined) {
    return spans;
  }
  const first = head.includes('ErrorD') ? 'E' : 'V';
  let detail = matchAt(DETAIL, text, text.indexOf(first, position));
  while (detail) {
    spans.push(detail.indices?.[2] as Span);
    detail = matchAt(DETAIL, text, DETAIL.lastIndex);
  }
  return spans;
}

/** Where a form tells the choice that it refuses. */
export function choice(text: string, position: number): Span | undefined {
  return text.startsWith(SELECT, position)
    ? (matchAt(FORM, text, position)?.indices?.[1] as Span | undefined)
    : undefined;
}

/** Where the value begins behind `Expected string, received '…'`; -1 if nowhere. */
export function received(text: string, position: number): number {
  return endAt(RECEIVED, text, position);
}

/** What the message tells that stands beside a field's name: `"message": "'x' is …"`. */
export function beside(text: string, end: number): Span | undefined {
  const span = matchAt(BESIDE, text, end)?.indices?.[2] as Span | undefined;
  const told = span && quotedIn(text.slice(span[0], span[1]));
  return told && [span[0] + told[0], span[0] + told[1]];
}

/** Where the message of a field begins that a form lists below its name; -1 if none. */
export function listed(text: string, position: number): number {
  return endAt(LISTED, text, position);
}

/** The value that jsonschema tells long before the property whose name is at `start`. */
export function refused(text: string, start: number): Span | undefined {
  if (!INSTANCE.test(text.slice(Math.max(0, start - 300), start))) {
    return undefined;
  }
  const first = Math.max(0, start - FURTHEST_REFUSED);
  const before = text.slice(0, start);
  let span: Span | undefined;
  for (let match = matchAt(REFUSED, before, first); match; match = REFUSED.exec(before)) {
    span = match.indices?.[match[1] ? 2 : 3];
  }
  return span;
}

/** Whether the name at `start` is that of a schema's property, which has no value. */
export function inSchema(text: string, start: number): boolean {
  return SCHEMA.test(text.slice(Math.max(0, start - 400), start));
}
