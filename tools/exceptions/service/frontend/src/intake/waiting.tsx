import type { ReactNode } from 'react';

import type { Person } from './person';

/** The plan that somebody is insured with. */
export function planOf(person: Person): string {
  const insurers: Record<string, { plan: string }> = {};
  return insurers[person.last_name]!.plan;
}

/** Calls somebody back through the clinic's telephones. */
export async function callBack(person: Person): Promise<void> {
  await fetch(`/intake/telephone?number=${encodeURIComponent(person.phone)}`, {
    method: 'POST',
    body: JSON.stringify(person),
  });
}

/** Since when somebody has been a patient. */
export function sinceWhen(person: Person): string {
  return new Date(`${person.date_of_birth} of ${person.last_name}`).toISOString();
}

/** Notes as they were stored. */
export function notesOf(person: Person): unknown {
  return JSON.parse(`${person.first_name} ${person.last_name} ${person.notes}`);
}

/** Finds a slot. */
export async function findSlot(person: Person): Promise<string> {
  const slots: string[] = [];
  const [first] = await Promise.resolve(slots);
  if (first === undefined) {
    throw new Error(`No slot for ${person.first_name} ${person.last_name} (${person.phone})`);
  }
  return first;
}

/** Who waits, by name. */
export function WhoWaits({ person }: { person: Person }) {
  const byName = { [`${person.first_name} ${person.last_name}`]: person.notes };
  return <p>{byName as unknown as ReactNode}</p>;
}
