// @vitest-environment node
import * as Sentry from '@sentry/nextjs';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { captureRequestError } from '@/observability/capture-request-error';
import { pinnedError } from '@/app/sentry-check/failure';

import { gate } from '@/observability/gate';

import { CANARY, EVENT_ID } from './hostile';
import { known, serverProcess } from './known-here';

const request = { path: '/x', method: 'GET', headers: {} };
const context = { routerKind: 'App Router', routePath: '/x', routeType: 'render' } as Parameters<
  typeof captureRequestError
>[2];

describe('what Next reports', () => {
  const events: { event_id?: string }[] = [];
  beforeEach(() => events.splice(0));
  beforeAll(() => {
    const client = new Sentry.NodeClient({
      dsn: 'http://k@127.0.0.1:9/1',
      integrations: [],
      stackParser: Sentry.defaultStackParser,
      transport: gate(Sentry.makeNodeTransport, known, () => serverProcess),
      beforeSend: (event) => {
        events.push(event);
        return null;
      },
    });
    Sentry.getCurrentScope().setClient(client);
    client.init();
  });

  const capture = async (error: unknown) => {
    await captureRequestError(error, request, context);
    await vi.waitFor(() => expect(events).not.toHaveLength(0));
  };

  it('is captured once, with an id of the SDK’s own', async () => {
    await capture(Object.assign(new Error(CANARY), { digest: '1234567890' }));
    expect(events).toHaveLength(1);
    expect(events[0]?.event_id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('keeps an id that the error has pinned, for this event alone', async () => {
    await capture(pinnedError('test', EVENT_ID, CANARY));
    expect(events.map(({ event_id }) => event_id)).toStrictEqual([EVENT_ID]);
    events.splice(0);
    await capture(new Error('another'));
    expect(events[0]?.event_id).not.toBe(EVENT_ID);
  });

  it('keeps no id that any other error brings along', async () => {
    await capture(Object.assign(new Error(CANARY), { digest: EVENT_ID }));
    expect(events[0]?.event_id).not.toBe(EVENT_ID);
  });

  it.each([[undefined], [null], ['thrown text'], [{ digest: CANARY }]])(
    'survives %j',
    async (thrown) => {
      await capture(thrown);
      expect(events).toHaveLength(1);
    },
  );
});

describe('a pinned error', () => {
  it('takes ids by shape and notes up to their length', () => {
    expect(pinnedError('test', CANARY, 'note')).not.toHaveProperty('digest');
    expect(pinnedError('test', EVENT_ID, 'x'.repeat(900)).message).toMatch(/: x{500}$/);
    expect(pinnedError('test', EVENT_ID, { note: CANARY }).message).not.toContain('Mary');
  });
});
