import { connection } from 'next/server';

import { fail } from '../../../failures/failure';

/** Fails before the page is shown. */
export async function generateMetadata(): Promise<never> {
  await connection();
  return fail();
}

/** An empty page. */
export default function Page() {
  return null;
}
