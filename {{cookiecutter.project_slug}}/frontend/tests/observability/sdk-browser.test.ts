/**
 * What the installed SDK of the browser puts into each item. An upgrade that adds a field, an item
 * type or an integration fails here, to be looked at.
 */
import { createRequire } from 'node:module';

import * as Sentry from '@sentry/nextjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { shapeOf } from './shape-of';

// In Node, '@sentry/nextjs' is the server's SDK; this is the browser's.
vi.mock('@sentry/nextjs', () =>
  createRequire(import.meta.url)('../../node_modules/@sentry/nextjs/build/cjs/index.client.js'),
);

type Envelope = [object, [{ type: string }, unknown][]];
const sent: Envelope[] = [];

beforeAll(async () => {
  // eslint-disable-next-line no-restricted-syntax -- what this very call does is tested
  const client = Sentry.init({
    dsn: 'http://k3y@127.0.0.1:9/7',
    tunnel: '/monitoring',
    environment: 'staging',
    release: '1.2.3',
    tracesSampleRate: 1,
    transport: () => ({
      send(envelope: unknown) {
        sent.push(envelope as Envelope);
        return Promise.resolve({});
      },
      flush: () => Promise.resolve(true),
    }),
  });
  Sentry.setUser({ id: '1', email: 'x', username: 'y', ip_address: '127.0.0.1' });
  Sentry.setTag('a_tag', 'x');
  Sentry.setContext('a_context', { a_key: 'x' });
  Sentry.setExtra('an_extra', 'x');
  Sentry.addBreadcrumb({ message: 'x', category: 'x', data: { a_key: 1 } });
  Sentry.startSpan({ name: 'x', op: 'x', forceTransaction: true }, () => {
    Sentry.captureException(new TypeError('x', { cause: new Error('y') }));
    Sentry.captureMessage('x');
    Sentry.logger.info(Sentry.logger.fmt`x ${1}`, { a_key: 1 });
    Sentry.metrics.count('x', 1, { unit: 'none', attributes: { a_key: 1 } });
    Sentry.captureFeedback({ message: 'x', name: 'x', email: 'x', url: 'x' });
  });
  client?.recordDroppedEvent('sample_rate', 'error');
  await Sentry.flush(1000);
  client?.emit('flush');
});
afterAll(() => Sentry.close(1));

/** Every item of this type: the key paths of its header and its payload. */
function shapes(type: string): string[] {
  const items = sent.flatMap(([, items]) => items.filter(([header]) => header.type === type));
  return [...new Set(items.flatMap(([header, payload]) => shapeOf({ header, payload })))].sort();
}

describe('the installed SDK of the browser', () => {
  it('sends these types of items', () => {
    const types = sent.flatMap(([, items]) => items.map(([header]) => header.type));
    expect([...new Set(types)].sort()).toMatchInlineSnapshot(`
      [
        "event",
        "feedback",
        "log",
        "session",
        "span",
        "trace_metric",
      ]
    `);
  });

  it('writes these envelope headers', () => {
    expect([...new Set(sent.flatMap(([headers]) => shapeOf(headers)))].sort())
      .toMatchInlineSnapshot(`
      [
        "dsn",
        "event_id",
        "sdk.name",
        "sdk.version",
        "sent_at",
        "trace.environment",
        "trace.public_key",
        "trace.release",
        "trace.sample_rand",
        "trace.sample_rate",
        "trace.sampled",
        "trace.trace_id",
      ]
    `);
  });

  it.each(['event', 'span', 'log', 'trace_metric', 'session', 'feedback'])(
    'puts this into an item of type %s',
    (type) => {
      expect(shapes(type)).toMatchSnapshot();
    },
  );

  it('has these integrations by default, of which setup-browser.ts keeps few', () => {
    const names = Sentry.getDefaultIntegrations({}).map(({ name }) => name);
    expect(names.sort()).toMatchInlineSnapshot(`
      [
        "Breadcrumbs",
        "BrowserApiErrors",
        "BrowserSession",
        "Console",
        "ConversationId",
        "CultureContext",
        "Dedupe",
        "EventFilters",
        "FunctionToString",
        "GlobalHandlers",
        "HttpContext",
        "LinkedErrors",
      ]
    `);
  });
});
