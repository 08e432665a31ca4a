import { connection } from 'next/server';

import { canaryOf } from '../../../../../canaries/canary-file';
import { PAGE_PLACES } from '../../../../../canaries/page-places';

/** Fails while it is rendered. */
export default async function Page({
  params,
}: {
  params: Promise<{ number: string; kind: string }>;
}) {
  await connection();
  const { number, kind } = await params;
  const place = PAGE_PLACES[Number(number)];
  place?.fail(canaryOf(place.name, kind));
  return null;
}
