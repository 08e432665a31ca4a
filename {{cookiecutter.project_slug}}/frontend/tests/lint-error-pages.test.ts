// @vitest-environment node
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { Linter } from 'eslint';
import { expect, it } from 'vitest';

import rule from '../lint/page-within-its-layout.mjs';

/** What the rule says of `file` in a folder that holds these files. */
function said(file: string, ...others: string[]): string[] {
  const root = mkdtempSync(join(tmpdir(), 'segments-'));
  for (const path of [file, ...others]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
  const linter = new Linter({ cwd: root });
  const config = {
    files: ['**/*.tsx'],
    plugins: { ours: { rules: { rule: rule as never } } },
    rules: { 'ours/rule': 'error' as const },
  };
  return linter
    .verify('', config, { filename: join(root, file) })
    .map(({ messageId }) => messageId ?? '');
}

const ROOT = ['app/layout.tsx', 'app/global-error.tsx', 'app/error.tsx'];

it.each([
  ['beside it', 'app/a/page.tsx', 'app/a/error.tsx'],
  ['between it and its layout', 'app/a/b/c/page.tsx', 'app/a/b/error.tsx', 'app/a/layout.tsx'],
  ['beside its layout', 'app/a/b/page.tsx', 'app/a/layout.tsx', 'app/a/error.tsx'],
  ['beside the root layout', 'app/a/b/page.tsx'],
])('accepts a page with an error page %s', (_, page, ...others) => {
  expect(said(page, ...ROOT, ...others)).toEqual([]);
});

it.each([
  ['above its layout', 'app/a/page.tsx', 'app/a/layout.tsx', ...ROOT],
  ['in another segment', 'app/a/page.tsx', 'app/layout.tsx', 'app/b/error.tsx'],
  ['nowhere', 'app/page.tsx'],
])('refuses a page with an error page %s', (_, page, ...others) => {
  expect(said(page, ...others)).toEqual(['missing']);
});

it('wants a global error page beside the root layout', () => {
  expect(said('app/layout.tsx', 'app/global-error.tsx')).toEqual([]);
  expect(said('app/layout.tsx', 'app/error.tsx')).toEqual(['global']);
  expect(said('app/a/layout.tsx')).toEqual([]);
});
