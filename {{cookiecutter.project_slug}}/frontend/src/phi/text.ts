/**
 * Scrubs one text: decodes it, lets each rule look only where something can be, puts the marks in.
 *
 * What decides the cost is how soon a dull text is left alone: one search tells, and one pass over
 * the words of a text finds every name, label and unit in a map. The twin of `backend/phi/text.py`.
 */
import * as codes from './codes';
import { merged, replaced, type Found } from './found';
import type { View } from './encodings';
import { NO_BLANKS } from './literals';
import { withExtensions } from './labels';
import { isUuid } from './prose';
import type { Policy } from './policy';
import type { Rules } from './rules';
import type { Values } from './values';

const TELLING = /[^A-Za-z ._/\n-]/;
const CODED = /[%\\&+]|[^\0-\x7f]/;
const DIGIT = /[0-9]/;
const UPPER_CODE = /[A-Z0-9](?:(?<=[0-9])[A-Z]|(?<=[A-Z])[0-9])/;
const CISCO = /[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\./;
/** Of tokens that are no known word. */
const WORD_MARKS = ['[text]', '[number]', '[id]'];
const MOST_ROUNDS = 6;
const LONGEST_CACHED = 4_096;

/** Told of each mark that is set, and of the rule that set it. */
export type Explain = (mark: string, rule: string) => void;

/** What the rules find (ordered, in the decoded text), and the text's view. */
export function hitsIn(text: string, rules: Rules): [Found, View | undefined] {
  const view = CODED.test(text) ? rules.decoder.view(text) : undefined;
  const decoded = view ? view.text : text;
  rules.literals.blanks = view?.blanks ?? NO_BLANKS;
  const found: Found = [];
  rules.scan(decoded, found);
  if (DIGIT.test(decoded)) {
    rules.numbers.find(decoded, found);
    rules.labels.ofNouns(decoded, found);
    if (UPPER_CODE.test(decoded)) {
      codes.findCodes(decoded, found);
    }
    if (CISCO.test(decoded)) {
      codes.findCisco(decoded, found);
    }
    for (const own of rules.own) {
      own.spans(decoded).forEach(([start, end]) => found.push([start, end, own.mark, 'own']));
    }
  }
  if (decoded.includes('@')) {
    codes.findEmails(decoded, found);
  }
  if (holds(decoded, ':', 2) || holds(decoded, '-', 5)) {
    codes.findHex(decoded, found);
  }
  if (decoded.includes('|')) {
    rules.tables.hl7(decoded, found);
  }
  if (holds(decoded, '*', 2) || decoded.includes('HI*')) {
    rules.tables.x12(decoded, found);
  }
  if (decoded.includes('#')) {
    rules.labels.hashes(decoded, found);
  }
  const quoted = decoded.includes("':") || decoded.includes('":');
  if (quoted || (decoded.includes('=') && decoded.includes('<'))) {
    rules.standards.find(decoded, found);
  }
  if (decoded.includes(', 0') && decoded.includes(": '")) {
    rules.standards.dicom(decoded, found);
  }
  if (decoded.includes('$')) {
    rules.sql.parameters(decoded, found);
  }
  if (decoded.includes('BEGIN:VCARD')) {
    rules.tables.vcard(decoded, found);
  }
  if (decoded.includes('/')) {
    rules.urls.bare(decoded, found);
  }
  if (decoded.includes('/') || decoded.includes('y.o.')) {
    rules.findSigns(decoded, found);
  }
  if (decoded.includes('eyJ')) {
    codes.findJwt(decoded, found);
  }
  if (decoded.includes('data:')) {
    codes.findMedia(decoded, found);
  }
  if (found.length === 0) {
    return [found, view];
  }
  withExtensions(decoded, found);
  const hits = merged(found);
  return [holds(decoded, '-', 4) ? hits.map((hit) => ofUuid(decoded, hit)) : hits, view];
}

/** The hit with the mark of an id, if all of it is a UUID: no phone looks like that. */
function ofUuid(text: string, hit: Found[number]): Found[number] {
  const [start, end, , rule] = hit;
  return isUuid(text, start, end) ? [start, end, '[id]', rule] : hit;
}

/** Whether the character stands in the text at least so many times. */
function holds(text: string, character: string, times: number): boolean {
  let place = -1;
  for (let count = 0; count < times; count++) {
    place = text.indexOf(character, place + 1);
    if (place === -1) {
      return false;
    }
  }
  return true;
}

/** Whether any rule could find something in a text. */
export function isTelling(text: string, rules: Rules): boolean {
  return TELLING.test(text) || (text.includes('/') && rules.urls.mayHoldSlug.test(text));
}

/**
 * The text without identifiers; with known words only, if the policy says so.
 *
 * @param names takes what its fields hold of people's names: `{"last_name": "Field"}`.
 */
export function scrub(text: string, policy: Policy, explain?: Explain, names?: Values): string {
  const { rules } = policy;
  const words = policy.freeText === 'known-words' ? policy.words : undefined;
  const cache = rules.caches[policy.freeText];
  const telling = isTelling(text, rules);
  if (words === undefined && !telling) {
    return text;
  }
  const cached = explain === undefined ? cache.get(text) : undefined;
  if (cached !== undefined) {
    addTold(text, rules, names);
    return cached;
  }
  let result = text;
  const told: string[] = [];
  if (telling) {
    result = settled(text, rules, told, explain);
  }
  if (words !== undefined) {
    const known = words.filter(result);
    for (const mark of explain ? WORD_MARKS : []) {
      for (let more = known.split(mark).length - result.split(mark).length; more > 0; more--) {
        explain?.(mark, 'words');
      }
    }
    result = known;
  }
  if (text.length <= LONGEST_CACHED) {
    rules.remember(text, policy.freeText, result, told);
  }
  told.forEach((name) => names?.add(name, true));
  return result;
}

/** Adds the names that a remembered text's fields hold. */
export function addTold(text: string, rules: Rules, names: Values | undefined): void {
  rules.told.get(text)?.forEach((name) => names?.add(name, true));
}

/** The text scrubbed until nothing more is found: a mark may bring things together. */
function settled(text: string, rules: Rules, told: string[], explain?: Explain): string {
  let left = text;
  for (let round = 0; round <= MOST_ROUNDS; round++) {
    const [hits, view] = hitsIn(left, rules);
    if (hits.length === 0) {
      return left;
    }
    for (const [start, end, mark, rule] of hits) {
      explain?.(mark, rule);
      if (round === 0 && rules.isName(rule)) {
        told.push((view ? view.text : left).slice(start, end));
      }
    }
    left = replaced(left, hits, view);
  }
  return '[filtered]'; // it does not settle; what is unclear is removed
}

/**
 * The text without what the policy keeps in.
 *
 * @param values known values, removed before anything else.
 */
export function scrubText(text: string, policy: Policy, values?: Values): string {
  return scrub(values === undefined ? text : values.remove(text), policy);
}
