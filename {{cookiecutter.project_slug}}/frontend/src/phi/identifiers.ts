/** Identifiers that the organisation adds: a pattern, perhaps a check digit, and proofs of both. The twin of `backend/phi/identifiers.py`. */
import { CHECKS } from './checks';
import { isSafe } from './grammar';

/** The organisation's own pattern of these has a mark of its own; all others are `[id]`. */
const OWN_MARKS: ReadonlySet<string> = new Set([
  'mrn',
  'ssn',
  'npi',
  'dea',
  'vin',
  'mbi',
  'iban',
  'card',
  'phone',
]);
/** The only identifier that may stand without its proofs: the template's answer is a pattern alone. */
export const ANSWERED = 'mrn';

/** An identifier as the policy's schema has it. */
export interface IdentifierEntry {
  pattern: string;
  check?: string;
  example?: string;
  counter_example?: string;
}

/** One of the organisation's identifiers. */
export class Identifier {
  /** What stands in its place. */
  readonly mark: string;
  readonly #compiled: RegExp;
  readonly #check: ((text: string) => boolean) | undefined;

  constructor(
    readonly name: string,
    readonly pattern: string,
    check = '',
  ) {
    this.mark = OWN_MARKS.has(name) ? `[${name}]` : '[id]';
    this.#compiled = new RegExp(`(?<![0-9])(?:${pattern})(?![0-9])`, 'gi');
    this.#check = check === '' ? undefined : CHECKS[check];
  }

  /** Where it stands: in any case, not as a part of a longer number. */
  spans(text: string): [start: number, end: number][] {
    const spans: [number, number][] = [];
    for (const { 0: found, index } of text.matchAll(this.#compiled)) {
      if (this.#check === undefined || this.#check(found)) {
        spans.push([index, index + found.length]);
      }
    }
    return spans;
  }
}

/**
 * The identifiers; or of the first that is wrong its key and what is wrong with it.
 *
 * An identifier needs an example, in which it must be found, and a counter-example, in which it must
 * not.
 */
export function readIdentifiers(
  section: Readonly<Record<string, IdentifierEntry>>,
): Map<string, Identifier> | { key: string; told: string } {
  const found = new Map<string, Identifier>();
  for (const [name, entry] of Object.entries(section)) {
    if (!isSafe(entry.pattern)) {
      return { key: `${name}.pattern`, told: 'is outside the safe grammar' };
    }
    const one = new Identifier(name, entry.pattern, entry.check);
    for (const [proof, wanted] of [
      ['example', true],
      ['counter_example', false],
    ] as const) {
      const text = entry[proof];
      if (text === undefined) {
        if (name !== ANSWERED) {
          return { key: name, told: `has no ${proof}` };
        }
      } else if (one.spans(text).length > 0 !== wanted) {
        const told = wanted ? 'is not found' : 'is found';
        return { key: `${name}.${proof}`, told: `${told} by the pattern` };
      }
    }
    found.set(name, one);
  }
  return found;
}
