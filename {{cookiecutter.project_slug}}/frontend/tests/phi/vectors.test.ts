// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { loadPolicy } from '@/phi/policy';
import { scrubText } from '@/phi/text';
import { scrubEvent } from '@/phi/walk';

interface Vector {
  in: string | object;
  mode: 'patterns' | 'known-words' | 'both';
  out: string | object;
  why: string;
}

const FOLDER = resolve('..', 'phi', 'vectors');
const policies = {
  patterns: loadPolicy({ freeText: 'patterns' }),
  'known-words': loadPolicy({ freeText: 'known-words' }),
};
const files = readdirSync(FOLDER).map(
  (file) => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Vector[]] as const,
);

function scrubbed(given: string | object, mode: keyof typeof policies): unknown {
  const policy = policies[mode];
  return typeof given === 'string' ? scrubText(given, policy) : scrubEvent(given, policy);
}

describe.each(files)('the vectors of %s', (_file, vectors) => {
  it.each(vectors)('$why', ({ in: given, mode, out }) => {
    const modes = mode === 'both' ? (['patterns', 'known-words'] as const) : [mode];
    for (const one of modes) {
      const before = JSON.stringify(given);
      expect(scrubbed(given, one)).toEqual(out);
      expect(scrubbed(out, one)).toEqual(out);
      expect(JSON.stringify(given)).toBe(before);
    }
  });
});

it('are as many as were promised', () => {
  expect(files.flatMap(([, vectors]) => vectors).length).toBeGreaterThanOrEqual(400);
});
