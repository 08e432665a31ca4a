import { connection } from 'next/server';

import { discharge } from './actions';

/** The form for who goes home. */
export default async function DischargePage() {
  await connection();
  return (
    <form action={discharge}>
      <input name="last_name" />
      <input name="when" />
      <button type="submit">Discharge</button>
    </form>
  );
}
