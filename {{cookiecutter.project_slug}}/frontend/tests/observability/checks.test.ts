// @vitest-environment node
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as Sentry from '@sentry/nextjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  findBundledCopies,
  findForeignAgents,
  findForeignTracer,
  findOpenDoors,
} from '@/observability/checks';
import { readConfig } from '@/observability/config';
import { dropped } from '@/observability/dropped';
import {
  discardIncomingBaggage,
  ownBaggage,
  replaceBaggage,
} from '@/observability/incoming-baggage';
import { serverOptions, start } from '@/observability/setup-server';
import { checkNameInBaggage } from '@/observability/transaction-in-baggage';

import { CANARY, SPAN_ID, TRACE_ID } from './hostile';
import { known } from './known-here';

const SHARED = Symbol.for('observability.server');
const guard = { closed: () => undefined, trips: () => false };
const config = (ENVIRONMENT: string, more = {}) =>
  readConfig(
    { DSN: 'http://k3y@127.0.0.1:9/7', ENVIRONMENT, RELEASE: '1.2.3', ...more },
    {
      variables: { frontend_dsn: 'DSN', environment: 'ENVIRONMENT' },
      environments: ['staging', 'production'],
      defaults: { environment: 'staging', traces_sample_rate: 1 },
    },
  );

function share(environment: string, more = {}, environ = {}): void {
  const shared = { config: config(environment, environ), known, guard, ...more };
  (globalThis as { [SHARED]?: unknown })[SHARED] = shared;
}

describe('foreign agents', () => {
  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x' }, 'OTEL_EXPORTER_OTLP_ENDPOINT'],
    [{ DD_TRACE_ENABLED: 'true' }, 'DD_TRACE_ENABLED'],
    [{ NEW_RELIC_LICENSE_KEY: 'x' }, 'NEW_RELIC_LICENSE_KEY'],
    [{ NODE_OPTIONS: '--require dd-trace/init' }, 'NODE_OPTIONS'],
  ])('are found in %j', (environ, name) => {
    const [line, ...more] = findForeignAgents(environ, []);
    expect(line).toMatch(new RegExp(`^${name} is set`));
    expect(more).toHaveLength(0);
  });

  it('are found among what is loaded', () => {
    const loaded = [
      '/srv/node_modules/dd-trace/index.js',
      '/srv/node_modules/@opentelemetry/exporter-trace-otlp-http/build/index.js',
      '/srv/node_modules/@opentelemetry/api/build/index.js',
    ];
    expect(findForeignAgents({}, loaded)).toHaveLength(2);
  });

  it('are none in what Next sets itself, nor here', () => {
    const environ = {
      NEXT_OTEL_FETCH_DISABLED: '1',
      OTEL_: '',
      DDT: 'x',
      NODE_OPTIONS: '--no-warnings',
    };
    expect(findForeignAgents(environ)).toStrictEqual([]);
  });
});

function anotherClient() {
  const options = {
    ...serverOptions(config('staging'), config('staging').dsn as never, known, guard),
    integrations: [],
    stackParser: Sentry.defaultStackParser,
  };
  return new Sentry.NodeClient(options as ConstructorParameters<typeof Sentry.NodeClient>[0]);
}

describe('a build', () => {
  const build = (content: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'build-'));
    mkdirSync(join(folder, 'chunks/ssr'), { recursive: true });
    writeFileSync(join(folder, 'chunks/ssr/a.js'), content);
    writeFileSync(join(folder, 'chunks/a.js.map'), 'sendEnvelope(');
    return folder;
  };

  it('with a copy of the SDK in it is found', () => {
    const sdk = createRequire(import.meta.url).resolve('@sentry/core');
    const client = readFileSync(join(dirname(sdk), 'client.js'), 'utf8');
    expect(findBundledCopies(build(client))).toHaveLength(1);
    expect(findBundledCopies(build('class e{sendEnvelope(t){}}'))).toHaveLength(1);
  });

  it('without one is accepted', () => {
    expect(findBundledCopies(build('e.x("@sentry/nextjs",()=>require("@sentry/nextjs"))'))).toEqual(
      [],
    );
    expect(findBundledCopies('/nowhere')).toEqual([]);
  });
});

