import type { Person } from './person';

interface Issue {
  code: string;
  path: string[];
  message: string;
  received: string;
}

/** What is wrong with a referral, one issue for each field. */
export class ReferralError extends Error {
  constructor(readonly issues: Issue[]) {
    super(JSON.stringify(issues));
    this.name = 'ReferralError';
  }
}

/** Checks a referral as schema libraries do. */
export function checkReferral(person: Person): Person {
  const issues: Issue[] = [];
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}T/.test(person.date_of_birth)) {
    issues.push({
      code: 'invalid_date',
      path: ['patient', 'date_of_birth'],
      message: 'Expected a date with a time',
      received: `${person.date_of_birth} (${person.last_name})`,
    });
  }
  if (issues.length > 0) {
    throw new ReferralError(issues);
  }
  return person;
}
