/**
 * What of a policy lets out more than the defaults do: each needs a reason, a name and a date in the
 * policy's `loosenings`, or the service does not start. The twin of `backend/phi/loosenings.py`.
 */
import { FIELDS, joined, type Spellings } from './merge';
import type { PolicyFile } from './policy';

/** One thing that leaves beyond the defaults, and its key in the policy, such as `words.allow[2]`. */
interface Loosening {
  section: string;
  item: string;
  at: string;
}

/**
 * What is loosened without a reason.
 *
 * @param out the fields that the policy leaves out, with their spellings.
 * @param missing answered names that its list of fields does not hold any more.
 */
export function unanswered(
  data: PolicyFile,
  out: Spellings,
  missing: readonly string[],
): Loosening[] {
  const answered = new Set(
    (data.loosenings ?? []).flatMap(({ section, items }) =>
      items.map((item) => keyOf(section, section === FIELDS ? joined(item) : item)),
    ),
  );
  const told = new Set(
    [...out.values()].filter((same) => same.some((one) => answered.has(keyOf(FIELDS, one)))).flat(),
  );
  const untold = missing.filter(
    (name) => !told.has(joined(name)) && !answered.has(keyOf(FIELDS, joined(name))),
  );
  return [
    ...itemsOf(data).filter(({ section, item }) => !answered.has(keyOf(section, item))),
    ...untold.map((item) => ({ section: FIELDS, item, at: FIELDS })),
  ];
}

/** Of loosenings without a reason: the key, what is wrong there, and what is accepted. */
export function refusal(
  loosenings: readonly Loosening[],
): [key: string, given: string, accepted: string] | undefined {
  const [first] = loosenings;
  if (first === undefined) {
    return undefined;
  }
  const { section, item, at } = first;
  const entry =
    `an entry in loosenings: {"section": "${section}", "items": ["${item}"], ` +
    '"reason": "…", "name": "…", "date": "2026-01-31"}';
  if (section !== FIELDS) {
    return [at, 'is a loosening without a reason', `only with ${entry}`];
  }
  const others = loosenings.filter((one) => one.section === FIELDS).length - 1;
  const names = others > 0 ? `${item} and ${others} more` : item;
  const told = `leaves out ${names} without a reason, unlike the answers in service.json`;
  return [at, told, `${item} in the list, or ${entry}`];
}

function itemsOf(data: PolicyFile): Loosening[] {
  return [
    ...listed('fields.remove', isObject(data.fields) ? data.fields.remove : []),
    ...(data.free_text === 'patterns'
      ? [{ section: 'free_text', item: 'patterns', at: 'free_text' }]
      : []),
    ...listed('words.allow', data.words?.allow),
    ...listed('headers', data.headers),
    ...listed('collisions', data.collisions),
  ];
}

function isObject(fields: PolicyFile['fields']): fields is { remove?: string[] } {
  return typeof fields === 'object' && !Array.isArray(fields);
}

function keyOf(section: string, item: string): string {
  return JSON.stringify([section, item]);
}

function listed(section: string, items: readonly string[] = []): Loosening[] {
  return items.map((item, at) => ({ section, item, at: `${section}[${at}]` }));
}
