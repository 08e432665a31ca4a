// @vitest-environment node
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { beforeEach, describe, expect, it } from 'vitest';

import { knownServer } from '@/observability/known-server';
import type { KnownCode } from '@/observability/known';

let root: string;
let known: KnownCode;
const build = (path: string) => join(root, '.next', path);
const packages = (path: string) => join(root, 'node_modules', path);

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build of mine '));
  write(
    build('app-path-routes-manifest.json'),
    JSON.stringify({
      '/(clinic)/patients/page': '/patients',
      '/(clinic)/patients/new/page': '/patients/new',
      '/(clinic)/patients/[id]/page': '/patients/[id]',
      '/files/[...path]/page': '/files/[...path]',
    }),
  );
  write(build('server/chunks/ssr/[root]__a~b._.js'), 'class Page{async load(){}} const $x=1;');
  write(build('static/chunks/one.js'), 'function onClick(){}');
  write(packages('next/dist/server.js'), 'function handle(){}');
  write(join(root, 'outside.js'), 'function secret(){}');
  write(join(root, 'src/app/page.tsx'), 'export function Page() {}');
  known = knownServer({
    build: join(root, '.next'),
    packages: join(root, 'node_modules'),
    sources: join(root, 'src'),
  });
});

describe('routes', () => {
  it.each([
    ['/patients', '/patients'],
    ['/patients/new', '/patients/new'],
    ['/patients/[id]', '/patients/[id]'],
    ['/patients/_', '/patients/[id]'],
    ['/patients/mary-johnson', '/patients/[id]'],
    ['/patients/4711/', '/patients/[id]'],
    ['/files/a/b/c', '/files/[...path]'],
    ['/patients/4711/notes', undefined],
    ['/mary', undefined],
    ['patients', undefined],
    ['', undefined],
    [`/patients/${'x'.repeat(3000)}`, undefined],
  ])('%s is %s', (path, template) => {
    expect(known.route(path)).toBe(template);
  });

  it('are unknown without a build', () => {
    rmSync(build('app-path-routes-manifest.json'));
    expect(known.route('/patients')).toBeUndefined();
  });

  it('of `next dev` are known as soon as they are compiled', () => {
    rmSync(build('app-path-routes-manifest.json'));
    const compiled = build('server/app-paths-manifest.json');
    write(compiled, JSON.stringify({ '/page': 'x', '/(clinic)/patients/(list)/page': 'x' }));
    expect(known.route('/patients')).toBe('/patients');
    expect(known.route('/')).toBe('/');
    expect(known.route('/patients/1')).toBeUndefined();
    write(compiled, JSON.stringify({ '/(clinic)/patients/[id]/page': 'x' }));
    expect(known.route('/patients/1')).toBe('/patients/[id]');
  });
});

describe('files', () => {
  it('of the build and of packages are called without where they lie', () => {
    const chunk = 'app:///_next/server/chunks/ssr/[root]__a~b._.js';
    expect(known.frame(chunk, 'Page.load')).toStrictEqual({
      filename: chunk,
      functionKnown: true,
      lines: 1,
    });
    const absolute = build('server/chunks/ssr/[root]__a~b._.js');
    expect(known.frame(absolute, undefined)).toStrictEqual({
      filename: chunk,
      functionKnown: true,
      lines: 1,
    });
    expect(known.frame(pathToFileURL(absolute).href, undefined)?.filename).toBe(chunk);
    expect(known.frame(chunk.replace('~', '%7E'), undefined)?.filename).toBe(chunk);
    expect(known.frame(packages('next/dist/server.js'), 'handle')).toStrictEqual({
      filename: 'app:///node_modules/next/dist/server.js',
      functionKnown: true,
      lines: 1,
    });
    expect(known.frame('app:///_next/static/chunks/one.js', 'onClick')?.functionKnown).toBe(true);
    expect(known.frame('src/app/page.tsx', 'Page')).toStrictEqual({
      filename: 'app:///src/app/page.tsx',
      functionKnown: true,
      lines: 1,
    });
    expect(known.frame('node:fs', 'readFileSync')).toStrictEqual({
      filename: 'node:fs',
      functionKnown: false,
    });
  });

  it.each([
    'app:///_next/server/mary.js',
    'app:///_next/../outside.js',
    'app:///_next/%2e%2e/outside.js',
    'app:///patients/4711',
    'node:mary',
    'file://mary',
    'app:///_next/%E0%A4%A',
    'mary.js',
    'src/mary.ts',
    'src/../outside.js',
    '/etc/passwd',
    '\0',
    '',
    `/${'x'.repeat(2000)}.js`,
  ])('%j is unknown', (filename) => {
    expect(known.frame(filename, undefined)).toBeUndefined();
  });

  it('beside the build, or that are no scripts, are unknown', () => {
    expect(known.frame(join(root, 'outside.js'), 'secret')).toBeUndefined();
    expect(known.frame(build('app-path-routes-manifest.json'), undefined)).toBeUndefined();
    expect(known.frame(build('server/chunks'), undefined)).toBeUndefined();
    mkdirSync(build('server/folder.js'));
    expect(known.frame(build('server/folder.js'), undefined)).toBeUndefined();
  });
});

describe('functions', () => {
  const chunk = 'app:///_next/server/chunks/ssr/[root]__a~b._.js';
  it.each([
    ['Page.load', true],
    ['async Page.load', true],
    ['new Page', true],
    ['Object.load [as Page]', true],
    ['Promise.all (index 0)', true],
    ['Page.<anonymous>', true],
    ['$x', true],
    ['?', true],
    ['<anonymous>', true],
    ['Mary', false],
    ['Page.Mary', false],
    ['Page.load [as Mary]', false],
    ['Mary Johnson', false],
    ['await', false],
    ['', false],
    ['load'.repeat(100), false],
  ])('%j: %s', (name, is) => {
    expect(known.frame(chunk, name)?.functionKnown).toBe(is);
  });

  it('are unknown in a file that cannot be read any more, or is too large', () => {
    write(build('large.js'), `function inLarge(){} ${'/'.repeat(4_000_001)}`);
    expect(known.frame('app:///_next/large.js', 'inLarge')?.functionKnown).toBe(false);
    symlinkSync(build('large.js'), build('link.js'));
    expect(known.frame('app:///_next/link.js', 'inLarge')?.functionKnown).toBe(false);
  });

  it('of more files than the cache holds are still found', () => {
    for (let n = 0; n < 300; n++) {
      write(build(`many/${n}.js`), `function f${n}(){}`);
    }
    for (const n of [...Array(300).keys(), 0, 1, 299]) {
      const name = `app:///_next/many/${n}.js`;
      expect(known.frame(name, `f${n}`)?.functionKnown).toBe(true);
      expect(known.frame(name, `f${n + 1}`)?.functionKnown).toBe(false);
    }
  });
});
