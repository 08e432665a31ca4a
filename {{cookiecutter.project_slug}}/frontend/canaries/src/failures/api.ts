import 'server-only';

import { createApiClient } from '@/api/client';

/** A client whose API is elsewhere; the service's own client reads the address when it is made. */
export function clientAt(address: string): ReturnType<typeof createApiClient> {
  const before = process.env.API_URL;
  process.env.API_URL = address;
  try {
    return createApiClient(undefined);
  } finally {
    process.env.API_URL = before;
  }
}

/** Where nobody listens. */
export const NOBODY = 'http://127.0.0.1:9';

/** A proxy whose service is away; the harness runs it. */
export const gateway = () => `http://127.0.0.1:${process.env.CANARIES_THIRD_HOST_PORT}/gateway`;
