/** Everything compiled from the defaults and the policy, once; and the one pass over a text's words. The twin of `backend/phi/rules.py`. */
import * as codes from './codes';
import { Decoder, type Characters } from './encodings';
import type { Found } from './found';
import type { Identifier } from './identifiers';
import { Keys, tokensOf, type Collisions, type Field } from './keys';
import { Labels } from './labels';
import { Literals, type LiteralData } from './literals';
import { Notations, type NotationData } from './notations';
import { Numbers, type Shapes } from './numbers';
import { endAt, matchAt } from './matching';
import { Pairs, type PairData } from './pairs';
import type { Positions } from './places';
import type { FreeText } from './policy';
import { Prose, type ProseData } from './prose';
import { Sql } from './sql';
import { Standards } from './standards';
import { Tables } from './tables';
import { Urls } from './urls';

/** Takes text, word's start and end, what is found; returns where the scan may go on. */
type Action = (text: string, start: number, end: number, found: Found) => number;

/** What is no word, and the field that it names; an age if it names none. */
type Sign = readonly [sign: string, field: Field | undefined];

/** What to do at a word, and the character that must stand before it, if any. */
interface Live {
  readonly before: '' | ' ' | '/';
  readonly action: Action;
}

const WORD = /[A-Za-z_\u0080-\uffff-]{2,}/g;
const PHRASE = /(?:[A-Za-z'-]{1,20}[ ]){1,4}$/;
const NUMBER_ENDINGS: ReadonlySet<string> = new Set([
  'number',
  'no',
  'num',
  'nr',
  'id',
  'code',
  'date',
  'nummer',
]);
const ROUTE_NAME = /[a-z]/;
const OWNER_AFTER = /[A-Za-z_][A-Za-z0-9_]*(?=[ (])/y;
const OWNER_BEFORE = /[A-Za-z_][A-Za-z0-9_]*$/;
const LABEL_GOES_ON = /[ 0-9-]/;
const FURTHEST_OWNER = 100;
/** `icd10_code` */
const KEY_GOES_ON = /[0-9]{1,2}_[A-Za-z]{2,20}(?![A-Za-z])/y;
const LARGEST_CACHE = 20_000;
/** Whole ones. */
const MOST_TEXTS = 4_096;

interface TextData extends LiteralData, ProseData, PairData {
  street_words: string[];
  street_endings: string[];
  age_words: string[];
  months: string[];
  schemes?: string[];
  nouns: Record<string, string>;
  signs: Record<string, string>;
  age_signs: string[];
}

export interface FieldData {
  kind: Field['kind'];
  mark?: string;
  label?: boolean;
  exact?: boolean;
  names?: boolean;
  same?: string[];
}

/** The content of `phi/defaults`, by file. */
export interface Defaults {
  fields: {
    fields: Record<string, FieldData>;
    /** In force whatever list of fields a policy has. */
  };
  collisions: Collisions;
  characters: Characters;
  shapes: Shapes;
  text: TextData;
  notations: NotationData;
  urls: { resources: string[] };
  positions: Positions;
}

export type WalkedKey = readonly [clean: string, field: Field | undefined];

/** What the organisation knows better. */
export interface Own {
  fields: readonly string[];
  identifiers: readonly Identifier[];
  prefixes: readonly string[];
}

/** The compiled rules. */
export class Rules {
  readonly keys: Keys;
  readonly labels: Labels;
  readonly standards: Standards;
  readonly decoder: Decoder;
  readonly numbers: Numbers;
  readonly literals: Literals;
  readonly urls: Urls;
  /** The organisation's own identifiers. */
  readonly own: readonly Identifier[];
  readonly positions: Positions;
  /** Whole texts, by what was asked: the answer for a key must not stand for a value. */
  readonly caches = {
    'known-words': new Map<string, string>(),
    patterns: new Map<string, string>(),
  };
  /** Names that a whole text's fields hold. */
  readonly told = new Map<string, readonly string[]>();
  readonly #nameRules = new Map<string, boolean>();
  /** Keys of events: each as it may leave, and the field that it names. */
  readonly walkedKeys = new Map<string, WalkedKey>();
  readonly valueKeys: ReadonlySet<string>;
  readonly nameKeys: readonly string[];
  readonly #prose: Prose;
  readonly #pairs: Pairs;
  readonly sql: Sql;
  readonly tables: Tables;
  /** What to look for in the whole text, by the word that tells of it. */
  readonly #whole: ReadonlyMap<string, (text: string, found: Found) => void>;
  readonly #signs: readonly Sign[];
  readonly #special: ReadonlyMap<string, Action>;
  readonly #endings: readonly string[];
  readonly #person: Field | undefined;
  /** What to do at a word; null at words that no rule begins at. */
  readonly #known = new Map<string, Live | null>();

  /** Remembers the answer for a whole text, and the names that its fields told. */
  remember(text: string, mode: FreeText, result: string, told: readonly string[]): void {
    const cache = this.caches[mode];
    if (cache.size >= MOST_TEXTS) {
      this.caches.patterns.clear();
      this.caches['known-words'].clear();
      this.told.clear();
    }
    cache.set(text, result);
    if (told.length > 0) {
      this.told.set(text, told);
    }
  }

  /** Whether a hit's rule, such as `field:last_name`, found a person's name. */
  isName(rule: string): boolean {
    let found = this.#nameRules.get(rule);
    if (found === undefined) {
      found = this.keys.find(rule.slice(rule.indexOf(':') + 1))?.names ?? false;
      this.#nameRules.set(rule, found);
    }
    return found;
  }

  constructor(defaults: Defaults, { fields, identifiers, prefixes }: Own) {
    this.positions = defaults.positions;
    const { text } = defaults;
    this.keys = new Keys(fieldsOf(defaults.fields.fields, fields), defaults.collisions);
    this.labels = new Labels(text.nouns, this.keys);
    this.decoder = new Decoder(defaults.characters);
    this.numbers = new Numbers(defaults.shapes);
    this.literals = new Literals(text, this.keys);
    this.#prose = new Prose(text, defaults.shapes.newest_plain_year);
    const notations = new Notations(defaults.notations, this.literals);
    this.#pairs = new Pairs(text, this.literals, this.#prose, notations);
    this.sql = new Sql(this.keys, this.literals);
    this.tables = new Tables(this.keys, this.literals);
    this.urls = new Urls(defaults.urls, prefixes);
    this.standards = new Standards(this.keys, this.urls.resources);
    this.own = identifiers;
    this.#signs = [
      ...Object.entries(text.signs).map(([sign, name]): Sign => [sign, this.keys.find(name)]),
      ...text.age_signs.map((sign): Sign => [sign, undefined]),
    ];
    this.#special = this.#specials(text);
    this.#whole = this.#wholes(text);
    this.valueKeys = new Set(text.value_keys);
    this.nameKeys = text.name_keys;
    this.#endings = text.street_endings;
    this.#person = this.keys.find('patient_name');
  }

  /** Adds what stands beside `S/N` and `y/o`, which are no words. */
  findSigns(text: string, found: Found): void {
    for (const [sign, field] of this.#signs) {
      for (let start = text.indexOf(sign); start !== -1;) {
        const end = start + sign.length;
        if (field === undefined) {
          this.#prose.age(text, start, end, found);
        } else {
          this.#prose.label(text, end, field, found);
        }
        start = text.indexOf(sign, end);
      }
    }
  }

  /** Adds what stands at the words of a decoded text. */
  scan(text: string, found: Found): void {
    const places = this.#placesIn(text, found);
    let after = -1;
    let tableEnd = -1;
    let lineEnd = -1;
    for (const { start, end, action } of places) {
      if (start < after) {
        continue;
      }
      after = Math.max(after, action(text, start, end, found));
      if (start > lineEnd) {
        lineEnd = text.indexOf('\n', start);
        if (lineEnd === -1) {
          lineEnd = text.length;
        } else if (start > tableEnd) {
          tableEnd = this.tables.csv(text, start, found);
        }
      }
    }
  }

  /** Where there is something to do; what is looked for in the whole text is added at once. */
  #placesIn(text: string, found: Found): { start: number; end: number; action: Action }[] {
    const places: { start: number; end: number; action: Action }[] = [];
    let ran: Set<string> | undefined;
    WORD.lastIndex = 0;
    for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) {
      const word = match[0];
      const known = this.#known.get(word);
      if (known === null) {
        continue;
      }
      const live = known ?? this.#learn(word);
      if (live !== undefined) {
        const start = match.index;
        if (live.before === '' || text[start - 1] === live.before) {
          places.push({ start, end: start + word.length, action: live.action });
        }
      } else if (!ran?.has(word)) {
        // Once for the text, however often the word comes.
        ran = (ran ?? new Set()).add(word);
        this.#whole.get(word)?.(text, found);
      }
    }
    return places;
  }

  #learn(word: string): Live | undefined {
    const live = this.#action(word);
    if (live !== undefined || !this.#whole.has(word)) {
      if (this.#known.size >= LARGEST_CACHE) {
        this.#known.clear();
      }
      this.#known.set(word, live ?? null);
    }
    return live;
  }

  #action(word: string): Live | undefined {
    const special = this.#special.get(word);
    if (special) {
      return { before: '', action: special };
    }
    const field = this.keys.find(word);
    const resource = this.urls.resources.has(word);
    const lower = word.toLowerCase();
    const ending = this.keys.endings.has(lower);
    if (resource || field || ending) {
      const before = field || (resource && ending) ? '' : resource ? '/' : ' ';
      return { before, action: this.#named(word, field, resource, ending) };
    }
    if (this.#endings.some((one) => lower.endsWith(one))) {
      return { before: '', action: goingOn(this.#prose.houseAfter.bind(this.#prose)) };
    }
    return undefined;
  }

  #named(word: string, field: Field | undefined, resource: boolean, ending: boolean): Action {
    const lower = word.toLowerCase();
    const named = this.keys.needs.has(lower); // a bare `name`, which may be a thing's
    const other = this.keys.before.has(lower); // may be another thing by the word before it
    return (text, start, wordEnd, found) => {
      let end = wordEnd;
      if (resource && (start === 0 || text[start - 1] === '/') && text[end] === '/') {
        return this.urls.segments(text, word, end, found);
      }
      let near = field;
      if (resource && text[end] === ':' && ROUTE_NAME.test(text[end + 1] ?? '')) {
        return end; // a route's name: `patients:detail`
      }
      if (named && this.#isThings(text, start)) {
        return end;
      }
      if ((ending || other) && text[start - 1] === ' ') {
        const phrase = PHRASE.exec(text.slice(Math.max(0, start - 60), start))?.[0];
        if (phrase !== undefined) {
          const whole = phrase + word;
          near = this.keys.ends(whole) ?? (this.keys.collides(whole) ? undefined : field);
          if (named && near && this.keys.isPerson(phrase, lower)) {
            near = this.#person;
          }
        }
      }
      const more = near ? endAt(KEY_GOES_ON, text, end) : -1;
      const whole = more < 0 ? undefined : this.keys.find(text.slice(start, more));
      if (whole) {
        [near, end] = [whole, more];
      }
      if (near && LABEL_GOES_ON.test(text[end] ?? '')) {
        end = this.labels.pastCode(text, word, end, near, found);
      }
      return near ? this.#pairs.at(text, start, end, near, found) : end;
    };
  }

  /** Whether a name stands in what a thing is shown as: `<Task name=`, `Lock(name=`. */
  #isThings(text: string, start: number): boolean {
    const before = text[start - 1];
    if (before === undefined || !' (<,'.includes(before)) {
      return false;
    }
    const first = Math.max(0, start - FURTHEST_OWNER);
    const window = text.slice(first, start);
    const opened = Math.max(window.lastIndexOf('<'), window.lastIndexOf('('));
    if (opened === -1) {
      return false;
    }
    const place = first + opened;
    const after = window[opened] === '<' ? matchAt(OWNER_AFTER, text, place + 1) : null;
    const owner = after ?? OWNER_BEFORE.exec(text.slice(Math.max(0, place - 60), place));
    return owner !== null && this.keys.isThing(owner[0]);
  }

  #specials(text: TextData): ReadonlyMap<string, Action> {
    const special = new Map<string, Action>();
    const [prose, sql] = [this.#prose, this.sql];
    const set = (words: readonly string[], action: (word: string) => Action) =>
      words.forEach((word) => special.set(word, action(word)));
    set(text.street_words, () => goingOn(prose.street.bind(prose)));
    set(text.age_words, (word) => this.#both(word, prose.age.bind(prose)));
    const months = text.months.flatMap((month) => [
      month.slice(0, 1).toUpperCase() + month.slice(1),
      month.toUpperCase(),
    ]);
    set(months, () => goingOn(prose.month.bind(prose)));
    set(['Box', 'BOX', 'box'], () => goingOn(prose.box.bind(prose)));
    set(['INSERT', 'insert', 'REPLACE'], () => (t, _start, end, f) => sql.insert(t, end, f));
    set(['last', 'Last'], () => this.#lastFour.bind(this));
    set(['Key'], () => (t, _start, end, f) => sql.detail(t, end, f));
    set(['contents'], () => (t, _start, end, f) => sql.messageBody(t, end, f));
    set(['Failing'], () => (t, _start, end, f) => sql.failingRow(t, end, f));
    return special;
  }

  #wholes(text: TextData): ReadonlyMap<string, (text: string, found: Found) => void> {
    return new Map((text.schemes ?? []).map((word) => [word, codes.findTokens]));
  }

  /** Looks at `last4`, of a social security number or a card. */
  #lastFour(text: string, start: number, end: number, found: Found): number {
    const field = text[end] === '4' ? this.keys.find('last4') : undefined;
    return field ? this.#pairs.at(text, start, end + 1, field, found) : end;
  }

  #both(word: string, other: Rule): Action {
    const field = this.keys.find(word);
    return (text, start, end, found) => {
      other(text, start, end, found);
      return field ? this.#pairs.at(text, start, end, field, found) : end;
    };
  }
}

type Rule = (text: string, start: number, end: number, found: Found) => void;

function goingOn(rule: Rule): Action {
  return (text, start, end, found) => {
    rule(text, start, end, found);
    return end;
  };
}

function fieldsOf(
  defaults: Record<string, FieldData>,
  own: readonly string[],
): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  const joined = new Set<string>();
  for (const [name, data] of Object.entries(defaults)) {
    const field: Field = {
      name,
      kind: data.kind,
      mark: `[${data.mark ?? 'filtered'}]`,
      label: data.label ?? false,
      exact: data.exact ?? false,
      names: data.names ?? false,
    };
    for (const spelling of [name, ...(data.same ?? [])]) {
      fields.set(spelling, field);
      joined.add(tokensOf(spelling).join(''));
    }
  }
  for (const name of own) {
    const tokens = tokensOf(name);
    if (joined.has(tokens.join(''))) {
      continue;
    }
    const label = NUMBER_ENDINGS.has(tokens.at(-1) ?? '');
    const kind = label ? 'number' : 'text';
    fields.set(name, { name, kind, mark: '[filtered]', label, exact: false, names: false });
  }
  return fields;
}
