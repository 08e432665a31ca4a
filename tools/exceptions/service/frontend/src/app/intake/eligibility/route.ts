import type { Person } from '@/intake/person';

const INSURER = 'http://127.0.0.1:4';

/** Asks the insurer whether somebody is insured. */
export async function POST(request: Request): Promise<Response> {
  const person = (await request.json()) as Person;
  const query = new URLSearchParams({ member: person.last_name, ssn: person.ssn });
  const answer = await fetch(`${INSURER}/members/${person.ssn}?${query}`, { cache: 'no-store' });
  return Response.json(await answer.json());
}
