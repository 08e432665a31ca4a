/** The shipped data with what the organisation knows better laid over it. The twin of `backend/phi/merge.py`. */
import { tokensOf, type Field } from './keys';
import type { PolicyFile } from './policy';
import type { Defaults, FieldData } from './rules';

const SHORT = 3; // letters: `dob`, `ssn`

type Kind = Field['kind'] | '';

/**
 * The organisation's own fields with their kinds, and the shipped ones it leaves out.
 *
 * A list of fields is all of them, but for those that the template never asks about; an object adds
 * to the shipped ones and removes from them.
 */
export function chosenFields(
  { fields: given }: PolicyFile,
  shipped: Defaults['fields'],
): { own: Map<string, Kind>; out: string[] } {
  if (given === undefined) {
    return { own: new Map(), out: [] };
  }
  const listed = Array.isArray(given) ? given : (given.add ?? []);
  const kinds = new Map<string, Kind>(
    listed.map((one) => (typeof one === 'string' ? [one, ''] : [one.name, one.kind])),
  );
  const { fields } = shipped;
  const spellings = new Map(
    Object.entries(fields).map(([name, field]) => [name, spellingsOf(name, field)]),
  );
  const unasked = new Set(shipped.unasked);
  const named = new Set(
    (Array.isArray(given) ? [...kinds.keys()] : (given.remove ?? [])).map(joined),
  );
  const isNamed = (name: string) => spellings.get(name)?.some((one) => named.has(one)) ?? false;
  const out = Object.keys(fields).filter((name) =>
    Array.isArray(given) ? !unasked.has(name) && !isNamed(name) : isNamed(name),
  );
  const spelled = new Set([...spellings.values()].flat());
  const own = new Map(
    [...kinds].filter(([name, kind]) => kind !== '' || !spelled.has(joined(name))),
  );
  return { own, out };
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
  out: readonly string[],
): Defaults {
  const result = structuredClone(defaults);
  const { fields } = result.fields;
  out.forEach((name) => delete fields[name]);
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

function joined(name: string): string {
  return tokensOf(name).join('');
}
