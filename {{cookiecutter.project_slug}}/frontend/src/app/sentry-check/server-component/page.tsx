import { requireSentryCheck } from '../allowed';
import { pinnedError } from '../failure';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** A server component that fails. */
export default async function FailingPage({ searchParams }: Props): Promise<never> {
  await requireSentryCheck();
  const { event_id, note } = await searchParams;
  throw pinnedError('server component', event_id, note);
}
