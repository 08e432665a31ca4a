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
  await place?.plant(canaryOf(place.name, kind));
  throw new PlantedError();
}
