// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { TUNNEL_PATH } from '@/observability/paths';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join('src', path), 'utf8') }));

it('the tunnel’s route lies where browsers send to', () => {
  expect(existsSync(`src/app${TUNNEL_PATH}/route.ts`)).toBe(true);
});

it('Sentry is initialised in the two doors and nowhere else', () => {
  const doors = sources.filter(({ text }) => /Sentry\s*\.\s*init\s*\(/.test(text));
  expect(doors.map(({ path }) => path).sort()).toStrictEqual([
    'observability/setup-browser.ts',
    'observability/setup-server.ts',
  ]);
});

it('no source spells a DSN or the name of the ingest', () => {
  for (const { path, text } of sources) {
    expect(text, path).not.toMatch(/https?:\/\/[0-9a-f]{8,}@|sentry\.io/);
  }
});

it('the build asks neither for a tunnel of the SDK’s nor for its telemetry', () => {
  const config = readFileSync('next.config.ts', 'utf8');
  expect(config).not.toMatch(/tunnelRoute\s*:/);
  expect(config).toMatch(/telemetry: false/);
  expect(config).toMatch(/routeManifestInjection: false/);
  expect(config).toMatch(/from '@sentry\/nextjs\/config'/);
});
