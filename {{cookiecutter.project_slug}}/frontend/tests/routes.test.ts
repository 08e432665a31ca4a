import { describe, expect, it } from 'vitest';

import { isRowId, pageParam, returnPath, searchParam } from '@/routes';

describe('the way back after signing in', () => {
  it.each([
    ['/patients/new', '/patients/new'],
    ['/patients?search=Mary+Johnson#x', '/patients'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/.//evil.example', '/'],
    ['https://evil.example/patients', '/'],
    ['javascript:alert(1)', '/'],
    ['patients', '/'],
    ['', '/'],
    [null, '/'],
  ])('%j leads to %j', (given, expected) => {
    expect(returnPath(given)).toBe(expected);
  });
});

it('knows a row id by its shape', () => {
  expect(isRowId('0b8f3c1e-1f0a-4c0e-9a53-0d6f6d8f2b11')).toBe(true);
  expect(isRowId('new')).toBe(false);
  expect(isRowId('../session')).toBe(false);
});

it('reads search parameters leniently', () => {
  expect(searchParam(['  a ', 'b'])).toBe('a');
  expect(searchParam(undefined)).toBe('');
  expect([
    pageParam('3'),
    pageParam('0'),
    pageParam('-1'),
    pageParam('x'),
    pageParam('1e3'),
  ]).toEqual([3, 1, 1, 1, 1]);
});
