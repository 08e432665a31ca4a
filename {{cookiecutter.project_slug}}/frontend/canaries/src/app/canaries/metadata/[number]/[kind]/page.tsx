import type { Metadata } from 'next';
import { connection } from 'next/server';

import { canaryOf } from '../../../../../canaries/canary-file';
import { PAGE_PLACES } from '../../../../../canaries/page-places';

/** Fails before the page is rendered. */
export async function generateMetadata({
  params,
}: {
  params: Promise<{ number: string; kind: string }>;
}): Promise<Metadata> {
  await connection();
  const { number, kind } = await params;
  const place = PAGE_PLACES[Number(number)];
  place?.fail(canaryOf(place.name, kind));
  return {};
}

/** An empty page. */
export default function Page() {
  return null;
}
