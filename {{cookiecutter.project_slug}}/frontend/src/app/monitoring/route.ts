import { shared } from '@/observability/server';
import { handleTunnelRequest } from '@/observability/tunnel';

/** The tunnel: browsers send their telemetry here, and nowhere else. */
export function POST(request: Request): Promise<Response> {
  return handleTunnelRequest(request, { ...shared(), fetch });
}
