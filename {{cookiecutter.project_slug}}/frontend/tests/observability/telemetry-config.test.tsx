// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { TelemetryConfig } from '@/observability/telemetry-config';

import { CookieJar } from '../support/next';
import { ids } from './known-here';

const SHARED = Symbol.for('observability.server');
const here = vi.hoisted(() => ({ jar: undefined as unknown }));
vi.mock('next/headers', () => ({ cookies: () => Promise.resolve(here.jar) }));
vi.mock('next/server', () => ({ connection: () => Promise.resolve() }));

describe('what the server tells the browser', () => {
  const jar = new CookieJar();
  const config = { environment: 'staging', release: '1.2.3', tracesSampleRate: 0.1 };
  beforeEach(() => {
    here.jar = jar;
    jar.all.clear();
    (globalThis as { [SHARED]?: unknown })[SHARED] = { config, ids };
  });
  const told = async () => {
    const { props } = (await TelemetryConfig()) as { props: { content: string } };
    return JSON.parse(props.content) as Record<string, unknown>;
  };

  it('names nobody while nobody is signed in', async () => {
    expect(await told()).toStrictEqual({ enabled: false, ...config });
  });

  it('has a name for each session that tells nothing of it', async () => {
    jar.set('sessionid', 'abc123');
    const { user } = await told();
    expect(user).toMatch(/^\[id:[0-9a-f]{8}\]$/);
    expect(user).not.toBe(ids.hashed('abc123'));
    expect((await told()).user).toBe(user);
    jar.set('sessionid', 'def456');
    expect((await told()).user).not.toBe(user);
  });
});
