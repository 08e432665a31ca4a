import { SERVER_PLACES } from '../../../canaries/server-places';
import { PAGE_PLACES } from '../../../canaries/page-places';

/** Tells the harness what there is. */
export function GET(): Response {
  const own = { runtime: 'next-server' };
  const places = [
    ...SERVER_PLACES.map(({ name, kinds }, number) => ({
      ...own,
      name,
      kinds,
      path: `/canaries/plant/${number}/{kind}`,
    })),
    ...PAGE_PLACES.map(({ name, kinds, folder }, number) => ({
      ...own,
      name,
      kinds,
      path: `/canaries/${folder}/${number}/{kind}`,
    })),
  ];
  return Response.json({ places });
}
