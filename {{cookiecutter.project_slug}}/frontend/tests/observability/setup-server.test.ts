// @vitest-environment node
import * as Sentry from '@sentry/nextjs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { ApiError } from '@/api/error';
import { readConfig } from '@/observability/config';
import { NOTHING_COLLECTED } from '@/observability/data-collection';
import { dropped } from '@/observability/dropped';
import { isGate } from '@/observability/gate';
import { UNTRACED_PATHS } from '@/observability/paths';
import { serverOptions, start } from '@/observability/setup-server';

import { known } from './known-here';

const open = { closed: () => undefined, trips: () => false };
const SHARED = Symbol.for('observability.server');
const config = readConfig(
  {
    NEXT_PUBLIC_SENTRY_DSN: 'http://k3y@127.0.0.1:9/7',
    ENVIRONMENT: 'staging',
    RELEASE: '1.2.3',
    TRACES_SAMPLE_RATE: '0.5',
    API_URL: 'http://api.internal:8000',
  },
  {
    variables: { frontend_dsn: 'NEXT_PUBLIC_SENTRY_DSN', environment: 'ENVIRONMENT' },
    environments: ['staging'],
    defaults: { environment: 'staging', traces_sample_rate: 0.1 },
  },
);

function share(over: object): void {
  (globalThis as { [SHARED]?: unknown })[SHARED] = {
    config: { ...config, ...over },
    known,
    guard: open,
  };
}

describe('the door without a DSN', () => {
  it('starts nothing and says nothing', () => {
    const write = vi.spyOn(process.stderr, 'write');
    share({ dsn: undefined });
    start();
    expect(Sentry.getClient()).toBeUndefined();
    expect(write).not.toHaveBeenCalled();
  });
});

describe('the door leaves to the API what the API has captured', () => {
  const event = { type: undefined };
  const send = (originalException: unknown) =>
    serverOptions(config, config.dsn as NonNullable<typeof config.dsn>, known, open).beforeSend?.(
      event,
      { originalException },
    );

  it('and counts it', () => {
    const before = dropped()['event:captured_by_api'] ?? 0;
    expect(send(new ApiError(500, '0123456789ab4def8123456789abcdef'))).toBeNull();
    expect(dropped()['event:captured_by_api']).toBe(before + 1);
  });

  it('and nothing else', () => {
    expect(send(new ApiError(502))).toBe(event);
    expect(send(new Error('x'))).toBe(event);
  });
});

describe('the door', () => {
  let client: NonNullable<ReturnType<typeof Sentry.getClient>>;
  beforeAll(() => {
    share({});
    start();
    client = Sentry.getClient() as typeof client;
  });
  afterEach(() => void Sentry.getClient()?.flush(1));

  it('sends through the gate only', () => {
    expect(isGate(client.getTransport())).toBe(true);
  });

  it('switches off everything that the installed SDK can collect', () => {
    expect(client.getDataCollectionOptions()).toStrictEqual(NOTHING_COLLECTED);
  });

  it('keeps these integrations and no other', () => {
    expect(
      client
        .getOptions()
        .integrations.map(({ name }) => name)
        .sort(),
    ).toStrictEqual([
      'Dedupe',
      'EventFilters',
      'FunctionToString',
      'Http',
      'LinkedErrors',
      'NodeFetch',
      'OnUncaughtException',
      'OnUnhandledRejection',
      'SpanStreaming',
    ]);
  });

  it('has its values from the configuration and the by-pass switches off', () => {
    expect(client.getOptions()).toMatchObject({
      environment: 'staging',
      release: '1.2.3',
      tracesSampleRate: 0.5,
      traceLifecycle: 'stream',
      spotlight: false,
      debug: false,
      includeServerName: false,
    });
  });

  it('gives trace headers to the API only', () => {
    const options = serverOptions(
      config,
      config.dsn as NonNullable<typeof config.dsn>,
      known,
      open,
    );
    const [target] = options.tracePropagationTargets as [RegExp];
    expect(target.test('http://api.internal:8000/api/patients/')).toBe(true);
    expect(target.test('http://api.internal:8000')).toBe(true);
    for (const other of [
      'http://api.internal:80001/',
      'http://api.internal:8000.evil.example/',
      'http://evil.example/?http://api.internal:8000/',
      'http://apiXinternal:8000/',
    ]) {
      expect(target.test(other)).toBe(false);
    }
  });

  it('does not trace the tunnel and the probe, by their exact paths', () => {
    expect(['/monitoring', '/healthz'].every((path) => UNTRACED_PATHS.test(path))).toBe(true);
    for (const path of [
      '/monitoring/x',
      '/patients/monitoring',
      '/health',
      '/monitoring?x=/healthz',
    ]) {
      expect(UNTRACED_PATHS.test(path)).toBe(false);
    }
  });
});
