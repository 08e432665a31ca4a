/**
 * Which keys name a sensitive field: `patientSSN`, `HTTP_X_PATIENT_SSN`, `patients[0].ssn`.
 *
 * A key is split into words; a field's name matches as a run of them, or in its joined form. It is
 * never looked for inside of a word: `class_name`, `main_pid` and `gzip` are no names, ids or ZIPs.
 * The twin of `backend/phi/keys.py`.
 */
import type { Policy } from './policy';

const LAST_FOUR: ReadonlySet<string> = new Set(['last4', 'Last4', 'last_4']);
const CAMEL_CASE = /^[A-Z][A-Za-z]*$/;
const TOKEN =
  /[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z\u0080-\ud7ff\ue000-\uffff])|[A-Z]?[a-z\u0080-\ud7ff\ue000-\uffff]+/g;
const SEGMENTS = /[.[\]"']+|-[0-9]+-/;
const DECIMAL = /^\p{Nd}+$/u;
const PLURAL_ES = /(?:[sxz]|ch|sh)es$/;
const OWN_HEADER = /^(?:HTTP[_-])?[Xx][_-][A-Za-z]/;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const NON_ASCII = /[^\0-\x7f]/;
const LONGEST_KEY = 256;
const LONGEST_RUN = 6;
const LARGEST_CACHE = 20_000;
const SHORTEST_JOINED = 5;

/**
 * A sensitive field.
 *
 * kind says what of its value goes: `number` whatever holds a digit, `text` whatever is no
 * placeholder, `url` what identifies in an address.
 */
export interface Field {
  readonly name: string;
  readonly kind: 'number' | 'text' | 'url';
  readonly mark: string;
  /** The name also marks a number that follows it in prose. */
  readonly label: boolean;
  /** Only as the whole key. */
  readonly exact: boolean;
  /** Its values are people's names. */
  readonly names: boolean;
}

/** The content of `phi/defaults/collisions.json`. */
export interface Collisions {
  glue: string[];
  no_glue: string[];
  before: Record<string, string[]>;
  after: string[];
  after_of: Record<string, string[]>;
  whole: string[];
  no_endings: string[];
  synonyms: Record<string, string>;
  needs: Record<string, string[]>;
  between: string[];
  holders: string[];
  settings: string[];
  switches: string[];
}

/** The key's words in lower case, without digits. */
export function tokensOf(key: string): string[] {
  let plain = key;
  if (NON_ASCII.test(plain)) {
    plain = plain.normalize('NFKC').replace(INVISIBLE, '');
  }
  if (plain.length > LONGEST_KEY) {
    const all = [...plain];
    if (all.length > LONGEST_KEY) {
      const half = LONGEST_KEY / 2;
      plain = `${all.slice(0, half).join('')} ${all.slice(-half).join('')}`;
    }
  }
  return plain.match(TOKEN)?.map((token) => token.toLowerCase()) ?? [];
}

/** Finds fields by key; the same key costs one look-up. */
export class Keys {
  readonly runs = new Map<string, Field>();
  readonly joined = new Map<string, Field>();
  /** Last words of names of several. */
  readonly endings: ReadonlySet<string>;
  readonly #synonyms: ReadonlyMap<string, string>;
  readonly #vocabulary = new Set<string>();
  readonly #glue: ReadonlySet<string>;
  /** Words that make the name after them another thing. */
  readonly before: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #after: ReadonlySet<string>;
  readonly #afterOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #whole: ReadonlySet<string>;
  /** Words that a name needs beside it in a longer key. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #between: ReadonlySet<string>;
  readonly #holders: ReadonlySet<string>;
  readonly #settings: ReadonlySet<string>;
  readonly #switches: ReadonlySet<string>;
  readonly #cache = new Map<string, Field | undefined>();

  /** @param fields fields by name. */
  constructor(fields: ReadonlyMap<string, Field>, data: Collisions) {
    this.#synonyms = new Map(Object.entries(data.synonyms));
    const endings = new Set<string>();
    for (const [name, field] of fields) {
      const tokens = tokensOf(name);
      if (tokens.length > 0) {
        const read = tokens.map((token) => this.#read(token));
        setDefault(this.runs, read.join(' '), field);
        setDefault(this.joined, tokens.join(''), field);
        if (tokens.length > 1) {
          endings.add(tokens[tokens.length - 1] as string);
        }
      }
    }
    for (const run of this.runs.keys()) {
      run.split(' ').forEach((token) => this.#vocabulary.add(token));
    }
    const other = [...this.#synonyms].filter(([, meant]) => endings.has(meant));
    other.forEach(([token]) => endings.add(token));
    data.no_endings.forEach((token) => endings.delete(token));
    this.endings = endings;
    [...this.#synonyms.keys()].forEach((token) => this.#vocabulary.add(token));
    const glue = new Set([...this.#vocabulary].filter((token) => token.length > 1));
    data.no_glue.forEach((token) => glue.delete(token));
    data.glue.forEach((token) => glue.add(token));
    this.#glue = glue;
    this.before = this.#sets(data.before);
    this.#after = this.#set(data.after);
    this.#afterOf = this.#sets(data.after_of);
    this.#whole = new Set(data.whole);
    this.needs = this.#sets(data.needs);
    this.#between = new Set(data.between);
    this.#holders = new Set(data.holders);
    this.#settings = this.#set(data.settings);
    this.#switches = this.#set(data.switches);
  }

  /** The field that the key names. */
  find(key: string): Field | undefined {
    const cached = this.#cache.get(key);
    if (cached !== undefined || this.#cache.has(key)) {
      return cached;
    }
    const held = LAST_FOUR.has(key) ? 'last_four' : this.#held(key);
    return this.#keep(key, this.#find(this.#pastX(key, tokensOf(held))));
  }

  /** Whether a value is a field's name; one in CamelCase only if each word is known. */
  isField(value: string): boolean {
    if (this.find(value) === undefined) {
      return false;
    }
    const tokens = CAMEL_CASE.test(value) ? tokensOf(value) : []; // `MacGregorson` is no MAC
    return tokens.length < 2 || tokens.every((token) => this.#vocabulary.has(token));
  }

  /** The words without the sign of a header of one's own: `X-Phone`. */
  #pastX(key: string, tokens: string[]): string[] {
    if (!tokens.slice(0, 2).includes('x') || !OWN_HEADER.test(key)) {
      return tokens;
    }
    const rest = tokens.slice(tokens.indexOf('x') + 1);
    return rest.length === 1 && this.needs.has(rest[0] as string) ? tokens : rest;
  }

  /** The field that the last words of the phrase name. */
  ends(phrase: string): Field | undefined {
    const key = `\0${phrase}`;
    const cached = this.#cache.get(key);
    if (cached !== undefined || this.#cache.has(key)) {
      return cached;
    }
    const tokens = this.#wordsOf(phrase);
    for (let size = Math.min(LONGEST_RUN, tokens.length); size > 1; size--) {
      const start = tokens.length - size;
      const field = this.runs.get(tokens.slice(start).join(' '));
      if (field && !this.#collides(tokens, start, size)) {
        return this.#keep(key, field);
      }
    }
    return this.#keep(key, undefined);
  }

  /** Whether the words before a phrase's last word make it another thing: `table name`. */
  collides(phrase: string): boolean {
    const tokens = this.#wordsOf(phrase);
    return this.#collides(tokens, tokens.length - 1, 1);
  }

  /** Whether a word such as `TaskInfo` or `thread` is a thing that has a name. */
  isThing(word: string, name = 'name'): boolean {
    const tokens = tokensOf(word).map((token) => this.#singular(token));
    const last = tokens.at(-1);
    const needs = this.needs.get(name);
    return (
      last !== undefined &&
      (this.before.get(name)?.has(last) ?? false) &&
      !tokens.some((token) => needs?.has(token))
    );
  }

  /** Whether the phrase before a `name` ends with a person's word: `the guardian`. */
  isPerson(phrase: string, name: string): boolean {
    return this.needs.get(name)?.has(this.#wordsOf(phrase).at(-1) ?? '') ?? false;
  }

  #wordsOf(phrase: string): string[] {
    return tokensOf(phrase).map((token) => this.#read(this.#singular(token)));
  }

  /** The word as it reads in a key: its synonym's name. */
  #read(word: string): string {
    return this.#synonyms.get(word) ?? word;
  }

  #set(words: readonly string[]): ReadonlySet<string> {
    return new Set(words.map((word) => this.#read(word)));
  }

  #sets(data: Record<string, string[]>): ReadonlyMap<string, ReadonlySet<string>> {
    return new Map(Object.entries(data).map(([name, words]) => [name, this.#set(words)]));
  }

  /** The last segment of `form.name`, where the one before only holds values. */
  #held(key: string): string {
    if (!key.includes('.') && !key.includes('[') && !key.includes('-')) {
      return key;
    }
    const segments = key.split(SEGMENTS).filter((one) => one !== '' && !DECIMAL.test(one));
    const last = segments.at(-1) ?? '';
    if (!this.needs.has(last)) {
      return key;
    }
    const holder = tokensOf(segments.at(-2) ?? '').at(-1);
    return holder === undefined || this.#holders.has(holder) ? last : key;
  }

  #keep(key: string, found: Field | undefined): Field | undefined {
    if (this.#cache.size >= LARGEST_CACHE) {
      this.#cache.clear();
    }
    this.#cache.set(key, found);
    return found;
  }

  #find(tokens: readonly string[]): Field | undefined {
    const whole = tokens.join('');
    if (tokens.length === 0 || this.#whole.has(whole)) {
      return undefined;
    }
    const field = this.joined.get(whole);
    if (field && (tokens.length === 1 || whole.length > SHORTEST_JOINED - 2)) {
      return field;
    }
    const parts = tokens.flatMap((token) => this.#parts(this.#singular(token)));
    const words = parts.map((part) => this.#read(part));
    return words.length > 1 && this.#switches.has(words[0] as string)
      ? undefined
      : this.#lastRun(words);
  }

  #singular(token: string): string {
    if (this.#vocabulary.has(token) || !token.endsWith('s')) {
      return token;
    }
    const one = token.slice(0, -1);
    if (this.#vocabulary.has(one)) {
      return one;
    }
    if (PLURAL_ES.test(token) && this.#vocabulary.has(token.slice(0, -2))) {
      return token.slice(0, -2);
    }
    const y = `${token.slice(0, -3)}y`;
    if (token.endsWith('ies') && this.#vocabulary.has(y)) {
      return y;
    }
    return this.joined.has(one) ? one : token;
  }

  /** The words that a token is glued together from: `patientssn`, `homephone`. */
  #parts(token: string): string[] {
    const { length } = token;
    if (length < 6 || length > 40 || this.#vocabulary.has(token) || this.joined.has(token)) {
      return [token];
    }
    const best: (string[] | undefined)[] = [[]];
    for (let end = 2; end <= length; end++) {
      for (let start = end - 2; start >= 0; start--) {
        const before = best[start];
        const part = before && token.slice(start, end);
        if (part !== undefined && this.#glue.has(part)) {
          const known = best[end];
          if (known === undefined || before!.length + 1 < known.length) {
            best[end] = [...before!, part];
          }
        }
      }
    }
    return best[length] ?? [token];
  }

  #lastRun(words: readonly string[]): Field | undefined {
    // The last name is what the key is about: `patient_email` is an e-mail address.
    let dead: Set<number> | undefined; // words of a name that is another thing here: `birth_date_format`
    for (let end = words.length; end > 0; end--) {
      for (let size = Math.min(LONGEST_RUN, end); size > 0; size--) {
        const start = end - size;
        const run = words.slice(start, end);
        let field = this.runs.get(run.join(' '));
        if (field === undefined) {
          const joined = run.join('');
          field =
            joined.length >= SHORTEST_JOINED || size === 1 ? this.joined.get(joined) : undefined;
        }
        if (field === undefined || (field.exact && words.length > size)) {
          continue;
        }
        const places = run.map((_, index) => start + index);
        if (this.#collides(words, start, size) || this.#isSetting(words, start, size)) {
          dead = new Set([...(dead ?? []), ...places]);
        } else if (!places.every((place) => dead?.has(place))) {
          return field;
        }
      }
    }
    return undefined;
  }

  /** Whether the key sets something about the field, or names a thing: `disk_name`. */
  #isSetting(words: readonly string[], start: number, size: number): boolean {
    const end = start + size;
    if (words.slice(end).some((word) => this.#settings.has(word))) {
      return true;
    }
    const needed = this.needs.get(words.slice(start, end).join('_'));
    if (needed === undefined || words.length === size) {
      return false;
    }
    const tells = (word: string): boolean => !this.#between.has(word);
    const before = words.slice(0, start).findLast(tells) ?? '';
    const after = words.slice(end).find(tells) ?? '';
    return !needed.has(before) && !needed.has(after);
  }

  #collides(words: readonly string[], start: number, size: number): boolean {
    const name = words.slice(start, start + size).join('_');
    const before = words[start - 1];
    if (before !== undefined && this.before.get(name)?.has(before)) {
      return true;
    }
    const next = words[start + size];
    return (
      next !== undefined && (this.#after.has(next) || (this.#afterOf.get(name)?.has(next) ?? false))
    );
  }
}

/** The sensitive field that a key names. */
export function fieldOf(key: unknown, policy: Policy): Field | undefined {
  return typeof key === 'string' ? policy.rules.keys.find(key) : undefined;
}

function setDefault(map: Map<string, Field>, key: string, field: Field): void {
  if (!map.has(key)) {
    map.set(key, field);
  }
}
