import { beforeEach, describe, expect, it, vi } from 'vitest';

import { dropped, gate, isGate, type Transport } from '@/observability/gate';
import type { Known } from '@/observability/known';

import { CANARY, errorEvent, EVENT_ID, spanContainer } from './hostile';
import { known, serverProcess } from './known-here';

type Envelope = Parameters<Transport['send']>[0];

const envelope = (...items: unknown[]) => [{ event_id: EVENT_ID }, items] as unknown as Envelope;
const event = () => envelope([{ type: 'event' }, errorEvent()]);

function gated(
  send: Transport['send'],
  knowledge: Known = known,
  describeProcess = () => serverProcess,
) {
  const recordDroppedEvent = vi.fn();
  const transport = gate(
    () => ({ send, flush: () => Promise.resolve(true) }),
    knowledge,
    describeProcess,
  )({
    recordDroppedEvent,
  });
  return { transport, recordDroppedEvent };
}

/** What one call adds to the counts. */
async function droppedBy(call: () => PromiseLike<unknown>): Promise<Record<string, number>> {
  const before = dropped();
  await call();
  return Object.fromEntries(
    Object.entries(dropped())
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
}

describe('the gate', () => {
  const sent: Envelope[] = [];
  const send: Transport['send'] = (one) => {
    sent.push(one);
    return Promise.resolve({ statusCode: 200 });
  };
  beforeEach(() => sent.splice(0));

  it('sends a new envelope and hands the answer back', async () => {
    const source = event();
    const { transport } = gated(send);
    await expect(transport.send(source)).resolves.toStrictEqual({ statusCode: 200 });
    expect(sent).toHaveLength(1);
    expect(sent[0]).not.toBe(source);
    expect(sent[0]?.[1][0]).not.toBe(source[1][0]);
    expect(JSON.stringify(sent)).not.toContain('Mary');
    expect(source).toStrictEqual(event());
  });

  it('sends nothing when nothing may leave, and tells the client what was lost', async () => {
    const { transport, recordDroppedEvent } = gated(send);
    const lost = await droppedBy(() => transport.send(envelope([{ type: 'log' }, { items: [] }])));
    expect(lost).toStrictEqual({ 'log:not_allowed': 1 });
    expect(recordDroppedEvent).toHaveBeenCalledWith('gate', 'log_item', 1);
    expect(sent).toHaveLength(0);
  });

  it('counts each span of a container that it drops', async () => {
    const { transport, recordDroppedEvent } = gated(send);
    const { items } = spanContainer();
    await transport.send(envelope([{ type: 'span' }, { items: items.slice(2) }]));
    expect(recordDroppedEvent).toHaveBeenCalledWith('gate', 'span', 3);
  });

  it('sends nothing when its knowledge fails', async () => {
    const failing: Known = {
      ...known,
      exceptionType() {
        throw new Error(CANARY);
      },
    };
    const { transport } = gated(send, failing);
    const lost = await droppedBy(() => transport.send(event()));
    expect(lost).toStrictEqual({ 'event:gate_error': 1 });
    expect(sent).toHaveLength(0);
  });

  it('sends nothing when it does not know its process', async () => {
    const { transport } = gated(send, known, () => {
      throw new Error(CANARY);
    });
    const lost = await droppedBy(() => transport.send(event()));
    expect(lost).toStrictEqual({ 'envelope:gate_error': 1 });
    expect(sent).toHaveLength(0);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error(CANARY);
      },
      'envelope:gate_error',
    ],
    ['rejects', () => Promise.reject(new Error(CANARY)), 'envelope:transport_error'],
  ])('is silent when the transport %s', async (_, failing, counted) => {
    const { transport } = gated(failing);
    const lost = await droppedBy(() => transport.send(event()));
    expect(lost).toStrictEqual({ [counted]: 1 });
  });

  it('survives a client that cannot count', async () => {
    const { transport, recordDroppedEvent } = gated(send);
    recordDroppedEvent.mockImplementation(() => {
      throw new Error(CANARY);
    });
    await expect(transport.send(envelope([{ type: 'log' }, {}]))).resolves.toStrictEqual({});
  });

  const cyclic: Record<string, unknown> = errorEvent();
  cyclic.contexts = { trace: cyclic, runtime: cyclic };
  cyclic.extra = cyclic;
  let deep: unknown = CANARY;
  for (let n = 0; n < 100_000; n++) {
    deep = { cause: deep };
  }
  it.each<[string, unknown]>([
    ['a cycle', cyclic],
    ['BigInt', { ...errorEvent(), timestamp: 10n, level: 10n, event_id: EVENT_ID, extra: 1n }],
    ['NaN and infinity', { ...errorEvent(), timestamp: NaN, extra: Infinity }],
    ['great depth', { ...errorEvent(), extra: deep, user: deep }],
    [
      'long strings',
      { ...errorEvent(), transaction: CANARY.repeat(100_000), level: CANARY.repeat(100_000) },
    ],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          get() {
            throw new Error(CANARY);
          },
        },
      ),
    ],
    ['symbols and functions', { ...errorEvent(), message: Symbol('x'), transaction: () => CANARY }],
    ['a string', CANARY],
    ['nothing', undefined],
  ])('never throws and never leaks on %s', async (_, payload) => {
    const { transport } = gated(send);
    await transport.send(envelope([{ type: 'event' }, payload]));
    expect(JSON.stringify(sent)).not.toContain('Mary');
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['a string', CANARY],
    ['no items', [{}]],
    ['items that are none', [{}, CANARY]],
  ])('takes %s for an envelope without content', async (_, source) => {
    const { transport } = gated(send);
    await expect(transport.send(source as Envelope)).resolves.toStrictEqual({});
    expect(sent).toHaveLength(0);
  });

  it('says false when flushing fails', async () => {
    const failing = { send, flush: () => Promise.reject(new Error(CANARY)) };
    await expect(
      gate(
        () => failing,
        known,
        () => serverProcess,
      )({}).flush(),
    ).resolves.toBe(false);
    const throwing = {
      send,
      flush: () => {
        throw new Error(CANARY);
      },
    };
    await expect(
      gate(
        () => throwing,
        known,
        () => serverProcess,
      )({}).flush(),
    ).resolves.toBe(false);
    await expect(gated(send).transport.flush()).resolves.toBe(true);
  });

  it('is known by identity', () => {
    const { transport } = gated(send);
    expect(isGate(transport)).toBe(true);
    expect(isGate({ ...transport })).toBe(false);
    expect(isGate(undefined)).toBe(false);
  });
});
