/** The shipped data with what the organisation knows better laid over it. The twin of `backend/phi/merge.py`. */
import { tokensOf, type Field } from './keys';
import type { PolicyFile } from './policy';
import type { Defaults, FieldData } from './rules';

const SHORT = 3; // letters: `dob`, `ssn`
/** The section of loosenings for fields that a list does not name any more. */
export const FIELDS = 'fields';

type Kind = Field['kind'] | '';

/** Fields' names, each with all its spellings, joined. */
export type Spellings = ReadonlyMap<string, readonly string[]>;

/**
 * The organisation's own fields with their kinds, fields left out with their spellings, and missing names.
 *
 * In force are the shipped fields, those answered at the bake, and what the policy adds. Left out is
 * what it removes: an object by `remove`; a list by a loosening, or by naming no spelling of a field
 * that was answered. Missing are the answered names that a list does not hold any more.
 */
export function chosenFields(
  { fields: given = {}, loosenings = [] }: PolicyFile,
  shipped: Defaults['fields'],
  answered: readonly string[] = [],
): { own: Map<string, Kind>; out: Spellings; missing: string[] } {
  const listed = Array.isArray(given) ? given : (given.add ?? []);
  const kinds = new Map<string, Kind>(
    listed.map((one) => (typeof one === 'string' ? [one, ''] : [one.name, one.kind])),
  );
  const shippedOnes = Object.entries(shipped.fields);
  const spelled = new Set(shippedOnes.flatMap(([name, field]) => spellingsOf(name, field)));
  const answeredOwn = answered.filter((name) => !spelled.has(joined(name)));
  const known = new Map(shippedOnes.map(([name, field]) => [name, spellingsOf(name, field)]));
  answeredOwn.forEach((name) => known.set(name, [joined(name)]));
  const named = new Set([...kinds.keys()].map(joined));
  const reasoned = loosenings.flatMap(({ section, items }) => (section === FIELDS ? items : []));
  const asked = new Set([...answered, ...reasoned].map(joined));
  const removed = new Set((Array.isArray(given) ? [] : (given.remove ?? [])).map(joined));
  const out = new Map(
    [...known].filter(([, same]) =>
      Array.isArray(given)
        ? same.some((one) => asked.has(one)) && !same.some((one) => named.has(one))
        : same.some((one) => removed.has(one)),
    ),
  );
  const own = new Map(
    [...kinds].filter(([name, kind]) => kind !== '' || !spelled.has(joined(name))),
  );
  for (const name of answeredOwn) {
    if (!out.has(name) && !named.has(joined(name))) {
      own.set(name, '');
    }
  }
  const missing = Array.isArray(given) ? answered.filter((name) => !named.has(joined(name))) : [];
  return { own, out, missing };
}

/**
 * Fields' names as code spells them: `date_of_birth`, `dateOfBirth`. A name of one word is left out,
 * unless it is an abbreviation: `iris` may be a person's.
 */
export function identifiersOf(
  fields: Readonly<Record<string, FieldData>>,
  own: Iterable<string>,
): string[] {
  const shipped = Object.entries(fields).flatMap(([name, { same }]) => [name, ...(same ?? [])]);
  return [...shipped, ...own].flatMap((name) => {
    const [first = '', ...others] = tokensOf(name);
    if (others.length > 0) {
      const capitals = others.map((one) => one.slice(0, 1).toUpperCase() + one.slice(1));
      return [[first, ...others].join('_'), [first, ...capitals].join('')];
    }
    return first.length === SHORT ? [first, first.toUpperCase()] : [];
  });
}

/** New defaults with the policy's fields, labels, collisions and resources in them. */
export function mergedDefaults(
  defaults: Defaults,
  data: PolicyFile,
  own: ReadonlyMap<string, Kind>,
  out: Spellings,
): Defaults {
  const result = structuredClone(defaults);
  const { fields } = result.fields;
  for (const name of out.keys()) {
    delete fields[name];
  }
  for (const [name, kind] of own) {
    if (kind !== '') {
      fields[name] = { kind };
    }
  }
  for (const label of data.labels ?? []) {
    fields[label.replaceAll(' ', '_').toLowerCase()] = { kind: 'number', mark: 'id', label: true };
  }
  result.collisions.whole.push(...(data.collisions ?? []).map(joined));
  result.urls.resources.push(...(data.urls?.resources ?? []));
  return result;
}

function spellingsOf(name: string, field: FieldData): string[] {
  return [name, ...(field.same ?? [])].map(joined);
}

/** A field's name without case and separators: `dateOfBirth` is `date_of_birth`. */
export function joined(name: string): string {
  return tokensOf(name).join('');
}
