import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { Person } from '@/intake/person';

/** Writes a letter in the form that a patient's file names. */
export async function POST(request: Request): Promise<Response> {
  const person = (await request.json()) as Person;
  const load = createRequire(join(/* turbopackIgnore: true */ process.cwd(), 'letters', 'all.js'));
  const form = load(`./${person.last_name.toLowerCase()}.js`) as (person: Person) => string;
  return Response.json({ letter: form(person) });
}
