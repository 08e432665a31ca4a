import { shared } from '@/observability/server';
import { handleViolation } from '@/observability/violations';

/** Browsers report here what the Content-Security-Policy refused, and what they could not load. */
export function POST(request: Request): Promise<Response> {
  return handleViolation(request, shared());
}
