import type { Person } from '@/intake/person';
import { checkReferral } from '@/intake/referral-error';

/** Checks a referral. */
export async function POST(request: Request): Promise<Response> {
  return Response.json(checkReferral((await request.json()) as Person));
}
