import { describe, expect, it } from 'vitest';

import { knownBrowser } from '@/observability/known-browser';

describe('the browser’s knowledge', () => {
  it.each([
    ['/patients/4711', '/patients/_'],
    ['/patients/0b21c014-a129-4085-b6e1-b76f777df8e2', '/patients/_'],
    ['/patients/Mary', '/patients/_'],
    ['/patients/mary%20johnson', '/patients/_'],
    ['/sentry-check/server-component', '/sentry-check/server-component'],
    ['/patients/[id]', '/patients/[id]'],
    ['/', '/'],
    ['patients', undefined],
    [`/${'x'.repeat(600)}`, undefined],
  ])('the shape of %s is %s', (path, shape) => {
    expect(knownBrowser.route(path)).toBe(shape);
  });

  it('takes files of the build by shape', () => {
    const chunk = 'app:///_next/static/chunks/1qdd_0ssycczs.js';
    expect(knownBrowser.frame(chunk, 'HTMLDocument.n')).toStrictEqual({
      filename: chunk,
      functionKnown: true,
    });
    expect(knownBrowser.frame(chunk, 'Mary Johnson')?.functionKnown).toBe(false);
    for (const other of [
      'app:///patients/4711',
      'http://localhost/_next/static/chunks/a.js',
      'app:///_next/static/../mary.js',
      'app:///_next/static/mary johnson.js',
      '<anonymous>',
    ]) {
      expect(knownBrowser.frame(other, 'f')).toBeUndefined();
    }
  });

  it('takes error names that the language, the platform or our source has', () => {
    expect(knownBrowser.exceptionType('TypeError')).toBe(true);
    expect(knownBrowser.exceptionType('ApiError')).toBe(true);
    expect(knownBrowser.exceptionType('MaryJohnson')).toBe(false);
  });
});
