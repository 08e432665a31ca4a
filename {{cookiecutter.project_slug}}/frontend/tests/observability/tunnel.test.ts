// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { dropped } from '@/observability/dropped';
import { guard } from '@/observability/guard';
import { TokenBucket } from '@/observability/token-bucket';
import { handleTunnelRequest, LARGEST_BODY, type TunnelSettings } from '@/observability/tunnel';

import { CANARY, envelopeHeaders, errorEvent, EVENT_ID, spanContainer } from './hostile';
import { ids, known, NOW, policy } from './known-here';

const ORIGIN = 'https://clinic.example';
const dsn = {
  text: 'https://k3y@ingest.example/7',
  publicKey: 'k3y',
  envelopeUrl: 'https://ingest.example/api/7/envelope/',
  origin: 'https://ingest.example',
};
const config = {
  dsn,
  environment: 'staging',
  release: '1.2.3',
  tracesSampleRate: 0.1,
  tracesSampleRates: {},
  logFormat: 'text',
  webOrigin: ORIGIN,
  production: true,
};
const BODY = [
  envelopeHeaders(),
  { type: 'event', [CANARY]: CANARY },
  errorEvent(),
  { type: 'session' },
  { did: CANARY },
]
  .map((line) => JSON.stringify(line))
  .join('\n');

function post(body: BodyInit = BODY, headers: Record<string, string> = {}): Request {
  return new Request(`${ORIGIN}/monitoring`, {
    method: 'POST',
    body,
    headers: {
      Origin: ORIGIN,
      Host: 'clinic.example',
      'Content-Type': 'text/plain;charset=UTF-8',
      ...headers,
    },
    ...{ duplex: 'half' },
  });
}

