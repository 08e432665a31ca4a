import { connection } from 'next/server';

import { Planter } from '../../../canaries/planter';

/** Where the harness plants canaries in the browser. */
export default async function Page() {
  await connection();
  return <Planter />;
}
