// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { sendBeforeExit } from '@/observability/before-exit';
import type { Transport } from '@/observability/gate';
import { counting, countLosses, lost, noteLoss } from '@/observability/losses';
import { say } from '@/observability/server';

vi.mock('@/observability/server', () => ({ say: vi.fn() }));

let before: Record<string, number>;
beforeEach(() => {
  before = lost();
  vi.mocked(say).mockClear();
});

const since = () =>
  Object.fromEntries(
    Object.entries(lost())
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );

it('counts losses, and says so at the 1st, the 10th and the 100th of a kind', () => {
  for (let n = 0; n < 101; n++) {
    noteLoss('ratelimit_backoff', 'error', 2);
  }
  expect(since()).toStrictEqual({ 'error:ratelimit_backoff': 202 });
  expect(say).toHaveBeenCalledTimes(3);
});

it('counts what a client gives up by itself, and no refusals of our own', () => {
  const record = vi.fn();
  const client = { recordDroppedEvent: record };
  countLosses(client as never);
  client.recordDroppedEvent('queue_overflow', 'error');
  client.recordDroppedEvent('before_send', 'error', 3);
  expect(since()).toStrictEqual({ 'error:queue_overflow': 1 });
  expect(record.mock.calls).toStrictEqual([
    ['queue_overflow', 'error', undefined],
    ['before_send', 'error', 3],
  ]);
});

describe('a transport', () => {
  const envelope = [{}, [[{ type: 'event' }, {}]]] as unknown as Parameters<Transport['send']>[0];

  const sending = (send: Transport['send']) => {
    const recordDroppedEvent = vi.fn();
    const make = () => ({ send, flush: () => Promise.resolve(true) });
    return { transport: counting(make)({ recordDroppedEvent }), recordDroppedEvent };
  };

  const losses = [{ reason: 'queue_overflow', category: 'error', quantity: 7 }];
  const report = [{}, [[{ type: 'client_report' }, { discarded_events: losses }]]] as never;

  it.each([
    ['for which there is no room', () => Promise.resolve({})],
    ['that is refused', () => Promise.resolve({ statusCode: 500 })],
    ['that may not be sent now', () => Promise.resolve({ statusCode: 429 })],
    ['that does not reach the ingest', () => Promise.reject(new Error('refused'))],
  ])('tells again what a report says %s', async (_, send) => {
    const { transport, recordDroppedEvent } = sending(send);
    await Promise.allSettled([transport.send(report)]);
    expect(recordDroppedEvent).toHaveBeenCalledExactlyOnceWith('queue_overflow', 'error', 7);
    expect(since()).toStrictEqual({});
  });

  it('tells nothing again of a report that arrived', async () => {
    const { transport, recordDroppedEvent } = sending(() => Promise.resolve({ statusCode: 200 }));
    await transport.send(report);
    expect(recordDroppedEvent).not.toHaveBeenCalled();
  });

  it.each([500, 503, 404])('has what is answered with %i counted', async (statusCode) => {
    const { transport, recordDroppedEvent } = sending(() => Promise.resolve({ statusCode }));
    await expect(transport.send(envelope)).resolves.toStrictEqual({ statusCode });
    expect(since()).toStrictEqual({ 'error:send_error': 1 });
    expect(recordDroppedEvent).toHaveBeenCalledExactlyOnceWith('send_error', 'error', 1);
  });

  it.each([200, 413, 429, undefined])('leaves to others what is answered with %s', async (code) => {
    const answer = code === undefined ? {} : { statusCode: code };
    const { transport } = sending(() => Promise.resolve(answer));
    await transport.send(envelope);
    expect(since()).toStrictEqual({});
  });

  it('has what it loses itself counted', () => {
    const make = ({ recordDroppedEvent }: Parameters<ReturnType<typeof counting>>[0]) => {
      recordDroppedEvent?.('network_error', 'error');
      return {} as Transport;
    };
    counting(make)({});
    expect(since()).toStrictEqual({ 'error:network_error': 1 });
  });

  it('still fails where the SDK’s fails', async () => {
    const { transport } = sending(() => Promise.reject(new Error('x')));
    await expect(transport.send(envelope)).rejects.toThrow('x');
  });
});

describe('an exit', () => {
  function ending(flush: () => Promise<boolean>) {
    const exit = vi.fn();
    const listeners: Record<string, () => void> = {};
    const source = { exit, once: (name: string, told: () => void) => (listeners[name] = told) };
    sendBeforeExit(flush, source as never);
    return { exit, source, signal: (name: string) => listeners[name]?.() };
  }

  it('is as it was without a signal', () => {
    const { exit, source } = ending(() => Promise.resolve(true));
    source.exit(1);
    expect(exit).toHaveBeenCalledExactlyOnceWith(1);
  });

  it.each(['SIGTERM', 'SIGINT'])('waits after %s until all is sent', async (name) => {
    let sent: (all: boolean) => void = () => undefined;
    const { exit, source, signal } = ending(() => new Promise((done) => (sent = done)));
    signal(name);
    source.exit(143);
    source.exit(1);
    expect(exit).not.toHaveBeenCalled();
    sent(true);
    await vi.waitFor(() => {
      expect(exit).toHaveBeenCalledExactlyOnceWith(143);
    });
    expect(since()).toStrictEqual({});
  });

  it.each([
    ['late', () => Promise.resolve(false)],
    ['broken', () => Promise.reject(new Error('x'))],
  ])('is not held up for ever, and counts what is %s', async (_, flush) => {
    const { exit, source, signal } = ending(flush);
    signal('SIGTERM');
    source.exit(143);
    await vi.waitFor(() => {
      expect(exit).toHaveBeenCalledExactlyOnceWith(143);
    });
    expect(since()).toStrictEqual({ 'envelope:unsent': 1 });
  });
});
