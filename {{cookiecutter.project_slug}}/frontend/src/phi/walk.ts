/**
 * Walks an event: every string, key, list, number and byte of it, into a new object.
 *
 * Nothing of the application's is called: no getter, no `toJSON`, no proxy's trap. What is of no plain
 * type becomes a mark. Values are left alone by position only, never because of how their key is
 * called. The twin of `backend/phi/walk.py`.
 */
import { card } from './checks';
import { isProxy, listOf, NOTHING, own, plainOf } from './foreign';
import { replaced, type Found } from './found';
import { tokensOf, type Field } from './keys';
import { Places, type Place, type Shape } from './places';
import type { Policy } from './policy';
import type { Rules, WalkedKey } from './rules';
import { addTold, hitsIn, isTelling, scrub } from './text';
import { isWhole, Values } from './values';

/** Told mark, rule and JSON position of whatever goes. */
export type ExplainEvent = (mark: string, rule: string, position: string) => void;

const UNREADABLE = '[filtered]';
const DEEPEST = 96;
const MOST_NODES = 500_000;
const MOST_LEAVES = 10_000;
const LARGEST_CACHE = 8_192;
const LONGEST_CACHED_KEY = 128;
const SMALLEST_CARD = 1e12;
const ATTRIBUTE_TYPES: ReadonlySet<string> = new Set(['string', 'integer', 'double', 'boolean']);
const TELLING_KEY = /[0-9]{3}|[@%<{|:*&]|[^ -~]|[0-9]\.[0-9]|[0-9][A-Z]|[A-Z][0-9]| |=/;
const KEY_LIKE = /^[A-Za-z_\u0080-\uffff][A-Za-z0-9_.[\]\u0080-\uffff-]*$/;
const MARKS = /(?<![A-Za-z0-9_])\[[a-z]{2,8}\]/g;
const IDENTIFIER = /^[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*$/;
const FHIR_KEYS: ReadonlySet<string> = new Set(['display', 'resourceType', 'system', 'coding']);
const LOWER_WORD = /^[a-z]+$/;
const LOOSE_SHAPES: ReadonlySet<string> = new Set(['time', 'word']);

const placesOf = new WeakMap<Rules, Places>();

type Dict = Record<string, unknown>;

/** One walk through one event. */
class Walk {
  readonly values: Values;
  /** All texts that stay. */
  readonly #policy: Policy;
  readonly #rules: Rules;
  readonly #places: Places;
  readonly #telling: (text: string) => boolean;
  readonly #explain: ExplainEvent | undefined;
  readonly #path: string[] = [];
  readonly #open = new Set<object>();
  #nodes = 0;

  constructor(policy: Policy, explain?: ExplainEvent) {
    this.#policy = policy;
    this.#rules = policy.rules;
    const places = placesOf.get(policy.rules) ?? new Places(policy.rules);
    placesOf.set(policy.rules, places);
    this.#places = places;
    this.#explain = explain;
    this.#telling =
      policy.freeText === 'known-words' ? () => true : (text) => isTelling(text, policy.rules);
    this.values = new Values(policy.rules.decoder);
  }

  /** Keys of Sentry's protocol. */
  get structural(): ReadonlySet<string> {
    return this.#places.structural;
  }

  event(event: unknown): unknown {
    return this.#any(event, this.#places.event, undefined);
  }

  #any(value: unknown, place: Place | undefined, denied: Field | undefined): unknown {
    switch (typeof value) {
      case 'string':
        return this.#text(value, denied);
      case 'boolean':
      case 'undefined':
        return value;
      case 'number':
        return this.#number(value, denied);
      case 'bigint':
        return this.#bigint(value, denied);
      case 'object':
        return value === null ? null : this.#object(value, place, denied);
      default:
        return this.#mark(UNREADABLE, 'object');
    }
  }

  #object(value: object, place: Place | undefined, denied: Field | undefined): unknown {
    if (isProxy(value)) {
      return this.#mark(UNREADABLE, 'object');
    }
    const open = this.#open;
    if (open.has(value) || open.size >= DEEPEST || this.#nodes > MOST_NODES) {
      return this.#mark(UNREADABLE, 'depth');
    }
    if (Array.isArray(value)) {
      const list = listOf(value);
      return list === NOTHING
        ? this.#mark(UNREADABLE, 'depth')
        : this.#container(value, list, undefined, place, denied);
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      const plain = plainOf(value);
      if (plain === NOTHING) {
        return this.#mark(UNREADABLE, 'object');
      }
      if (plain !== value) {
        open.add(value);
        const found = this.#any(plain, place, denied);
        open.delete(value);
        return found;
      }
    }
    return this.#container(value, undefined, value as Dict, place, denied);
  }

  /** A dict or list scrubbed. */
  #container(
    key: object,
    list: unknown[] | undefined,
    dict: Dict | undefined,
    place: Place | undefined,
    denied: Field | undefined,
  ): unknown {
    const names = dict === undefined ? [] : Object.keys(dict);
    this.#open.add(key);
    this.#nodes += (list ?? names).length + 1;
    const mark = denied && this.#emptied(key, denied);
    let found: unknown;
    if (mark !== undefined) {
      found = list === undefined ? attribute(dict as Dict, names, mark) : mark;
    } else {
      found = list === undefined ? this.#dict(dict as Dict, names, place) : this.#list(list, place);
    }
    this.#open.delete(key);
    return found;
  }

  #dict(dict: Dict, names: readonly string[], place: Place | undefined): Dict {
    const result: Dict = {};
    const every = place?.get('*');
    const { walkedKeys, caches, valueKeys } = this.#rules;
    const cache = caches[this.#policy.freeText];
    const explain = this.#explain;
    const named = names.some((name) => valueKeys.has(name)) ? this.#named(dict) : undefined;
    const told = names.some((name) => FHIR_KEYS.has(name))
      ? this.#rules.standards.ofDict((key) => own(dict, key))
      : undefined;
    const params = place === this.#places.logentry ? this.#params(dict) : undefined;
    let clashes: Map<string, number> | undefined;
    for (const key of names) {
      let item = own(dict, key);
      if (item === undefined) {
        continue;
      }
      if (params !== undefined && key === 'params') {
        item = params;
      }
      const entry = walkedKeys.get(key) ?? this.#key(key);
      let clean = entry[0];
      let field = entry[1];
      if (Object.hasOwn(result, clean)) {
        clashes ??= new Map();
        clean = unlike(clean, result, clashes);
      }
      if (explain) {
        this.#path.push(clean);
      }
      let inner: Place | undefined;
      const rule = place && (place.get(key) ?? every);
      if (rule !== undefined) {
        if (rule.shape === undefined) {
          inner = rule.place;
          field = undefined;
        } else if (this.#keeps(rule.shape, item)) {
          put(result, clean, item);
          if (explain) {
            this.#path.pop();
          }
          continue;
        }
      } else if (named !== undefined && valueKeys.has(key)) {
        field ??= named;
      } else if (told !== undefined) {
        field ??= told.get(key);
      }
      if (typeof item === 'string' && field === undefined) {
        let found = item;
        if (this.#telling(item)) {
          const cached = explain ? undefined : cache.get(item);
          if (cached !== undefined) {
            addTold(item, this.#rules, this.values);
          }
          found = cached ?? this.#scrubbed(item);
        }
        put(result, clean, found);
      } else {
        put(result, clean, this.#any(item, inner, field));
      }
      if (explain) {
        this.#path.pop();
      }
    }
    return result;
  }

  #list(list: unknown[], place: Place | undefined): unknown[] {
    if (list.length === 2 && typeof list[0] === 'string') {
      const pair = this.#pair(list[0], list[1], false);
      if (pair !== undefined) {
        return pair;
      }
    }
    const result: unknown[] = [];
    for (const [index, item] of list.entries()) {
      if (this.#explain) {
        this.#path.push(String(index));
      }
      const two = twoOf(item);
      const pair = two && this.#pair(two[0], two[1], true);
      const found = pair ?? this.#any(item, two ? undefined : place, undefined);
      result.push(found === undefined ? null : found);
      if (this.#explain) {
        this.#path.pop();
      }
    }
    return result;
  }

  /** A pair (name, value) of a sensitive name, scrubbed; undefined if it is none. */
  #pair(name: unknown, item: unknown, ofMany: boolean): unknown[] | undefined {
    if (typeof name !== 'string' || name.length > LONGEST_CACHED_KEY || !KEY_LIKE.test(name)) {
      return undefined;
    }
    const [clean, field] = this.#rules.walkedKeys.get(name) ?? this.#key(name);
    if (field === undefined || field.kind === 'url') {
      return undefined;
    }
    if (typeof item === 'string' && field.kind !== 'number') {
      if (IDENTIFIER.test(item) && this.#rules.keys.find(item) !== undefined) {
        return undefined;
      }
      if (!ofMany && LOWER_WORD.test(item)) {
        return undefined;
      }
    }
    if (typeof item === 'object' && item !== null && !ofMany) {
      return undefined;
    }
    return [clean, this.#any(item, undefined, field) ?? null];
  }

  /** A key as it may leave, and the field that it names. */
  #key(key: string): WalkedKey {
    let clean = TELLING_KEY.test(key) ? scrub(key, patternsOnly(this.#policy)) : key;
    const field = this.#find(clean);
    const { freeText, words } = this.#policy;
    if (freeText === 'known-words' && words && clean.includes(' ')) {
      clean = words.filter(clean); // no name that code gives: it is text
    }
    const entry: WalkedKey = [clean, field];
    if (key.length <= LONGEST_CACHED_KEY) {
      if (this.#rules.walkedKeys.size >= LARGEST_CACHE) {
        this.#rules.walkedKeys.clear();
      }
      this.#rules.walkedKeys.set(key, entry);
    }
    return entry;
  }

  /** The field that a key names; marks are no names, so that a scrubbed key reads the same. */
  #find(key: string): Field | undefined {
    return this.#rules.keys.find(key.includes('[') ? key.replace(MARKS, ' ') : key);
  }

  /** The field that a dict names beside its value: `{"field": "ssn", "value": …}`. */
  #named(dict: Dict): Field | undefined {
    for (const key of this.#rules.nameKeys) {
      let name = own(dict, key);
      if (typeof name === 'object' && name !== null && !Array.isArray(name) && !isProxy(name)) {
        name = own(name, 'text'); // FHIR: `"type": {"text": "MRN"}`
      }
      if (Array.isArray(name) && !isProxy(name)) {
        const list = listOf(name);
        name = list === NOTHING ? undefined : list.findLast((one) => typeof one === 'string');
      }
      if (typeof name === 'string' && name.length <= LONGEST_CACHED_KEY) {
        const [clean, field] = this.#rules.walkedKeys.get(name) ?? this.#key(name);
        if (field !== undefined && field.kind !== 'url' && tokensOf(clean).length <= 6) {
          return field;
        }
      }
    }
    return undefined;
  }

  #keeps(shape: Shape, item: unknown): boolean {
    if (typeof item === 'string') {
      return this.#places.keeps(shape, item);
    }
    return typeof item === 'number' && LOOSE_SHAPES.has(shape.name) && Number.isFinite(item);
  }

  #text(value: string, denied: Field | undefined): string {
    if (denied !== undefined) {
      if (denied.kind === 'url' && value.includes('/')) {
        return this.#url(value);
      }
      if (this.#rules.literals.goes(this.#rules.decoder.fold(value), denied)) {
        this.values.add(value, denied.names);
        return this.#mark(denied.mark, `field:${denied.name}`);
      }
    }
    return this.#scrubbed(value);
  }

  #scrubbed(value: string): string {
    return this.#explain === undefined
      ? scrub(value, this.#policy, undefined, this.values)
      : scrub(value, this.#policy, (mark, rule) => this.#mark(mark, rule), this.values);
  }

  #url(value: string): string {
    const found: Found = [];
    this.#rules.urls.strict(value, found);
    return this.#scrubbed(replaced(value, found, undefined));
  }

  #number(value: number, denied: Field | undefined): unknown {
    if (denied !== undefined && denied.kind !== 'url') {
      this.values.add(value);
      return this.#mark(denied.mark, `field:${denied.name}`);
    }
    if (!Number.isFinite(value)) {
      return null;
    }
    const isCard = value >= SMALLEST_CARD && Number.isSafeInteger(value) && card(String(value));
    return isCard ? this.#mark('[card]', 'number:card') : value;
  }

  #bigint(value: bigint, denied: Field | undefined): unknown {
    const number = Number(value);
    return Number.isSafeInteger(number)
      ? this.#number(number, denied)
      : this.#mark(denied?.mark ?? '[number]', 'number');
  }

  #mark(mark: string, rule: string): string {
    this.#explain?.(mark, rule, this.#path.join('/'));
    return mark;
  }

  /** The mark for what stands under a denied key; undefined if all of it may stay. */
  #emptied(value: object, field: Field): string | undefined {
    if (field.kind === 'url') {
      return undefined;
    }
    const leaves: unknown[] = [];
    collectLeaves(value, leaves, 0);
    let goes = false;
    for (const leaf of leaves) {
      if (typeof leaf === 'string') {
        if (this.#rules.literals.goes(leaf, field)) {
          this.values.add(leaf, field.names);
          goes = true;
        }
      } else if (leaf !== null && leaf !== undefined && typeof leaf !== 'boolean') {
        this.values.add(leaf);
        goes = true;
      }
    }
    return goes ? this.#mark(field.mark, `field:${field.name}`) : undefined;
  }

  /** Each parameter of a log entry, looked at where its message puts it; undefined: as they are. */
  #params(entry: Dict): unknown[] | undefined {
    const [message, given] = [own(entry, 'message'), own(entry, 'params')];
    if (typeof message !== 'string' || !Array.isArray(given) || isProxy(given)) {
      return undefined;
    }
    const params = listOf(given);
    if (params === NOTHING) {
      return undefined;
    }
    let last = 0;
    return params.map((param) => {
      const position = message.indexOf('%', last);
      if (position === -1 || !(typeof param === 'string' || isWhole(param))) {
        return param;
      }
      last = position + 1;
      const before = message.slice(Math.max(0, position - 80), position);
      const probe = `${before}${String(param)}`;
      const [hits, view] = hitsIn(probe, this.#rules);
      const { length } = view ? view.text : probe;
      const whole = length - String(param).length;
      const hit = hits.find(([start, end]) => start <= whole && end === length);
      if (hit === undefined) {
        return param;
      }
      this.values.add(param);
      return this.#mark(hit[2], hit[3]);
    });
  }
}

