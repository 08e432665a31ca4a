// @vitest-environment node
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { loadPolicy, PolicyError } from '@/phi/policy';

const OWN = resolve('..', 'phi', 'policy.json');
const telemetry = {
  tags: { role: ['doctor'] },
  contexts: { patient: ['id'] },
  metrics: { sent: { unit: 'none', low: 0, high: 10 } },
};

/** Both halves of the service are held to these. */
const { cases: CASES } = JSON.parse(
  readFileSync(resolve('..', 'backend', 'tests', 'phi', 'fields_left_out.json'), 'utf8'),
) as {
  cases: {
    why: string;
    answered?: unknown;
    policy: object;
    refused?: string;
    in_force?: string[];
    left_out?: string[];
  }[];
};

function written(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'a policy ')), 'policy.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('the policy', () => {
  it('of this service can be read, and is known by the hash of its bytes', () => {
    const policy = loadPolicy();
    expect(policy.sha256).toBe(createHash('sha256').update(readFileSync(OWN)).digest('hex'));
    expect(policy.tags.size + policy.contexts.size + policy.metrics.size).toBeGreaterThan(0);
  });

  it('holds what telemetry may carry', () => {
    const identifiers = { mrn: { pattern: 'MRN[0-9]{5}' } };
    expect(
      loadPolicy({ path: written({ fields: { add: ['bed'] }, identifiers, telemetry }) }),
    ).toMatchObject({
      tags: new Map([['role', new Set(['doctor'])]]),
      contexts: new Map([['patient', new Set(['id'])]]),
      metrics: new Map([['sent', { unit: 'none', low: 0, high: 10 }]]),
      mrn: 'MRN[0-9]{5}',
    });
    expect(loadPolicy({ path: written({ telemetry }) }).mrn).toBeUndefined();
  });

  it.each(CASES)('lets no field go without a reason: $why', (one) => {
    const root = mkdtempSync(join(tmpdir(), 'a service '));
    symlinkSync(resolve('..', 'phi'), join(root, 'phi'));
    if (one.answered !== undefined) {
      writeFileSync(join(root, 'service.json'), JSON.stringify({ phi_fields: one.answered }));
    }
    const read = () => loadPolicy({ folder: join(root, 'phi'), path: written(one.policy) });
    if (one.refused !== undefined) {
      expect(read).toThrow(new PolicyError(one.refused));
      return;
    }
    const { keys } = read().rules;
    expect(one.in_force?.filter((name) => keys.find(name) === undefined)).toEqual([]);
    expect(one.left_out?.filter((name) => keys.find(name) !== undefined)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'the file'],
    ['no object', '[]', 'the file'],
    ['a key that nobody knows', { telemetry: { ...telemetry, spans: {} } }, 'telemetry'],
    ['a key too few', { telemetry: { tags: {}, contexts: {} } }, 'telemetry'],
    ['tags that are no lists', { telemetry: { ...telemetry, tags: { role: '*' } } }, 'tags.role'],
    ['a value with spaces', { telemetry: { ...telemetry, tags: { role: ['a b'] } } }, 'tags.role'],
    ['a name with spaces', { telemetry: { ...telemetry, tags: { 'a b': ['x'] } } }, 'tags'],
    [
      'context keys of numbers',
      { telemetry: { ...telemetry, contexts: { p: [1] } } },
      'contexts.p',
    ],
    ['a metric without a range', { telemetry: { ...telemetry, metrics: { m: {} } } }, 'metrics.m'],
    [
      'a range upside down',
      { telemetry: { ...telemetry, metrics: { m: { unit: 'none', low: 2, high: 1 } } } },
      'metrics.m',
    ],
    [
      'a range without end',
      '{"telemetry":{"tags":{},"contexts":{},"metrics":{"m":{"unit":"none","low":0,"high":1e999}}}}',
      'metrics.m',
    ],
    [
      'a unit that nobody knows',
      { telemetry: { ...telemetry, metrics: { m: { unit: 'apples', low: 0, high: 1 } } } },
      'metrics.m.unit',
    ],
    ['a key of no section', { feilds: [] }, 'the file has the key "feilds"'],
    ['a pattern without end', { identifiers: { mrn: { pattern: 'M[0-9]+' } } }, 'mrn.pattern'],
    [
      'an identifier without proofs',
      { identifiers: { bed: { pattern: 'B[0-9]{4}' } } },
      'identifiers.bed has no example',
    ],
    [
      'a counter-example that is found',
      {
        identifiers: { bed: { pattern: 'B[0-9]{4}', example: 'B1234', counter_example: 'b1234' } },
      },
      'identifiers.bed.counter_example is found',
    ],
    ['a loosening without a reason', { free_text: 'patterns' }, 'free_text is a loosening'],
    ['a mode that nobody knows', { free_text: 'all' }, 'free_text is unknown'],
    [
      'a pattern that is none',
      { telemetry, identifiers: { mrn: { pattern: '(' } } },
      'mrn.pattern',
    ],
  ])('with %s is refused in one line that names the key', (_, content, key) => {
    const read = () => loadPolicy({ path: written(content) });
    expect(read).toThrow(PolicyError);
    expect(read).toThrow(/^policy\.json: [^\n]+$/);
    expect(read).toThrow(key);
  });

  it('that is missing is refused', () => {
    expect(() => loadPolicy({ path: '/nowhere/policy.json' })).toThrow(/^policy\.json: the file/);
  });
});
