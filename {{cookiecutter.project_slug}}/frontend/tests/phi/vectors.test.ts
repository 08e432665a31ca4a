// @vitest-environment node
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

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
/** Whatever this service answered: the vectors speak of what the template ships. */
const shipped = mkdtempSync(join(tmpdir(), 'shipped-'));
for (const name of ['defaults', 'words', 'policy.schema.json']) {
  symlinkSync(resolve('..', 'phi', name), join(shipped, name));
}
copyFileSync(
  resolve('..', 'backend', 'tests', 'phi', 'vectors_policy.json'),
  join(shipped, 'policy.json'),
);
afterAll(() => {
  rmSync(shipped, { recursive: true });
});
const policies = {
  patterns: loadPolicy({ folder: shipped, freeText: 'patterns' }),
  'known-words': loadPolicy({ folder: shipped, freeText: 'known-words' }),
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
      expect(scrubbed(given, one)).toEqual(out); // as remembered
      expect(scrubbed(out, one)).toEqual(out);
      expect(JSON.stringify(given)).toBe(before);
    }
  });
});

it('are as many as were promised', () => {
  expect(files.flatMap(([, vectors]) => vectors).length).toBeGreaterThanOrEqual(400);
});
