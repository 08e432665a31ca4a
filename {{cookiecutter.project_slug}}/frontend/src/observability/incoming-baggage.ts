/**
 * Discards baggage that comes in. Anybody may write it, and the SDK would hand it on: to Django, into
 * envelope headers, into the page. `sentry-trace` is ids only and is honoured; what baggage says of
 * such a trace is made anew from this server's own configuration.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

import type { Config } from './config';

type Origin = Pick<Config, 'dsn' | 'environment' | 'release' | 'tracesSampleRate'>;

const CHANNEL = 'http.server.request.start';
const STARTED = Symbol.for('observability.incoming-baggage');
/** An id in the shape of a random one, as all SDKs of Sentry make them; one who forges it is believed. */
const TRACE = /^([0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15})-[0-9a-f]{16}(?:-([01]))?$/;

const DISCARDED = ['baggage', 'traceparent', 'tracestate'];

/** From now on; Node tells of a request before anything of Next or Sentry sees it. */
export function discardIncomingBaggage(origin: Origin): void {
  const holder = globalThis as { [STARTED]?: Origin };
  if (holder[STARTED] === undefined) {
    subscribe(CHANNEL, (message) => {
      const { request } = message as { request: IncomingMessage };
      replaceBaggage(request, holder[STARTED] ?? origin);
    });
  }
  holder[STARTED] = origin;
}

/** Takes off a request what others may write there, and a trace of another shape; one that goes on with a trace gets baggage of ours. */
export function replaceBaggage(request: IncomingMessage, origin: Origin): void {
  // Node makes both of these from rawHeaders when they are first asked for.
  const { headers, headersDistinct } = request;
  const trace = headers['sentry-trace'];
  const isKept = typeof trace === 'string' && TRACE.test(trace.trim());
  const discarded = isKept ? DISCARDED : [...DISCARDED, 'sentry-trace'];
  for (let n = request.rawHeaders.length - 2; n >= 0; n -= 2) {
    if (discarded.includes((request.rawHeaders[n] ?? '').toLowerCase())) {
      request.rawHeaders.splice(n, 2);
    }
  }
  for (const name of discarded) {
    delete headers[name];
    delete headersDistinct[name];
  }
  const baggage = ownBaggage(headers['sentry-trace'], origin);
  if (baggage !== undefined) {
    headers.baggage = baggage;
  }
}

/** What this server says of the trace in a `sentry-trace` header. */
export function ownBaggage(trace: unknown, origin: Origin): string | undefined {
  const [, traceId, sampled] = (typeof trace === 'string' && TRACE.exec(trace.trim())) || [];
  if (traceId === undefined || origin.dsn === undefined) {
    return undefined;
  }
  const context = {
    'sentry-trace_id': traceId,
    'sentry-public_key': origin.dsn.publicKey,
    'sentry-environment': origin.environment,
    'sentry-release': origin.release,
    'sentry-sample_rate': String(origin.tracesSampleRate),
    ...(sampled && { 'sentry-sampled': String(sampled === '1') }),
  };
  return Object.entries(context)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join(',');
}
