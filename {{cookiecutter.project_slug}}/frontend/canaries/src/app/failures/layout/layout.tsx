import { connection } from 'next/server';

import { fail } from '../../../failures/failure';

/** A layout that fails. */
export default async function Layout() {
  await connection();
  return fail();
}
