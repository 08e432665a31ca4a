/** What the tunnel and the other addresses for browsers alone ask of a request. */
import type { Config } from './config';

/**
 * Whether the request was made by a page of this service. Browsers send Origin with every POST.
 *
 * Outside of production the address in Host counts too, so that 127.0.0.1 works as well as localhost.
 * X-Forwarded-* is never believed: behind a proxy, WEB_ORIGIN says where people reach the service.
 */
export function isOwnOrigin(
  headers: Headers,
  config: Pick<Config, 'webOrigin' | 'production'>,
): boolean {
  const origin = headers.get('origin');
  if (origin === null || !URL.canParse(origin)) {
    return false;
  }
  if (origin === config.webOrigin) {
    return true;
  }
  return !config.production && new URL(origin).host === headers.get('host');
}

/** The body, or undefined as soon as it is longer than `limit`. */
export async function readAtMost(request: Request, limit: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) {
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.byteLength;
    if (length > limit) {
      await reader?.cancel();
      return undefined;
    }
    chunks.push(part.value);
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}
