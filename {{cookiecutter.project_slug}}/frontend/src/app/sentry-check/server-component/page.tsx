import { cookies } from 'next/headers';

import { requireSentryCheck } from '../allowed';
import { pinnedError } from '../failure';
import { NOTE_COOKIE, unpacked } from '../note-cookie';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** A server component that fails. */
export default async function FailingPage({ searchParams }: Props): Promise<never> {
  await requireSentryCheck();
  const { event_id } = await searchParams;
  const note = unpacked((await cookies()).get(NOTE_COOKIE)?.value);
  throw pinnedError('server component', event_id, note);
}
