// Answered per request, never prerendered: it stands for the process that is running.
export const dynamic = 'force-dynamic';

/** Says that this server answers; nothing about Django. Probes ask it, so it is quick and open. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'Cache-Control': 'no-store' } });
}