/** Two members of an array that has no others. */
function twoOf(item: unknown): [unknown, unknown] | undefined {
  return Array.isArray(item) && !isProxy(item) && item.length === 2
    ? [own(item, 0), own(item, 1)]
    : undefined;
}

/** A key like the given one that the record does not have yet: `[email]~1`. */
function unlike(key: string, record: Dict, clashes: Map<string, number>): string {
  let found = key;
  for (let count = clashes.get(key) ?? 1; Object.hasOwn(record, found); count++) {
    found = `${key}~${count}`;
    clashes.set(key, count + 1);
  }
  return found;
}

/** Sets an own property, whatever it is called. */
function put(target: Dict, key: string, value: unknown): void {
  if (key === '__proto__') {
    const always = { value, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(target, key, always);
  } else {
    target[key] = value;
  }
}

const patternsOf = new WeakMap<Policy, Policy>();

/** The same policy without known words: for keys, which have rules of their own. */
function patternsOnly(policy: Policy): Policy {
  let made = patternsOf.get(policy);
  if (made === undefined) {
    made = { ...policy, freeText: 'patterns' };
    patternsOf.set(policy, made);
  }
  return made;
}

function collectLeaves(value: unknown, leaves: unknown[], depth: number): void {
  if (depth > DEEPEST || leaves.length > MOST_LEAVES) {
    leaves.push(0);
  } else if (typeof value !== 'object' || value === null) {
    leaves.push(value);
  } else if (isProxy(value)) {
    leaves.push(0);
  } else if (Array.isArray(value)) {
    const list = listOf(value);
    (list === NOTHING ? [0] : list).forEach((one) => collectLeaves(one, leaves, depth + 1));
  } else {
    const plain = plainOf(value);
    if (plain !== value) {
      collectLeaves(plain === NOTHING ? 0 : plain, leaves, depth + 1);
    } else {
      Object.keys(value).forEach((key) => collectLeaves(own(value, key), leaves, depth + 1));
    }
  }
}

/** Adds every text of a scrubbed event, keys as well. */
function collectTexts(value: unknown, texts: string[]): void {
  if (typeof value === 'string') {
    texts.push(value);
  } else if (Array.isArray(value)) {
    value.forEach((one) => collectTexts(one, texts));
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      texts.push(key);
      collectTexts((value as Dict)[key], texts);
    }
  }
}

