import { ROUTE_FAILURES } from '../../../../failures/route-failures';

/** Does what its address names. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ kind: string }> },
): Promise<Response> {
  const { kind } = await params;
  return (await ROUTE_FAILURES[kind]?.()) ?? new Response(null, { status: 404 });
}
