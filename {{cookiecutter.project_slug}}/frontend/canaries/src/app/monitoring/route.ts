import { shared } from '@/observability/server';
import { handleTunnelRequest } from '@/observability/tunnel';

import { isOpen, readMode } from '../../canaries/modes';

/** The service's tunnel; in the modes without the gate one that passes everything on as it is. */
export async function POST(request: Request): Promise<Response> {
  const { dsn } = shared().config;
  if (!isOpen(readMode(process.env.CANARIES_MODE)) || dsn === undefined) {
    return handleTunnelRequest(request, { ...shared(), fetch });
  }
  const headers = {
    'X-Sentry-Auth': `Sentry sentry_version=7, sentry_client=canaries, sentry_key=${dsn.publicKey}`,
  };
  const body = await request.arrayBuffer();
  const answer = await fetch(dsn.envelopeUrl, { method: 'POST', headers, body });
  return new Response(null, { status: answer.status });
}
