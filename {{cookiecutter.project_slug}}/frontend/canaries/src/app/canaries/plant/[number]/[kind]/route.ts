import * as Sentry from '@sentry/nextjs';

import { canaryOf } from '../../../../../canaries/canary-file';
import { PlantedError } from '../../../../../canaries/kinds';
import { SERVER_PLACES } from '../../../../../canaries/server-places';

/** Plants one canary, and fails in the end. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ number: string; kind: string }> },
): Promise<Response> {
  const { number, kind } = await params;
  const place = SERVER_PLACES[Number(number)];
  // What a place put onto its scope rides on an event that is captured there.
  await Sentry.withScope(async () => {
    try {
      await place?.plant(canaryOf(place.name, kind));
    } catch (error) {
      Sentry.captureException(error);
      throw error;
    }
    Sentry.captureException(new PlantedError());
  });
  throw new PlantedError();
}