/**
 * A scrubbed event with texts, and keys, exchanged for what is left of them.
 *
 * @param structural keys of Sentry's protocol, which stay: a patient may be called Level or Event.
 */
function exchanged(
  value: unknown,
  left: ReadonlyMap<string, string>,
  structural: ReadonlySet<string>,
): unknown {
  if (typeof value === 'string') {
    return left.get(value) ?? value;
  }
  if (Array.isArray(value)) {
    return value.map((one) => exchanged(one, left, structural));
  }
  if (typeof value === 'object' && value !== null) {
    const result: Dict = {};
    for (const key of Object.keys(value)) {
      const clean = structural.has(key) ? key : (left.get(key) ?? key);
      put(result, clean, exchanged((value as Dict)[key], left, structural));
    }
    return result;
  }
  return value;
}

/**
 * A new event without what the policy keeps in; the one given is never changed.
 *
 * @param event any structure as the SDK makes it; what is of no plain type becomes a mark.
 * @param values known values, removed from every text besides those of the event's own fields.
 */
export function scrubEvent(
  event: object,
  policy: Policy,
  values?: Values,
  explain?: ExplainEvent,
): Dict {
  const walk = new Walk(policy, explain);
  let result = walk.event(event);
  for (const known of [walk.values, values]) {
    if (known !== undefined && known.size > 0) {
      const texts: string[] = [];
      collectTexts(result, texts);
      const left = known.replacements(texts);
      if (left.size > 0) {
        // What a value hid may show now: a date that stood right behind it.
        const plain = patternsOnly(policy);
        left.forEach((rest, text) => left.set(text, scrub(rest, plain)));
        result = exchanged(result, left, walk.structural);
      }
    }
  }
  return typeof result === 'object' && result !== null && !Array.isArray(result)
    ? (result as Dict)
    : {};
}

/** The mark; for an attribute of a log, `{value, type}`, one that holds it. */
function attribute(dict: Dict, names: readonly string[], mark: string): unknown {
  const isOne = names.length === 2 && names.includes('value') && names.includes('type');
  if (!isOne || !ATTRIBUTE_TYPES.has(own(dict, 'type') as string)) {
    return mark;
  }
  const result: Dict = {};
  for (const name of names) {
    put(result, name, name === 'value' ? mark : 'string');
  }
  return result;
}
