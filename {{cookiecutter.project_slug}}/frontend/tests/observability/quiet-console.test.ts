// @vitest-environment node
import { createRequire } from 'node:module';

import { expect, test, vi } from 'vitest';

import { failure, value } from '@/observability/printed';
import { quietConsole, quietWarnings } from '@/observability/quiet-console';

import { known } from './known-here';

/** What Next makes digests with. */
const stringHash = createRequire(import.meta.url)('next/dist/compiled/string-hash') as (
  text: string,
) => number;
const CANARY = 'Mary Johnson 123-45-6789';
const HERE = known.frame(new URL(import.meta.url).pathname, undefined)?.filename;

function error(message: string, extra: object = {}): Error {
  return Object.assign(new TypeError(message), extra);
}

const print = (one: unknown) => value(one, known);

test('an error is printed as its class, digest and known frames', () => {
  const own = error(CANARY);
  const digest = String(stringHash(own.message + own.stack));
  const printed = print(Object.assign(own, { digest }));
  expect(printed.split('\n', 1)).toEqual([`TypeError: [text] (digest ${digest})`]);
  expect(printed).toMatch(/\n {4}at /);
  expect(printed).not.toContain('Mary');
});

test('frames are printed by the name that the build has for them, or not at all', () => {
  const own = error('x');
  own.stack = `TypeError: x\n    at run (${CANARY.replaceAll(' ', '')}.js:1:1)\n    at /etc/passwd:1:1`;
  expect(print(own)).toBe('TypeError: [text]\n    at [frame]\n    at [frame]');
  expect(HERE === undefined || print(error('x')).includes(HERE)).toBe(true);
});

test('lines of a message that look like frames are not printed', () => {
  expect(print(error(`lost\n    at ${CANARY} (/a.js:1:1)`))).not.toContain('Mary');
});

test('a stack that does not hold the message is not printed', () => {
  expect(print(error('other', { stack: CANARY }))).toBe('TypeError: [text]');
});

test('a name, properties of its own and causes are printed as far as they are known', () => {
  const cause = error(CANARY, { stack: '' });
  const outer = error('x', { name: CANARY, cause, patient: CANARY, stack: 'x' });
  expect(print(outer)).toBe('[exception]: [text]\ncaused by TypeError: [text]');
});

test.each([CANARY, '123456789', '19800102', 'd41d8cd98f00b204e9800998ecf8427e', 123456789])(
  'a digest that Next has not made of this error is not printed: %s',
  (digest) => {
    expect(print(error('x', { digest })).split('\n', 1)).toEqual(['TypeError: [text]']);
  },
);

test('a digest that is an id of an event is printed', () => {
  const digest = '0123456789ab4def8123456789abcdef';
  expect(print(error('x', { digest }))).toContain(`(digest ${digest})`);
});

test.each([CANARY, 7, { a: CANARY }, [CANARY], Symbol(CANARY), undefined])(
  'free text and values are a mark',
  (one) => expect(print(one)).toBe('[text]'),
);

test.each([' ⨯', '✓', '\x1b[31m⨯\x1b[39m', ''])('symbols stay: %j', (one) =>
  expect(print(one)).toBe(one),
);

test('no code of what is printed runs', () => {
  const trap = (): never => {
    throw new Error('it ran');
  };
  const one = new Error('x');
  for (const key of ['stack', 'name', 'message', 'cause', 'digest', 'toString', 'toJSON']) {
    Object.defineProperty(one, key, { get: trap });
  }
  expect(failure(one, known)).toBe('[exception]: [text]');
  expect(print(new Proxy(one, { get: trap, getOwnPropertyDescriptor: trap }))).toBe('[text]');
});

test('all that a console prints by goes through it', () => {
  const printed: unknown[] = [];
  const target = Object.fromEntries(
    Object.entries(globalThis.console)
      .filter(([, method]) => typeof method === 'function')
      .map(([name]) => name)
      .map((name) => [name, (...values: unknown[]) => printed.push(...values)]),
  ) as unknown as Console;
  quietConsole({ known }, target);
  const silent = ['Console', 'clear', 'groupEnd', 'context', 'createTask', 'profile', 'timeStamp'];
  const names = Object.keys(target).filter(
    (name) => !silent.includes(name) && !/End$|^_/.test(name),
  );
  expect(names).toContain('error');
  for (const name of names) {
    target[name as 'log']('%s ⨯', CANARY, error(CANARY), { a: CANARY });
  }
  expect(printed.length).toBeGreaterThan(9);
  expect(JSON.stringify(printed)).not.toContain('Mary');
});

test('warnings of the process are printed as errors are', () => {
  function onWarning(): void {
    throw new Error('Node’s own listener prints');
  }
  const listeners: ((warning: unknown) => void)[] = [onWarning];
  const write = vi.fn();
  quietWarnings({ known }, {
    listeners: () => listeners,
    off: (_: string, one: never) => listeners.splice(listeners.indexOf(one), 1),
    on: (_: string, one: never) => listeners.push(one),
    stderr: { write },
  } as never);
  listeners.forEach((listener) => listener(error(CANARY, { stack: '' })));
  expect(write).toHaveBeenCalledExactlyOnceWith('Warning: TypeError: [text]\n');
});
