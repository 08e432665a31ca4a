// @vitest-environment node
import { unstable_doesMiddlewareMatch as doesMatch } from 'next/experimental/testing/server';
import { NextRequest } from 'next/server';
import { describe, expect, it, vi } from 'vitest';

import { config, proxy } from '@/proxy';

const ORIGIN = 'http://localhost:3000';

describe('the matcher', () => {
  const matches = (path: string) => doesMatch({ config, nextConfig: {}, url: ORIGIN + path });

  it.each(['/monitoring', '/healthz', '/icon.svg', '/_next/static/chunks/main.js'])(
    'leaves out %s',
    (path) => {
      expect(matches(path)).toBe(false);
    },
  );

  it.each([
    '/',
    '/patients',
    '/monitoring-dashboard',
    '/monitoring/else',
    '/monitoringx',
    '/healthz2',
    '/healthz/deep',
    '/x/monitoring',
    '/icon.svg/x',
    '/iconxsvg',
    '/sign-in',
  ])('takes %s', (path) => {
    expect(matches(path)).toBe(true);
  });
});

describe('the proxy', () => {
  const run = async (path: string, init: { method?: string; cookie?: string } = {}) => {
    const request = new NextRequest(ORIGIN + path, {
      method: init.method ?? 'GET',
      headers: init.cookie ? { cookie: init.cookie } : {},
    });
    return (await proxy(request)).headers.get('location');
  };

  it('sends whoever has no session to the sign-in page, and remembers the path without its query', async () => {
    expect(await run('/patients/new')).toBe(`${ORIGIN}/sign-in?next=%2Fpatients%2Fnew`);
    expect(await run('/patients?search=Mary')).toBe(`${ORIGIN}/sign-in?next=%2Fpatients`);
    expect(await run('/')).toBe(`${ORIGIN}/sign-in`);
  });

  it('lets whoever has one pass', async () => {
    expect(await run('/patients', { cookie: 'sessionid=abc' })).toBeNull();
  });

  it('is not content with another cookie', async () => {
    expect(await run('/patients', { cookie: 'csrftoken=abc' })).not.toBeNull();
  });

  it('lets everybody see the public pages', async () => {
    expect(await run('/sign-in')).toBeNull();
    expect(await run('/health')).toBeNull();
    expect(await run('/health/x')).not.toBeNull();
  });

  it('leaves form posts to their actions, which ask Django', async () => {
    expect(await run('/patients/new', { method: 'POST' })).toBeNull();
  });

  it('opens /sentry-check in DEBUG only', async () => {
    vi.stubEnv('DEBUG', '');
    expect(await run('/sentry-check')).not.toBeNull();
    vi.stubEnv('DEBUG', 'true');
    expect(await run('/sentry-check')).toBeNull();
    expect(await run('/sentry-checkup')).not.toBeNull();
  });
});
