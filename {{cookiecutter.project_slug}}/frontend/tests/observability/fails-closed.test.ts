// @vitest-environment node

import { describe, expect, it, vi } from 'vitest';

import { dropped, gate, type Transport } from '@/observability/gate';
import { guard } from '@/observability/guard';
import type { Known } from '@/observability/known';
import * as rebuild from '@/observability/rebuild';

import {
  CANARY,
  checkIn,
  clientReport,
  envelopeHeaders,
  errorEvent,
  logContainer,
  metricContainer,
  session,
  sessions,
  spanContainer,
} from './hostile';
import { known, policy, serverProcess } from './known-here';

type Envelope = Parameters<Transport['send']>[0];

const everything = (): [object, unknown][] => [
  [{ type: 'event' }, errorEvent()],
  [{ type: 'span' }, spanContainer()],
  [{ type: 'log' }, logContainer()],
  [{ type: 'trace_metric' }, metricContainer()],
  [{ type: 'session' }, session()],
  [{ type: 'sessions' }, sessions()],
  [{ type: 'check_in' }, checkIn()],
  [{ type: 'client_report' }, clientReport()],
];
const open = guard(
  policy,
  () => false,
  () => undefined,
);

/** What a gate made of these parts sends of everything. */
async function sent(parts: {
  items?: [object, unknown][];
  known?: Known;
  guard?: rebuild.Guard;
  describe?: () => rebuild.Process;
}): Promise<string> {
  const out: unknown[] = [];
  const transport = gate(
    () => ({
      send(one) {
        out.push(one);
        return Promise.resolve({});
      },
      flush: () => Promise.resolve(true),
    }),
    parts.known ?? known,
    parts.describe ?? (() => serverProcess),
    parts.guard ?? open,
  )({ recordDroppedEvent: vi.fn() });
  const envelope = [envelopeHeaders(), parts.items ?? everything()] as unknown as Envelope;
  await expect(transport.send(envelope)).resolves.toBeDefined();
  return JSON.stringify(out);
}

const fails = () => {
  throw new Error(CANARY);
};

describe('the gate fails closed', () => {
  it('and lets every item through when all is well', async () => {
    const out = await sent({});
    for (const [{ type }] of everything() as [{ type: string }, unknown][]) {
      expect(out).toContain(`"type":"${type}"`);
    }
    expect(out).not.toMatch(/Mary|Johnson|45-6789/);
  });

  it.each(Object.keys(known) as (keyof Known)[])('when known.%s fails', async (name) => {
    const before = JSON.stringify(dropped());
    const out = await sent({ known: { ...known, [name]: fails } });
    expect(out).not.toMatch(/Mary|Johnson|45-6789/);
    expect(JSON.stringify(dropped())).not.toBe(before);
  });

  it.each(['closed', 'trips'] as const)('when guard.%s fails', async (name) => {
    const out = await sent({ guard: { ...open, [name]: fails } });
    expect(out).toBe('[]');
  });

  it('when it does not know its process', async () => {
    expect(await sent({ describe: fails })).toBe('[]');
  });

  it.each([
    ['Object.getOwnPropertyDescriptor', Object, 'getOwnPropertyDescriptor'],
    ['Object.keys', Object, 'keys'],
    ['Array.isArray', Array, 'isArray'],
    ['RegExp.prototype.test', RegExp.prototype, 'test'],
    ['Set.prototype.has', Set.prototype, 'has'],
    ['Map.prototype.set', Map.prototype, 'set'],
  ])('when %s fails, as a stand-in for any function of ours', async (_, holder, name) => {
    const out: unknown[] = [];
    const lost: string[] = [];
    let built: unknown;
    const original = Reflect.get(holder, name) as () => unknown;
    Reflect.set(holder, name, fails);
    try {
      built = rebuild.envelope([{}, everything()], known, serverProcess, (...loss) =>
        lost.push(loss.join(':')),
      );
    } catch {
      built = undefined;
    } finally {
      Reflect.set(holder, name, original);
    }
    out.push(built);
    expect(JSON.stringify(out)).not.toMatch(/Mary|Johnson|45-6789/);
  });
});

