import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { engineMessage } from '@/observability/engine-messages';
import type { Known } from '@/observability/known';
import { knownBrowser } from '@/observability/known-browser';
import { event } from '@/observability/rebuild-event';

import { CANARY } from './hostile';

function messageOf(fail: () => unknown): string {
  try {
    fail();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('did not fail');
}

const rows = {} as Record<string, { plan: string; call: () => void }>;
// As this engine really says them.
const RAISED: [() => unknown, string][] = [
  [() => rows[CANARY]!.plan, "Cannot read properties of undefined (reading '[text]')"],
  [() => (rows[CANARY]!.plan = ''), "Cannot set properties of undefined (setting '[text]')"],
  [() => JSON.parse(CANARY), 'Unexpected token [text] is not valid JSON'],
  [() => JSON.parse('{"a":'), 'Unexpected end of JSON input'],
  [() => new Date(CANARY).toISOString(), 'Invalid time value'],
  [
    () => new Intl.DateTimeFormat('en', { timeZone: CANARY }),
    'Invalid time zone specified: [text]',
  ],
  [() => new Array(-1), 'Invalid array length'],
  [() => (rows as unknown as { call: () => void }).call(), '[text] is not a function[text]'],
];

describe('what a browser says of an error', () => {
  it.each(RAISED)('is the constant of %s, and no value', (fail, said) => {
    expect(engineMessage(messageOf(fail))).toBe(said);
  });

  it.each([
    [
      `Minified React error #31; visit https://react.dev/errors/31?args[]=${CANARY}`,
      'React error code 31',
    ],
    [`undefined is not an object (evaluating '${CANARY}.plan')`, /^undefined is not an object/],
    [`can't access property "plan", ${CANARY} is undefined`, /^can't access property \[text\],/],
    ['Failed to fetch', 'Failed to fetch'],
    ['Load failed', 'Load failed'],
  ])('knows %s', (text, said) => {
    expect(engineMessage(text)).toMatch(said);
    expect(engineMessage(text)).not.toContain(CANARY);
  });

  it.each([
    CANARY,
    `${CANARY} is late`,
    '',
    `Failed to fetch ${CANARY}`,
    'toString',
    'Minified React error #x;',
  ])('is nothing for %s', (text) => {
    expect(engineMessage(text)).toBeUndefined();
  });

  it('holds nothing of what fills the holes', () => {
    const marked = /^(?:[^0-9]|code [0-9]{1,3})*$/;
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...RAISED), (value, [fail]) => {
        const said = engineMessage(messageOf(fail).replaceAll(CANARY, `${value}7318`));
        expect(said ?? '').toMatch(marked);
      }),
    );
  });

  it('ends soon on a long text', { timeout: 20_000 }, () => {
    const text = `Expected ${' in JSON at'.repeat(1_000_000)}`;
    expect(engineMessage(text)).toBe('Expected [text] in JSON at [text]');
  });

  it('is what the browser’s gate lets out, and the server’s words do not decide there', () => {
    const known: Known = knownBrowser;
    const payload = {
      event_id: '0123456789ab4def8123456789abcdef',
      exception: {
        values: [
          { type: 'TypeError', value: "Cannot read properties of undefined (reading 'plan')" },
          { type: 'Error', value: CANARY },
        ],
      },
    };
    const built = event(payload, known, {
      environment: 'staging',
      release: '1.2.3',
      runtime: 'browser',
      publicKey: 'public',
      constant: engineMessage,
      now: 1_795_700_000,
    });
    expect(built?.exception).toMatchObject({
      values: [
        { value: "Cannot read properties of undefined (reading '[text]')" },
        { value: '[text]' },
      ],
    });
  });
});
