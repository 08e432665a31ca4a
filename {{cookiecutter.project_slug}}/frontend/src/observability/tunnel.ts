/**
 * The tunnel's request handling: takes a browser's envelope, rebuilds it with the server's
 * knowledge and forwards the new one.
 *
 * Nothing of the request but its body is used: no cookie, client header or address is read or passed
 * on, and the answer says nothing but a status and, when the ingest asks for a pause, for how long.
 */
import { countDropped } from './dropped';
import { parseEnvelope, serializeEnvelope } from './envelope-text';
import type { Config, Dsn } from './config';
import type { Known } from './known';
import { knownOfBrowser } from './known-policy';
import type { Says } from './parts';
import { isOwnOrigin, readAtMost } from './own-request';
import { ownSdk } from './own-sdk';
import * as rebuild from './rebuild';
import { rateOf } from './sampling';
import type { TokenBucket } from './token-bucket';

export const LARGEST_BODY = 2 * 1024 * 1024;
export const TIMEOUT_MS = 5_000;

/** `text/plain;charset=UTF-8` is what a browser calls the string that the SDK posts. */
const CONTENT_TYPE = /^text\/plain(?:\s*;\s*charset=utf-8)?$/i;
/** What the SDK and Sentry understand of a pause: seconds, and categories with scopes. */
const RETRY_AFTER = /^[0-9]{1,6}$/;
const RATE_LIMITS = /^[0-9a-z_:;, ]{1,500}$/;
const SDK_CLIENT = 'sentry.javascript.nextjs';

export interface TunnelSettings {
  config: Pick<
    Config,
    | 'dsn'
    | 'environment'
    | 'release'
    | 'tracesSampleRate'
    | 'tracesSampleRates'
    | 'webOrigin'
    | 'production'
  >;
  known: Known;
  guard: rebuild.Guard;
  /** What of the texts of one envelope may leave; without it they are marks. */
  says?: () => Says;
  bucket: TokenBucket;
  /** Sends without being traced. */
  fetch: typeof fetch;
}

/** Answers a POST to the tunnel. Never throws. */
export async function handleTunnelRequest(
  request: Request,
  settings: TunnelSettings,
): Promise<Response> {
  try {
    return await answer(request, settings);
  } catch {
    countDropped('envelope', 'tunnel_error');
    return status(500);
  }
}

async function answer(request: Request, settings: TunnelSettings): Promise<Response> {
  const { config, known, guard, says, bucket } = settings;
  if (config.dsn === undefined) {
    return status(204);
  }
  const closed = guard.closed();
  if (closed !== undefined) {
    countDropped('envelope', closed);
    return status(204);
  }
  if (!isOwnOrigin(request.headers, config)) {
    return refused(403, 'foreign_origin');
  }
  if (!CONTENT_TYPE.test(request.headers.get('content-type') ?? '')) {
    return refused(415, 'content_type');
  }
  if (request.headers.has('content-encoding')) {
    return refused(415, 'content_encoding');
  }
  if (!bucket.take()) {
    return refused(429, 'rate', { 'Retry-After': '10' });
  }
  const body = await readAtMost(request, LARGEST_BODY);
  if (body === undefined) {
    return refused(413, 'size');
  }
  let parsed;
  try {
    parsed = parseEnvelope(body);
  } catch {
    return refused(400, 'not_an_envelope');
  }
  const built = rebuild.envelope(
    parsed,
    { ...known, ...knownOfBrowser },
    {
      environment: config.environment,
      release: config.release,
      runtime: 'browser',
      publicKey: config.dsn.publicKey,
      ...(says && { says: says() }),
      ...ownSdk,
      sampleRate: rateOf(config),
      now: Date.now() / 1000,
    },
    countDropped,
    guard,
  );
  return built === undefined
    ? status(200)
    : forward(serializeEnvelope(built), config.dsn, settings);
}

async function forward(body: string, dsn: Dsn, settings: TunnelSettings): Promise<Response> {
  let upstream: Response;
  try {
    upstream = await settings.fetch(dsn.envelopeUrl, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-sentry-envelope',
        'X-Sentry-Auth': `Sentry sentry_version=7, sentry_client=${SDK_CLIENT}, sentry_key=${dsn.publicKey}`,
      },
      body,
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await upstream.body?.cancel();
  } catch {
    return refused(502, 'unreachable');
  }
  const pause = pauseHeaders(upstream.headers);
  if (upstream.ok) {
    return status(200, pause);
  }
  return upstream.status === 429
    ? refused(429, 'ingest_rate', pause)
    : refused(502, 'ingest_error', pause);
}

function pauseHeaders(headers: Headers): Record<string, string> {
  const retryAfter = headers.get('retry-after') ?? '';
  const limits = headers.get('x-sentry-rate-limits') ?? '';
  return {
    ...(RETRY_AFTER.test(retryAfter) && { 'Retry-After': retryAfter }),
    ...(RATE_LIMITS.test(limits) && { 'X-Sentry-Rate-Limits': limits }),
  };
}

type Refusal =
  | 'content_encoding'
  | 'content_type'
  | 'foreign_origin'
  | 'ingest_error'
  | 'ingest_rate'
  | 'not_an_envelope'
  | 'rate'
  | 'size'
  | 'unreachable';

function refused(code: number, reason: Refusal, headers?: Record<string, string>): Response {
  countDropped('envelope', reason);
  return status(code, headers);
}

function status(code: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: code, headers: { 'Cache-Control': 'no-store', ...headers } });
}