describe('starting', () => {
  let said: string[];
  beforeEach(() => {
    said = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
      said.push(String(line));
      return true;
    });
  });
  afterEach(async () => {
    await Sentry.close(1);
    Sentry.getCurrentScope().setClient(undefined);
    Reflect.deleteProperty(globalThis, Symbol.for('opentelemetry.js.api.1'));
  });

  it('is refused in production with one line, and goes on elsewhere', () => {
    vi.stubEnv('DD_SERVICE', 'clinic');
    share('production');
    expect(start).toThrow(/^DD_SERVICE is set: [^\n]+$/);
    expect(Sentry.getClient()).toBeUndefined();
    share('staging');
    start();
    expect(Sentry.getClient()).toBeDefined();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('DD_SERVICE');
  });

  it('is refused without a policy', () => {
    share('production', { policyProblem: 'phi/policy.json: the file is wrong.' });
    expect(start).toThrow('phi/policy.json: the file is wrong.');
  });

  it('is refused beside a tracer of somebody else', () => {
    const api = { trace: {} };
    Object.assign(globalThis, { [Symbol.for('opentelemetry.js.api.1')]: api });
    expect(findForeignTracer()).toHaveLength(1);
    share('production');
    expect(start).toThrow(/OpenTelemetry/);
  });

  it('says once that replays do not leave', () => {
    share('production', {}, { REPLAYS_SESSION_SAMPLE_RATE: '0.5' });
    start();
    expect(said).toStrictEqual([expect.stringContaining('Replay')]);
  });

  it('finds a second client, a transport and an integration of somebody else', () => {
    share('production');
    start();
    const client = Sentry.getClient();
    const allowed = new Set((client?.getOptions().integrations ?? []).map(({ name }) => name));
    expect(findOpenDoors(client, client, allowed)).toStrictEqual([]);
    expect(findOpenDoors(client, undefined, allowed)).toHaveLength(1);
    expect(findOpenDoors(client, client, new Set())).toHaveLength(1);
    const dsn = config('staging').dsn as NonNullable<ReturnType<typeof config>['dsn']>;
    const bare = new Sentry.NodeClient({
      ...serverOptions(config('staging'), dsn, known, guard),
      integrations: [],
      stackParser: Sentry.defaultStackParser,
      transport: Sentry.makeNodeTransport,
    });
    expect(findOpenDoors(bare, bare, allowed)).toHaveLength(1);
    expect(findOpenDoors(undefined, undefined, allowed)).toHaveLength(1);
  });

  it('a second client on a scope sends nothing', async () => {
    share('production');
    start();
    const send = vi.fn(() => Promise.resolve({}));
    const dsn = config('staging').dsn as NonNullable<ReturnType<typeof config>['dsn']>;
    const foreign = new Sentry.NodeClient({
      ...serverOptions(config('staging'), dsn, known, guard),
      integrations: [],
      stackParser: Sentry.defaultStackParser,
      transport: () => ({ send, flush: () => Promise.resolve(true) }),
    });
    foreign.init();
    const before = dropped()['envelope:foreign_client'] ?? 0;
    Sentry.withScope((scope) => {
      scope.setClient(foreign);
      Sentry.captureException(new Error(CANARY));
    });
    foreign.captureException(new Error(CANARY));
    await foreign.flush(100);
    expect(send).not.toHaveBeenCalled();
    expect(foreign.getTransport()).toBeUndefined();
    expect(dropped()['envelope:foreign_client']).toBeGreaterThanOrEqual(before + 2);
  });

  it('nobody who listens is shown an envelope', async () => {
    share('production');
    start();
    const listener = vi.fn();
    const other = anotherClient();
    for (const client of [Sentry.getClient(), other]) {
      client?.on('beforeEnvelope', listener);
      client?.on('afterEnvelope', listener);
      client?.captureException(new Error(CANARY));
      await client?.flush(100);
    }
    expect(listener).not.toHaveBeenCalled();
  });

  it('a second client’s baggage names a route of ours or nothing', () => {
    share('production');
    start();
    const other = anotherClient();
    const context = { transaction: CANARY, trace_id: TRACE_ID, public_key: 'k3y' };
    other.emit('createDsc', context, undefined);
    expect(context).not.toHaveProperty('transaction');
  });

  it('a second init keeps the first client and its gate', () => {
    share('production');
    start();
    const client = Sentry.getClient();
    const second = vi.fn(Sentry.makeNodeTransport);
    // eslint-disable-next-line no-restricted-syntax -- what this very call does is tested
    Sentry.init({ dsn: 'http://evil@127.0.0.1:9/1', transport: second });
    expect(Sentry.getClient()).toBe(client);
    expect(second).not.toHaveBeenCalled();
  });
});

