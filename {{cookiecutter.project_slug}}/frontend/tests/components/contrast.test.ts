// @vitest-environment node
import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

const [lightRules = '', darkRules = ''] = readFileSync('src/app/globals.css', 'utf8').split(
  '@media (prefers-color-scheme: dark)',
);

const tokensIn = (rules: string) =>
  Object.fromEntries([...rules.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));

const LIGHT = tokensIn(lightRules);
const DARK = { ...LIGHT, ...tokensIn(darkRules) };

/** What stands on what, and WCAG 2.2 AA's least ratio for it: 4.5 for text, 3 for edges of controls and focus. */
const PAIRS: [string, string, number][] = [
  ...['ground', 'surface', 'surface-sunken', 'accent-soft', 'danger-soft', 'good-soft'].map(
    (ground): [string, string, number] => ['text', ground, 4.5],
  ),
  ...['ground', 'surface', 'surface-sunken'].flatMap((ground): [string, string, number][] => [
    ['text-muted', ground, 4.5],
    ['accent', ground, 4.5],
    ['accent-strong', ground, 4.5],
    ['control-line', ground, 3],
    ['focus', ground, 3],
  ]),
  ['accent', 'accent-soft', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['danger', 'surface', 4.5],
  ['danger', 'danger-soft', 4.5],
  ['good', 'good-soft', 4.5],
  ['warn', 'warn-soft', 4.5],
];

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) {
    throw new Error('A token of the pair does not exist.');
  }
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('in %s', (_scheme, tokens) => {
  it.each(PAIRS)('%s can be read on %s', (ink, ground, least) => {
    expect(contrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(least);
  });
});

it('has colours of its own in the dark', () => {
  expect(tokensIn(darkRules).ground).not.toBe(LIGHT.ground);
});
