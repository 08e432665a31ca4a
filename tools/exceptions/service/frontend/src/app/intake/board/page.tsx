import { connection } from 'next/server';

import { Board } from '@/intake/board';

/** The waiting room's board. */
export default async function BoardPage() {
  await connection();
  return <Board />;
}
