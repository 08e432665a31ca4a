// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { withoutValues } from '@/observability/statements';
import { LONGEST, textsOf } from '@/observability/texts';
import { loadPolicy } from '@/phi/policy';

const policy = loadPolicy();

describe('texts at the gate', () => {
  const says = () => textsOf(policy);

  it('are scrubbed', () => {
    expect(says().text('Mary Johnson, SSN 123-45-6789, does not exist')).toBe(
      '[text], SSN [ssn], does not exist',
    );
  });

  it('are cut after they are scrubbed, and never in the middle of a mark', () => {
    const long = says().text('error '.repeat(1000));
    expect(long).toHaveLength(LONGEST);
    expect(long.endsWith('…')).toBe(true);
    expect(says().text('value 123-45-6789', 10)).toBe('value …');
    expect(says().text(`${'value '.repeat(1400)}123-45-6789`)).not.toMatch(/[0-9]/);
  });

  it('are marks without a policy, beyond the budget, and when the engine fails', () => {
    expect(textsOf(undefined).text('error')).toBe('[text]');
    expect(textsOf(undefined).url('/a')).toBeUndefined();
    const few = textsOf(policy, 8);
    expect([few.text('error'), few.text('error')]).toStrictEqual(['error', '[text]']);
    const broken = { ...policy, freeText: 'patterns', rules: undefined } as never;
    expect(textsOf(broken).text('error 1')).toBe('[text]');
  });

  it('are addresses without query, fragment, parameters, user and ids', () => {
    expect(says().url('https://mary:x@api.example/patients/4711;a=b?q=1#top')).toMatch(
      /^https:\/\/[^@]*\/patients\/\[[a-z]+\]$/,
    );
    expect(says().url('/patients/4711/?name=Mary')).not.toMatch(/4711|Mary/);
  });

  it.each([
    [
      "SELECT a FROM t WHERE b = 'O''Brien' AND c IN (1, 2, 3)",
      'SELECT a FROM t WHERE b = %s AND c IN (%s)',
    ],
    ['INSERT INTO "t" ("a") VALUES (%(a)s), (\'x\')', 'INSERT INTO "t" ("a") VALUES (%(a)s), (%s)'],
    ['SELECT 1 -- Mary\nFROM t', 'SELECT %s  \nFROM t'],
    ['SELECT /* a /* Mary */ Mary */ a FROM t', 'SELECT   a FROM t'],
    ["SELECT $tag$Mary$tag$, 'Mary'", 'SELECT [text]'],
    ["SELECT 'Mary", 'SELECT %s'],
    ['SELECT "Mary Johnson", 0x1F, é', 'SELECT %s'],
  ])('are statements without values: %j', (statement, left) => {
    expect(withoutValues(statement)).toBe(left);
  });
});