describe('hostile payloads', () => {
  const deep = () => {
    let value: unknown = CANARY;
    for (let n = 0; n < 1000; n++) {
      value = n % 2 ? { cause: value } : [value];
    }
    return value;
  };
  const cycle = () => {
    const value: Record<string, unknown> = {};
    value.self = value;
    value.values = [value];
    value.items = [value];
    return value;
  };
  const long = `${CANARY} at ${CANARY}\n`.repeat(30_000);
  const values: [string, () => unknown][] = [
    ['depth 1000', deep],
    ['a cycle', cycle],
    ['1 MB of text', () => long],
    ['NaN', () => NaN],
    ['infinity', () => -Infinity],
    ['a big integer', () => 10n],
    ['a symbol', () => Symbol(CANARY)],
    ['a function', () => () => CANARY],
    ['an array with a hole', () => Array(5)],
    ['a very long array', () => Array(100_000).fill(CANARY)],
    ['a Map', () => new Map([[CANARY, CANARY]])],
    ['an Error', () => new Error(CANARY)],
  ];

  it.each(values)(
    '%s at every key of every item',
    async (_, make) => {
      for (const [header, payload] of everything()) {
        for (const path of paths(payload)) {
          const changed = structuredClone(payload);
          plant(changed, path, make());
          expect(await sent({ items: [[header, changed]] })).not.toMatch(/Mary|Johnson|45-6789/);
        }
      }
    },
    60_000,
  );

  it('run no code of theirs: no getter, no toJSON, no toString', async () => {
    let ran = 0;
    const trap = () => {
      ran += 1;
      return CANARY;
    };
    const trapped = () => {
      const value = { toJSON: trap, toString: trap, valueOf: trap, [Symbol.toPrimitive]: trap };
      return Object.defineProperty(value, 'length', { get: trap, enumerable: true });
    };
    for (const [header, payload] of everything()) {
      for (const path of paths(payload)) {
        const changed = structuredClone(payload);
        plant(changed, path, trapped());
        await sent({ items: [[header, changed]] });
        const getter = structuredClone(payload);
        plant(getter, path, undefined, trap);
        expect(await sent({ items: [[header, getter]] })).not.toMatch(/Mary|Johnson|45-6789/);
      }
    }
    expect(ran).toBe(0);
  });

  it('that are proxies which throw are dropped', async () => {
    const proxy = new Proxy(errorEvent(), {
      getOwnPropertyDescriptor: fails,
      ownKeys: fails,
      get: fails,
    });
    expect(await sent({ items: [[{ type: 'event' }, proxy]] })).toBe('[]');
  });

  it('of ten thousand spans are bounded, and the rest is counted', async () => {
    const { items } = spanContainer();
    const many = { items: Array(10_000).fill(items[0]) };
    const before = dropped()['span:not_allowed'] ?? 0;
    const out = await sent({ items: [[{ type: 'span' }, many]] });
    expect(out).toContain('"item_count":1000');
    expect(dropped()['span:not_allowed']).toBe(before + 1);
  });

  it('of long texts end soon', { timeout: 20_000 }, async () => {
    const evil = [
      'at '.repeat(400_000),
      'a@'.repeat(500_000),
      '1'.repeat(1_000_000),
      '[as '.repeat(200_000),
    ];
    for (const text of evil) {
      const event = errorEvent();
      const [, second] = event.exception.values;
      Object.assign(second as object, { value: text, type: text });
      Object.assign(event, { transaction: text, message: text });
      second?.stacktrace?.frames.forEach((frame) =>
        Object.assign(frame, { function: text, filename: text }),
      );
      expect(await sent({ items: [[{ type: 'event' }, event]] })).toContain('"exception"');
    }
  });
});

/** Every place in a payload, to a depth that reaches attributes and frames. */
function paths(value: unknown, depth = 6): string[][] {
  if (typeof value !== 'object' || value === null || depth === 0) {
    return [];
  }
  return Object.keys(value).flatMap((key) => [
    [key],
    ...paths((value as Record<string, unknown>)[key], depth - 1).map((rest) => [key, ...rest]),
  ]);
}

function plant(root: unknown, path: string[], value: unknown, getter?: () => unknown): void {
  const last = path.at(-1) as string;
  const holder = path
    .slice(0, -1)
    .reduce((one, key) => (one as Record<string, unknown>)[key], root);
  const attributes = getter ? { get: getter } : { value, writable: true };
  Object.defineProperty(holder, last, { ...attributes, enumerable: true, configurable: true });
}
