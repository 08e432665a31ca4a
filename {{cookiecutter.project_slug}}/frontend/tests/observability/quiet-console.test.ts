import { expect, test, vi } from 'vitest';

import { quietConsole, withoutText } from '@/observability/quiet-console';

const CANARY = 'Mary Johnson 123-45-6789';

function failure(message: string, extra: object = {}): Error {
  return Object.assign(new TypeError(message), extra);
}

test('an error is printed as its digest and frames', () => {
  const printed = withoutText(failure(CANARY, { digest: '123456' }));
  expect(printed).toMatch(/^Error \[text\] \(digest 123456\)\n {4}at /);
  expect(printed).not.toContain('Mary');
});

test('lines of a message that look like frames are not printed', () => {
  expect(withoutText(failure(`lost\n    at ${CANARY} (/a.js:1:1)`))).not.toContain('Mary');
});

test('a stack that does not hold the message is not printed', () => {
  expect(withoutText(failure('other', { stack: CANARY }))).toBe('Error [text]');
});

test('a cause, a name and properties of its own are not printed', () => {
  const error = failure('x', { name: CANARY, cause: new Error(CANARY), patient: CANARY });
  error.stack = `${CANARY}: x\n    at run (/a.js:1:1)`;
  expect(withoutText(error)).toBe('Error [text]\n    at run (/a.js:1:1)');
});

test('a digest that holds text is not printed', () => {
  expect(withoutText(failure('x', { digest: CANARY }))).not.toContain('Mary');
});

test('other values are printed as they are', () => {
  expect(withoutText('⨯')).toBe('⨯');
});

test('both of the ways that Next prints by go through it', () => {
  const target = { error: vi.fn(), warn: vi.fn() };
  const { error, warn } = target;
  quietConsole(target);
  target.error('⨯', failure(CANARY));
  target.warn(failure(CANARY));
  expect(JSON.stringify([...error.mock.calls, ...warn.mock.calls])).not.toContain('Mary');
  expect(error).toHaveBeenCalledOnce();
  expect(warn).toHaveBeenCalledOnce();
});
