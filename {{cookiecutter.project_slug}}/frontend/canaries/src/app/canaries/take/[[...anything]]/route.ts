import { PlantedError } from '../../../../canaries/kinds';

/** Reads all of a request, and fails. */
async function take(request: Request): Promise<Response> {
  await request.text();
  throw new PlantedError();
}

export { take as GET, take as POST };
