// @vitest-environment node
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { decode, encode } from '@jridgewell/sourcemap-codec';
import type { NextConfig } from 'next';
import { afterEach, expect, it, vi } from 'vitest';

import { ownMap, setMapsAside } from '../scripts/source-maps.mjs';

const SLOW_MS = 60_000; // the configuration brings the SDK's build tools along
const PAGE = 'export const a = 1;\n';
const OWN = new Map([['src/app/page.tsx', PAGE]]);
const THEIRS = 'turbopack:///[project]/node_modules/react/index.js';

const map = (sources: string[], texts: (string | null)[], segments: number[][]) => ({
  version: 3,
  sources,
  sourcesContent: texts,
  names: ['theirs', 'ours'],
  mappings: encode([segments as [number, number, number, number, number][]]),
});

const MIXED = map(
  [THEIRS, 'turbopack:///[project]/src/app/page.tsx'],
  ['their text', PAGE],
  [
    [0, 0, 4, 4, 0],
    [10, 1, 0, 7, 1],
    [20, 0, 5, 5, 0],
    [30, 0, 6, 6, 0],
  ],
);

afterEach(() => vi.unstubAllEnvs());

it('keeps of a map what is ours: texts, names and positions', () => {
  const { mappings, ...rest } = ownMap(MIXED, '.next/static/chunks/a.js.map', OWN);
  expect(rest).toEqual({
    version: 3,
    sources: ['app:///src/app/page.tsx'],
    sourcesContent: [PAGE],
    names: ['ours'],
  });
  expect(decode(mappings)).toEqual([[[10, 0, 0, 7, 0], [20]]]);
});

it.each([
  ['from where the map lies', '../../../src/app/page.tsx'],
  ['from a project that begins further out', 'turbopack:///[project]/web/src/app/page.tsx'],
])('knows a source of ours by its name %s', (_, source) => {
  const kept = ownMap(
    map([source], [PAGE], [[0, 0, 0, 0, 1]]),
    '.next/server/app/page.js.map',
    OWN,
  );
  expect(kept.sources).toEqual(['app:///src/app/page.tsx']);
});

it('reads maps that are made of sections', () => {
  const sections = [
    { offset: { line: 0, column: 0 }, map: map([THEIRS], [null], [[0, 0, 0, 0, 0]]) },
    { offset: { line: 2, column: 5 }, map: MIXED },
  ];
  const kept = ownMap({ version: 3, sources: [], sections }, '.next/static/chunks/a.js.map', OWN);
  expect(kept.sources).toEqual(['app:///src/app/page.tsx']);
  expect(decode(kept.mappings)[2]).toEqual([[15, 0, 0, 7, 0], [25]]);
});

it.each([
  ['has another text', 'turbopack:///[project]/src/app/page.tsx', 'const made = 1;'],
  ['has no text', 'turbopack:///[project]/src/app/page.tsx', null],
  ["is a package's own src/", 'turbopack:///[project]/node_modules/x/src/app/page.tsx', 'theirs'],
  ['was made by the build', '.next/types/routes.ts', null],
])('lets go of a source that %s', (_, source, text) => {
  const kept = ownMap(map([source], [text], [[0, 0, 0, 0, 1]]), '.next/static/a.js.map', OWN);
  expect(kept).toMatchObject({ sources: [], sourcesContent: [], names: [] });
});

/** A web app with one file of ours, and a build of it. */
function built(): { projectDir: string; distDir: string } {
  const projectDir = mkdtempSync(join(tmpdir(), 'maps-'));
  const distDir = join(projectDir, '.next');
  for (const [path, text] of [
    ['src/app/page.tsx', PAGE],
    ['.maps/static/old.js.map', '{}'],
    ['.next/static/a.js', 'a();\n\n//# sourceMappingURL=%5Bb%5D.js.map'],
    ['.next/static/[b].js.map', JSON.stringify(MIXED)],
    ['.next/static/c.css', 'a{}\n/*# sourceMappingURL=c.css.map*/'],
    ['.next/static/c.css.map', '{}'],
    ['.next/server/d.js', 'd("//# sourceMappingURL=x");'],
    ['.next/server/d.js.map', '{}'],
  ] as const) {
    mkdirSync(dirname(join(projectDir, path)), { recursive: true });
    writeFileSync(join(projectDir, path), text);
  }
  return { projectDir, distDir };
}

it('leaves no map in the build and no comment that names one', () => {
  const build = built();
  setMapsAside(build);
  const text = (path: string) => readFileSync(join(build.distDir, path), 'utf8');
  expect(text('static/a.js')).toBe('a();\n');
  expect(text('static/c.css')).toBe('a{}');
  expect(text('server/d.js')).toBe('d("//# sourceMappingURL=x");');
  for (const name of ['static/[b].js.map', 'static/c.css.map', 'server/d.js.map']) {
    expect(existsSync(join(build.distDir, name))).toBe(false);
  }
  const aside = join(build.projectDir, '.maps/static');
  expect(JSON.parse(readFileSync(join(aside, 'a.js.map'), 'utf8'))).toMatchObject({
    file: 'static/a.js',
    sources: ['app:///src/app/page.tsx'],
  });
  expect(existsSync(join(aside, 'old.js.map'))).toBe(false);
});

it(
  'sends nothing while it builds, whatever the environment holds',
  async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(String(request.url));
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('SENTRY_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    vi.stubEnv('SENTRY_AUTH_TOKEN', 'sntrys_made-up');
    vi.stubEnv('SENTRY_ORG', 'my-clinic');
    vi.stubEnv('SENTRY_PROJECT', 'intake-web');
    vi.stubEnv('SENTRY_RELEASE', '1.2.3');
    vi.stubEnv('TURBOPACK', '1'); // as `next build` has it, which the SDK looks at
    vi.resetModules();
    const config = (await import('../next.config')).default as unknown as NextConfig;
    const build = built();
    await config.compiler?.runAfterProductionCompile?.(build);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toEqual([]);
    expect(existsSync(join(build.projectDir, '.maps/static/a.js.map'))).toBe(true);
  },
  SLOW_MS,
);
