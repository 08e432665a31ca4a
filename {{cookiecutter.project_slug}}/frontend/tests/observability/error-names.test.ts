// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { isErrorName, OWN } from '@/observability/error-names';

/** Every error class that our source declares, with the text that follows. */
function declared(): { name: string; body: string }[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(join('src', path), 'utf8'))
    .flatMap((text) => [...text.matchAll(/class (\w+) extends \w*(?:Error|Exception)\b[^]*?\n}/g)])
    .map(([body, name = '']) => ({ name, body }));
}

it('lists exactly the error classes of our source', () => {
  const names = declared().map(({ name }) => name);
  expect(names.sort()).toStrictEqual([...OWN].sort());
  expect(names.every(isErrorName)).toBe(true);
});

it('each of them says its name in a text, since minifying changes the class’s', () => {
  for (const { name, body } of declared()) {
    expect(body).toMatch(new RegExp(`(?:this|override) ?\\.?name = '${name}'`));
  }
});