describe('baggage', () => {
  it('that comes in is discarded before anybody reads it; sentry-trace stays', async () => {
    discardIncomingBaggage(config('staging'));
    discardIncomingBaggage(config('staging'));
    const seen = await new Promise<IncomingMessage>((resolve) => {
      const server = createServer((request, response) => {
        response.end();
        server.close();
        resolve(request);
      });
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        const headers = {
          baggage: `sentry-transaction=${CANARY}`,
          tracestate: 'x=y',
          'sentry-trace': `${TRACE_ID}-${SPAN_ID}-1`,
        };
        get({ port, host: '127.0.0.1', headers });
      });
    });
    expect(seen.headers.baggage).toBe(
      `sentry-trace_id=${TRACE_ID},sentry-public_key=k3y,sentry-environment=staging,` +
        'sentry-release=1.2.3,sentry-sample_rate=1,sentry-sampled=true',
    );
    expect(seen.headersDistinct).not.toHaveProperty('baggage');
    expect(seen.rawHeaders.join()).not.toMatch(/Mary|baggage|tracestate/i);
    expect(seen.headers['sentry-trace']).toBe(`${TRACE_ID}-${SPAN_ID}-1`);
  });

  it('that goes out names a route of ours or nothing', async () => {
    share('staging');
    start();
    for (const [name, expected] of [
      ['GET /patients/4711', 'sentry-transaction=GET%20%2Fpatients%2F%5Bid%5D'],
      ['Jane Miller 123-45-6789', undefined],
    ] as const) {
      const data = Sentry.startNewTrace(() =>
        Sentry.startSpan({ name, forceTransaction: true }, () => Sentry.getTraceData()),
      );
      expect(data.baggage).toContain('sentry-public_key=k3y');
      expect(data.baggage).not.toMatch(/Jane|Miller|45-6789|%2F4711/);
      if (expected !== undefined) {
        expect(data.baggage).toContain(expected);
      }
    }
    const sentryTrace = `${TRACE_ID}-${SPAN_ID}-1`;
    const continued = Sentry.continueTrace(
      { sentryTrace, baggage: ownBaggage(sentryTrace, config('staging')) },
      () => Sentry.startSpan({ name: 'Jane Miller' }, () => Sentry.getTraceData()),
    );
    expect(continued['sentry-trace']).toContain(TRACE_ID);
    expect(continued.baggage).toContain(`sentry-trace_id=${TRACE_ID}`);
    expect(continued.baggage).not.toContain('Jane');
    await Sentry.close(1);
  });

  it.each(['0'.repeat(23) + '123456789', 'fedcba9876543210fedcba9876543210', CANARY])(
    'goes with a trace whose id is not in the shape of a random one: %s',
    (id) => {
      const header = `${id}-${SPAN_ID}-1`;
      const headers: Record<string, string> = { 'sentry-trace': header, traceparent: header };
      const rawHeaders = ['Sentry-Trace', header, 'Host', 'x', 'traceparent', header];
      const request = { headers, headersDistinct: {}, rawHeaders };
      replaceBaggage(request as unknown as IncomingMessage, config('staging'));
      expect(request).toStrictEqual({
        headers: {},
        headersDistinct: {},
        rawHeaders: ['Host', 'x'],
      });
    },
  );

  it('is not made for what is no trace of Sentry’s', () => {
    expect(ownBaggage(undefined, config('staging'))).toBeUndefined();
    expect(ownBaggage(CANARY, config('staging'))).toBeUndefined();
    expect(ownBaggage([CANARY], config('staging'))).toBeUndefined();
  });

  it('goes without a name when the gate’s knowledge fails', () => {
    const failing = {
      ...known,
      route() {
        throw new Error(CANARY);
      },
    };
    const context = { transaction: '/patients/1' };
    expect(() => checkNameInBaggage(context, failing)).not.toThrow();
    expect(context).toStrictEqual({});
  });
});
