/**
 * What of a policy lets out more than the defaults do: each needs a reason, a name and a date in the
 * policy's `loosenings`, or the service does not start. The twin of `backend/phi/loosenings.py`.
 */
import type { PolicyFile } from './policy';

export const ACCEPTED = 'only with an entry in loosenings: section, items, reason, name and date';

/** Where in the policy something is loosened without a reason; a shorter list of fields needs none. */
export function unanswered(data: PolicyFile): string[] {
  const answered = new Set(
    (data.loosenings ?? []).flatMap(({ section, items }) =>
      items.map((item) => JSON.stringify([section, item])),
    ),
  );
  return itemsOf(data)
    .filter(({ section, item }) => !answered.has(JSON.stringify([section, item])))
    .map(({ at }) => at);
}

interface Item {
  section: string;
  item: string;
  at: string;
}

function itemsOf(data: PolicyFile): Item[] {
  const { fields } = data;
  return [
    ...listed('fields.remove', Array.isArray(fields) ? [] : fields?.remove),
    ...(data.free_text === 'patterns'
      ? [{ section: 'free_text', item: 'patterns', at: 'free_text' }]
      : []),
    ...listed('words.allow', data.words?.allow),
    ...listed('headers', data.headers),
    ...listed('collisions', data.collisions),
  ];
}

function listed(section: string, items: readonly string[] = []): Item[] {
  return items.map((item, at) => ({ section, item, at: `${section}[${at}]` }));
}
