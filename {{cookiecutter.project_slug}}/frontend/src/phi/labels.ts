/** Labels of two words or with a sign before a value in prose: `Chart # 441…`, `ZIP code 606…`. The twin of `backend/phi/labels.py`. */
import { digitsOf } from './checks';
import type { Found } from './found';
import type { Field, Keys } from './keys';
import { endAt, matchAt } from './matching';

const NUMBERED =
  /[ \t]{0,2}(?:[:=.-]|is|was)?[ \t]{0,2}['"]?((?:[A-Za-z]{1,4}-?)?[0-9][0-9A-Za-z./-]{2,40})/y;
const PHRASE = /(?<![A-Za-z0-9])(?:[A-Za-z'-]{1,20} ){0,3}[A-Za-z'-]{2,20} ?$/;
const CODE = / (?:[Cc]ode|CODE)(?![A-Za-z0-9_])/y;
const CLINICAL =
  /(?:-?[0-9]{1,2})?(?:-CM)?(?: (?:[Cc]odes?|CODE))? (?:(?:is|was|of) )?([A-TV-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?)(?![0-9A-Za-z-]|\.[0-9])/y;
const AFTER_NOUN = / (?:no\.? |[Ii][Dd] )?([0-9]{6,12})(?![0-9A-Za-z/:-]|\.[0-9])/g;
const NOUN = /(?<![0-9A-Za-z_\u0080-\uffff-])[A-Za-z]{2,12}$/;
const EXTENSION = /,? ?(?:[Ee]xt(?:ension|n)?\.?:?|EXT\.?:?|[xX]) ?[0-9]{1,6}(?![0-9A-Za-z])/y;
const FURTHEST = 64;
const FEWEST_DIGITS = 4;

/** Lets each phone number end where its extension does: `… ext 33`, `… x 33`. */
export function withExtensions(text: string, found: Found): void {
  for (const [place, [start, end, mark, rule]] of found.entries()) {
    if (mark === '[phone]') {
      found[place] = [start, Math.max(end, endAt(EXTENSION, text, end)), mark, rule];
    }
  }
}

/** Finds numbers behind a label that is more than one word. */
export class Labels {
  readonly #keys: Keys;
  /** What a number is told of, with the number's field. */
  readonly #nouns: ReadonlyMap<string, Field | undefined>;

  constructor(nouns: Record<string, string>, keys: Keys) {
    this.#keys = keys;
    this.#nouns = new Map(
      Object.entries(nouns).flatMap(([noun, name]) =>
        [noun, noun.slice(0, 1).toUpperCase() + noun.slice(1), noun.toUpperCase()].map(
          (spelled): [string, Field | undefined] => [spelled, keys.find(name)],
        ),
      ),
    );
  }

  /** Adds the number behind each `#` that stands for the word number: `Rx #: 772…`. */
  hashes(text: string, found: Found): void {
    for (let place = text.indexOf('#'); place !== -1; place = text.indexOf('#', place + 1)) {
      const value = matchAt(NUMBERED, text, place + 1)?.[1];
      if (value !== undefined && digitsOf(value).length >= FEWEST_DIGITS) {
        const end = NUMBERED.lastIndex;
        const field = this.#numbered(text, place);
        if (field) {
          found.push([end - value.length, end, field.mark, `label:${field.name}`]);
        }
      }
    }
  }

  #numbered(text: string, place: number): Field | undefined {
    const phrase = PHRASE.exec(text.slice(Math.max(0, place - FURTHEST), place))?.[0];
    if (phrase === undefined) {
      return undefined;
    }
    const words = phrase.trimEnd();
    const field = this.#keys.ends(`${words} number`) ?? this.#keys.ends(words);
    if (field) {
      return field;
    }
    const last = this.#keys.find(words.slice(words.lastIndexOf(' ') + 1));
    return last?.label ? last : undefined;
  }

  /** Where a label ends that goes on with `code`; adds a clinical code behind it. */
  pastCode(text: string, word: string, end: number, field: Field, found: Found): number {
    const clinical = field.name === 'diagnosis' ? matchAt(CLINICAL, text, end)?.[1] : undefined;
    if (clinical !== undefined) {
      const last = CLINICAL.lastIndex;
      found.push([last - clinical.length, last, field.mark, `label:${field.name}`]);
    }
    const stop = endAt(CODE, text, end);
    return stop >= 0 && this.#keys.find(`${word} code`) === field ? stop : end;
  }

  /** Adds the long number right behind a person or a paper: `patient 441…`, `claim 441…`. */
  ofNouns(text: string, found: Found): void {
    for (const { 0: whole, 1: number = '', index: place } of text.matchAll(AFTER_NOUN)) {
      const noun = NOUN.exec(text.slice(Math.max(0, place - 13), place))?.[0];
      const field = noun === undefined ? undefined : this.#nouns.get(noun);
      if (field) {
        const end = place + whole.length;
        found.push([end - number.length, end, field.mark, `label:${field.name}`]);
      }
    }
  }
}
