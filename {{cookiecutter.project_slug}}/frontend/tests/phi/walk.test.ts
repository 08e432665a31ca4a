// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

import { loadPolicy } from '@/phi/policy';
import { scrubText } from '@/phi/text';
import { Values } from '@/phi/values';
import { scrubEvent } from '@/phi/walk';

const policy = loadPolicy({ freeText: 'patterns' });
const words = loadPolicy();
const SSN = '123-45-6789';

describe('live objects', () => {
  it('are read without running any code of theirs', () => {
    const ran = vi.fn(() => 'x');
    const trap = new Proxy(
      {},
      { get: ran, ownKeys: () => (ran(), []), getPrototypeOf: () => (ran(), null) },
    );
    class Patient {
      ssn = SSN;
      get name() {
        return ran();
      }
      toJSON() {
        return ran();
      }
      [Symbol.toPrimitive]() {
        return ran();
      }
    }
    const list: unknown[] = [1, 2];
    Object.defineProperty(list, 0, { get: ran, enumerable: true });
    const event = {
      getter: Object.defineProperty({}, 'a', { get: ran, enumerable: true }),
      toJSON: ran,
      patient: new Patient(),
      list,
      trap,
      deep: { trap, children: [trap] },
      inherited: Object.create({ ssn: SSN }) as object,
      overProxy: Object.create(new Proxy({}, { get: ran, has: () => (ran(), true) })) as object,
    };
    const scrubbed = scrubEvent(event, policy);
    expect(JSON.stringify(scrubbed)).not.toContain('6789');
    expect(scrubbed).toMatchObject({ trap: '[filtered]', toJSON: '[filtered]' });
    expect(ran).not.toHaveBeenCalled();
  });

  it('of built-in classes are read as what they hold', () => {
    const form = new FormData();
    form.append('first_name', 'Zaphodia');
    form.append('page', '2');
    const error = new TypeError(`no ${SSN}`, { cause: new Error(`of ${SSN}`) });
    const event = {
      map: new Map<unknown, unknown>([
        ['ssn', SSN],
        [{}, 1],
      ]),
      set: new Set([`ssn ${SSN}`]),
      form,
      query: new URLSearchParams('ssn=123456789&page=2'),
      date: new Date('2026-05-01T00:00:00Z'),
      bytes: Buffer.from(`ssn ${SSN}`),
      big: 10n,
      bigger: 10n ** 40n,
      boxed: Object(`ssn ${SSN}`) as unknown,
      error,
      undef: undefined,
      fn: () => SSN,
      symbol: Symbol(SSN),
      nan: NaN,
      holes: [undefined, Infinity],
    };
    expect(scrubEvent(event, policy)).toEqual({
      map: { ssn: '[ssn]', '[filtered]': 1 },
      set: ['ssn [ssn]'],
      form: [
        ['first_name', '[filtered]'],
        ['page', '2'],
      ],
      query: [
        ['ssn', '[ssn]'],
        ['page', '2'],
      ],
      date: '2026-05-01T00:00:00.000Z',
      bytes: 'ssn [ssn]',
      big: 10,
      bigger: '[number]',
      boxed: 'ssn [ssn]',
      error: { message: 'no [ssn]', cause: { message: 'of [ssn]' } },
      fn: '[filtered]',
      symbol: '[filtered]',
      nan: null,
      holes: [null, null],
    });
  });

  it('may hold themselves, be deep and be called __proto__', () => {
    const loop: Record<string, unknown> = { ssn: SSN };
    loop.self = loop;
    loop.list = [loop];
    expect(scrubEvent(loop, policy)).toEqual({
      ssn: '[ssn]',
      self: '[filtered]',
      list: ['[filtered]'],
    });
    let deep: unknown = `ssn ${SSN}`;
    for (let depth = 0; depth < 1000; depth++) {
      deep = { patient: [deep] };
    }
    expect(JSON.stringify(scrubEvent({ deep }, policy))).not.toContain('6789');
    const own = JSON.parse(`{"__proto__": {"info": "ssn ${SSN}"}}`) as object;
    // A service may name it as a field.
    expect(JSON.stringify(scrubEvent(own, policy))).toMatch(
      /^\{"__proto__":(?:\{"info":"ssn \[ssn\]"\}|"\[filtered\]")\}$/,
    );
    expect(({} as Record<string, unknown>).info).toBeUndefined();
  });
});

describe('any event', () => {
  const anything = fc.object({
    maxDepth: 4,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
    values: [
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom(null, undefined, `ssn: ${SSN}`, '\ud800', 'mary@example.org', '$&'),
    ],
  });

  it.each([
    ['patterns', policy],
    ['known words', words],
  ])(
    'is JSON afterwards, the same when scrubbed again, and as it was (%s)',
    (_mode, one) => {
      fc.assert(
        fc.property(anything, (event) => {
          const copy = structuredClone(event);
          const json = JSON.stringify(scrubEvent(event, one));
          expect(event).toEqual(copy);
          expect(json).not.toContain(SSN);
          expect(json).not.toContain('mary@');
          const once = JSON.parse(json) as object;
          expect(JSON.parse(JSON.stringify(scrubEvent(once, one)))).toEqual(once);
        }),
        { numRuns: 150 },
      );
    },
    60_000,
  );

  it('loses the values of its fields in all of its texts', () => {
    const name = fc.constantFrom('Zaphodia', 'Mark Young', "O'Quillfeather", 'Müller-Ölfeld');
    const spelled = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.toUpperCase(),
      (text) => encodeURIComponent(text),
      (text) => JSON.stringify(text),
      (text) => text.replaceAll(' ', '_'),
      (text) => text.replaceAll(' ', '^'),
    );
    fc.assert(
      fc.property(name, spelled, (value, spell) => {
        const event = { message: `error for ${spell(value)}.`, extra: { patient_name: value } };
        const { message } = scrubEvent(event, policy);
        expect(message).toMatch(/^error for "?\[filtered\]"?\.$/);
      }),
    );
    const values = new Values(policy.rules.decoder, ['Grace Field']);
    expect(scrubText('grace%20FIELD and Grace', words, values)).toContain('[filtered] and ');
  });
});
