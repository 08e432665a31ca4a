import { maySentryCheck } from '../allowed';
import { pinnedError } from '../failure';

/** Fails on the Next server, in a route handler. */
export async function POST(request: Request): Promise<Response> {
  if (!(await maySentryCheck())) {
    return new Response(null, { status: 404 });
  }
  const given: unknown = await request.json().catch(() => ({}));
  const { event_id, note } = (given ?? {}) as Record<string, unknown>;
  throw pinnedError('route handler', event_id, note);
}