describe('the tunnel', () => {
  const upstream = vi.fn<typeof fetch>();
  const answer = (status: number, headers: Record<string, string> = {}) =>
    upstream.mockResolvedValue(new Response(CANARY, { status, headers }));
  const settings = (over: Partial<TunnelSettings> = {}): TunnelSettings => ({
    config,
    known,
    guard: guard(
      policy,
      () => false,
      () => undefined,
    ),
    bucket: new TokenBucket(1000, 0),
    fetch: upstream,
    ...over,
  });
  const handle = (request: Request, over?: Partial<TunnelSettings>) =>
    handleTunnelRequest(request, settings(over));

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW * 1000, toFake: ['Date'] });
    upstream.mockReset();
    answer(200);
  });

  it('forwards a rebuilt envelope with two headers and nothing of the request', async () => {
    const request = post(BODY, {
      Cookie: `sessionid=${CANARY}`,
      Authorization: CANARY,
      'User-Agent': CANARY,
      'X-Forwarded-For': '203.0.113.7',
      Referer: `${ORIGIN}/patients/4711`,
      'Accept-Language': CANARY,
    });
    const response = await handle(request);
    expect(response.status).toBe(200);
    expect(upstream).toHaveBeenCalledOnce();
    const [url, init] = upstream.mock.calls[0] ?? [];
    expect(url).toBe('https://ingest.example/api/7/envelope/');
    expect(init).toStrictEqual({
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-sentry-envelope',
        'X-Sentry-Auth':
          'Sentry sentry_version=7, sentry_client=sentry.javascript.nextjs, sentry_key=k3y',
      },
      body: expect.any(String) as string,
      cache: 'no-store',
      redirect: 'error',
      signal: expect.any(AbortSignal) as AbortSignal,
    });
    const lines = String(init?.body).trimEnd().split('\n');
    const [header, itemHeader, event] = lines.map((line) => JSON.parse(line) as object);
    expect(lines).toHaveLength(3);
    expect(header).toMatchObject({ event_id: EVENT_ID, trace: { public_key: 'k3y' } });
    expect(itemHeader).toStrictEqual({ type: 'event' });
    expect(event).toMatchObject({ tags: { runtime: 'browser' }, environment: 'staging' });
    expect(event).not.toHaveProperty('contexts.runtime');
    expect(lines.join()).not.toMatch(/Mary|203\.0\.113/);
  });

  it('reads no header but those it checks', async () => {
    const request = post();
    const get = vi.spyOn(request.headers, 'get');
    const has = vi.spyOn(request.headers, 'has');
    await handle(request);
    const read = [...get.mock.calls, ...has.mock.calls].map(([name]) => name);
    expect(new Set(read)).toStrictEqual(
      new Set(['origin', 'content-type', 'content-encoding', 'content-length']),
    );
  });

  it('answers with a status and nothing else', async () => {
    answer(200, { 'Set-Cookie': 'a=b', 'Strict-Transport-Security': 'max-age=1', Server: CANARY });
    const response = await handle(post());
    expect(await response.text()).toBe('');
    expect([...response.headers]).toStrictEqual([['cache-control', 'no-store']]);
  });

  it('drops everything when there is no DSN', async () => {
    const response = await handle(post(), { config: { ...config, dsn: undefined } });
    expect(response.status).toBe(204);
    expect(upstream).not.toHaveBeenCalled();
  });

  it.each([
    ['none', undefined],
    ['null', 'null'],
    ['another host', 'https://evil.example'],
    ['another scheme', 'http://clinic.example'],
    ['another port', `${ORIGIN}:8443`],
    ['a longer host', `${ORIGIN}.evil.example`],
    ['no URL', CANARY],
  ])('refuses an Origin that is %s', async (_, origin) => {
    const request = post();
    request.headers.delete('origin');
    if (origin !== undefined) {
      request.headers.set('origin', origin);
    }
    expect((await handle(request)).status).toBe(403);
    expect(upstream).not.toHaveBeenCalled();
  });

  it('takes the address in Host for its own outside of production only', async () => {
    const headers = { Origin: 'http://127.0.0.1:3000', Host: '127.0.0.1:3000' };
    const development = { config: { ...config, production: false } };
    expect((await handle(post(BODY, headers), development)).status).toBe(200);
    expect((await handle(post(BODY, headers))).status).toBe(403);
    const forwarded = { ...headers, Host: 'inner:3000', 'X-Forwarded-Host': '127.0.0.1:3000' };
    expect((await handle(post(BODY, forwarded), development)).status).toBe(403);
  });

  it.each([
    ['application/json'],
    ['text/plain;charset=utf-16'],
    ['text/html'],
    ['application/x-www-form-urlencoded'],
  ])('refuses the content type %s', async (type) => {
    expect((await handle(post(BODY, { 'Content-Type': type }))).status).toBe(415);
  });

  it('refuses a compressed body', async () => {
    expect((await handle(post(BODY, { 'Content-Encoding': 'gzip' }))).status).toBe(415);
  });

  it('refuses a body that says it is too long, unread', async () => {
    const headers = { 'Content-Length': String(LARGEST_BODY + 1) };
    const request = post(BODY, headers);
    expect((await handle(request)).status).toBe(413);
    expect(request.bodyUsed).toBe(false);
  });

  it('stops reading a body that turns out to be too long', async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(256 * 1024));
      },
      cancel() {
        cancelled = true;
      },
    });
    expect((await handle(post(endless))).status).toBe(413);
    expect(cancelled).toBe(true);
    expect(pulled).toBeLessThan(12);
  });

  it('takes a body of exactly the limit', async () => {
    const padding = JSON.stringify({ type: 'log' });
    const rest = LARGEST_BODY - BODY.length - padding.length - 2 - '{"x":""}'.length;
    const body = `${BODY}\n${padding}\n${JSON.stringify({ x: 'a'.repeat(rest) })}`;
    expect(body).toHaveLength(LARGEST_BODY);
    expect((await handle(post(body))).status).toBe(200);
    expect((await handle(post(`${body} `))).status).toBe(413);
  });

  it('limits the rate for all browsers together', async () => {
    let now = 0;
    const bucket = new TokenBucket(2, 1, () => now);
    const status = async () => (await handle(post(), { bucket })).status;
    expect([await status(), await status(), await status()]).toStrictEqual([200, 200, 429]);
    now = 1000;
    expect([await status(), await status()]).toStrictEqual([200, 429]);
    expect((await handle(post(), { bucket })).headers.get('retry-after')).toBe('10');
  });

  it.each([
    ['text', CANARY],
    ['nothing', ''],
    ['an array', '[]\n[]\n[]'],
    ['a header without an item', `{}\n{"type":"event"}`],
    ['no UTF-8', new Uint8Array([0x7b, 0x7d, 0x0a, 0xff, 0xfe])],
    ['a binary item', `{}\n{"type":"attachment","length":3}\nabc`],
    ['too many items', `{}\n${'{}\n{}\n'.repeat(101)}`],
  ])('refuses a body of %s', async (_, body) => {
    expect((await handle(post(body))).status).toBe(400);
    expect(upstream).not.toHaveBeenCalled();
  });

  it('forwards nothing when nothing may leave, and counts it', async () => {
    const before = dropped()['replay_event:not_allowed'] ?? 0;
    const response = await handle(post(`{}\n{"type":"replay_event"}\n{"urls":["${CANARY}"]}\n`));
    expect(response.status).toBe(200);
    expect(upstream).not.toHaveBeenCalled();
    expect(dropped()['replay_event:not_allowed']).toBe(before + 1);
  });

  it('says that spans are the browser’s', async () => {
    await handle(post(`{}\n{"type":"span"}\n${JSON.stringify(spanContainer())}`));
    const body = String(upstream.mock.calls[0]?.[1]?.body);
    expect(body).toContain('"runtime":{"value":"browser"');
    expect(body).not.toContain('Mary');
  });

  it('hands back for how long the ingest wants a pause, by shape', async () => {
    answer(429, { 'Retry-After': '60', 'X-Sentry-Rate-Limits': '60:error;span:organization' });
    const paused = await handle(post());
    expect(paused.status).toBe(429);
    expect(paused.headers.get('retry-after')).toBe('60');
    expect(paused.headers.get('x-sentry-rate-limits')).toBe('60:error;span:organization');
    answer(429, { 'Retry-After': CANARY, 'X-Sentry-Rate-Limits': `60:${CANARY}` });
    const odd = await handle(post());
    expect([...odd.headers].map(([name]) => name)).toStrictEqual(['cache-control']);
  });

  it.each([
    [400, 502],
    [403, 502],
    [413, 502],
    [500, 502],
    [503, 502],
    [202, 200],
  ])('answers the ingest’s %i with %i', async (theirs, ours) => {
    answer(theirs);
    const response = await handle(post());
    expect(response.status).toBe(ours);
    expect(await response.text()).toBe('');
  });

  it.each([
    ['refuses', () => Promise.reject(new TypeError(CANARY))],
    ['is too slow', () => Promise.reject(new DOMException(CANARY, 'TimeoutError'))],
    [
      'throws',
      () => {
        throw new Error(CANARY);
      },
    ],
  ])('answers 502 when the ingest %s', async (_, failing) => {
    upstream.mockImplementation(failing);
    const response = await handle(post());
    expect(response.status).toBe(502);
    expect(await response.text()).toBe('');
  });

  it('gives up after five seconds', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    await handle(post());
    expect(timeout).toHaveBeenCalledWith(5000);
  });

  it('applies the policy to what a browser says, and hashes ids', async () => {
    const event = {
      ...errorEvent(),
      user: { id: '[id:0123abcd]', email: CANARY },
      tags: { role: 'nurse', patient: 'Johnson' },
      contexts: { patient: { id: '4711' }, johnson: { id: '4711' } },
    };
    await handle(post(`{}\n{"type":"event"}\n${JSON.stringify(event)}`));
    const body = String(upstream.mock.calls[0]?.[1]?.body);
    const sent = JSON.parse(body.split('\n')[2] ?? '') as object;
    expect(sent).toMatchObject({
      user: { id: '[id:0123abcd]' },
      tags: { role: 'nurse', runtime: 'browser' },
      contexts: { patient: { id: ids.hashed('4711') } },
    });
    expect(body).not.toMatch(/Mary|Johnson|4711/i);
  });

  it.each(['4711', '[id:0123ABCD]', '[id:0123abcd] ', 'mary', 4711, null])(
    'takes %j for no user',
    async (id) => {
      const event = { ...errorEvent(), user: { id } };
      await handle(post(`{}\n{"type":"event"}\n${JSON.stringify(event)}`));
      expect(upstream.mock.calls[0]?.[1]?.body).not.toContain('"user"');
    },
  );

  it.each([
    [
      'without a policy',
      guard(
        undefined,
        () => false,
        () => undefined,
      ),
      'policy',
    ],
    [
      'switched off',
      guard(
        policy,
        () => true,
        () => undefined,
      ),
      'off',
    ],
  ])('forwards nothing %s, and reads nothing', async (_, closed, reason) => {
    const before = dropped()[`envelope:${reason}`] ?? 0;
    const request = post();
    const response = await handle(request, { guard: closed });
    expect(response.status).toBe(204);
    expect(request.bodyUsed).toBe(false);
    expect(upstream).not.toHaveBeenCalled();
    expect(dropped()[`envelope:${reason}`]).toBe(before + 1);
  });

  it('drops what trips the wire', async () => {
    const leaky = { ...known, route: () => '/mary@clinic.example' };
    const response = await handle(post(), { known: leaky });
    expect(response.status).toBe(200);
    expect(upstream).not.toHaveBeenCalled();
  });

  it('never throws', async () => {
    const bucket = {
      take() {
        throw new Error(CANARY);
      },
    } as unknown as TokenBucket;
    const response = await handle(post(), { bucket });
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
  });
});
