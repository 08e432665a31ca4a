import { dropped } from '@/observability/dropped';
import { lost } from '@/observability/losses';
import { shared } from '@/observability/server';

// Answered per request, never prerendered: it stands for the process that is running.
export const dynamic = 'force-dynamic';

/**
 * Says that this server answers; nothing about Django. Probes ask it, so it is quick and open.
 *
 * `telemetry` shows what the gates of this server have dropped, so that a gate that drops everything
 * is noticed, what could not be delivered, whether it is switched off, and which policy it holds.
 */
export function GET(): Response {
  const { policyHash, off } = shared();
  const telemetry = { dropped: dropped(), lost: lost(), off: off(), policy: policyHash };
  return Response.json({ status: 'ok', telemetry }, { headers: { 'Cache-Control': 'no-store' } });
}
