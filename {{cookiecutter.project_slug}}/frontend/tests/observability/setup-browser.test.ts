import { createRequire } from 'node:module';

import * as Sentry from '@sentry/nextjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { NOTHING_COLLECTED } from '@/observability/data-collection';
import { isGate } from '@/observability/gate';
import { browserOptions, start } from '@/observability/setup-browser';

import { CANARY } from './hostile';

// In Node, '@sentry/nextjs' is the server's SDK; this is the browser's.
vi.mock('@sentry/nextjs', () =>
  createRequire(import.meta.url)('../../node_modules/@sentry/nextjs/build/cjs/index.client.js'),
);

const config = { enabled: true, environment: 'staging', release: '1.2.3', tracesSampleRate: 1 };

describe('the door of the browser', () => {
  const requests: [string, RequestInit][] = [];
  beforeEach(() => {
    requests.splice(0);
    vi.stubGlobal(
      'fetch',
      Object.assign(
        (url: string, init: RequestInit) => {
          requests.push([url, init]);
          return Promise.resolve(new Response());
        },
        { toString: () => 'function fetch() { [native code] }' },
      ),
    );
  });

  it('stays shut when the server has not switched telemetry on', () => {
    start({ ...config, enabled: false });
    expect(Sentry.getClient()).toBeUndefined();
  });

  it('sends to the tunnel, without cookies and referrer, and nothing that was typed', async () => {
    start(config);
    const client = Sentry.getClient();
    expect(isGate(client?.getTransport())).toBe(true);
    Sentry.setUser({ id: CANARY, email: CANARY });
    Sentry.setTag('patient', CANARY);
    Sentry.setContext('patient', { name: CANARY });
    Sentry.addBreadcrumb({ message: CANARY });
    const id = Sentry.captureException(new TypeError(CANARY));
    Sentry.captureMessage(CANARY);
    await client?.flush(2000);
    const events = requests.filter(([, init]) => String(init.body).includes('"type":"event"'));
    expect(events).toHaveLength(2);
    expect(String(events[0]?.[1].body)).toContain(id);
    for (const [url, init] of requests) {
      expect(url).toBe('/monitoring');
      expect(init).toMatchObject({
        method: 'POST',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        body: expect.any(String) as string,
      });
      expect(init.body).not.toMatch(/Mary|Johnson|45-6789/);
    }
  });

  it('switches off everything that the installed SDK can collect', () => {
    expect(Sentry.getClient()?.getDataCollectionOptions()).toStrictEqual(NOTHING_COLLECTED);
  });

  it('keeps these integrations and no other', () => {
    const { integrations = [] } = Sentry.getClient()?.getOptions() ?? {};
    expect(integrations.map(({ name }) => name).sort()).toStrictEqual([
      'Breadcrumbs',
      'BrowserApiErrors',
      'BrowserTracing',
      'Dedupe',
      'EventFilters',
      'FunctionToString',
      'GlobalHandlers',
      'LinkedErrors',
      'NextjsClientStackFrameNormalization',
    ]);
  });

  it('lets a second init send nothing', async () => {
    const first = Sentry.getClient();
    const send = vi.fn(() => Promise.resolve({}));
    const transport = () => ({ send, flush: () => Promise.resolve(true) });
    const options = { dsn: 'https://evil@ingest.example/1', tracesSampleRate: 1 };
    for (const more of [{}, { transport }, { tunnel: 'https://ingest.example/tunnel' }]) {
      // eslint-disable-next-line no-restricted-syntax -- what this very call does is tested
      Sentry.init({ ...options, ...more });
      expect(Sentry.getClient()).not.toBe(first);
      requests.splice(0);
      Sentry.captureException(new Error(CANARY));
      Sentry.logger.info(CANARY);
      await Sentry.flush(100);
      expect(requests).toHaveLength(0);
    }
    expect(send).not.toHaveBeenCalled();
    Sentry.getCurrentScope().setClient(first);
  });

  it('has a placeholder for a DSN, on the page’s own origin', () => {
    const location = {
      protocol: 'https:',
      host: 'clinic.example:8443',
      origin: 'https://clinic.example:8443',
    };
    const options = browserOptions(config, location);
    expect(options.dsn).toBe('https://public@clinic.example:8443/0');
    const [target] = options.tracePropagationTargets as [RegExp];
    expect(target.test('https://clinic.example:8443/api')).toBe(true);
    expect(target.test('https://clinic.example:84430/')).toBe(false);
    expect(target.test('https://evil.example/?https://clinic.example:8443/')).toBe(false);
  });
});
