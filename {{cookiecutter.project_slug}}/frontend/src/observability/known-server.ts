/**
 * What the Next server knows: the routes, files and words of its own build and of the packages
 * beside it, and its own sources where they are at hand (`next dev` names those). Read lazily and kept
 * in bounded caches. What is not there is unknown.
 */
import { readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isErrorName } from './error-names';
import { isFunctionName } from './function-names';
import type { KnownCode } from './known';
import { LANGUAGE } from './language-words';
import { serverItem } from './rebuild-server';
import { RouteTable } from './route-table';
import { SERVER_WORDS } from './sdk-words-server';

const LARGEST_FILE = 4_000_000; // bytes; a larger one is not read, so its function names are unknown
const CACHED_FILES = 128;
const WORD = /[#$A-Z_a-z][$0-9A-Z_a-z]{0,99}/g;
const PATH = /^[-.\w/~%@+[\]()]{1,300}$/;
const BUILT_IN: ReadonlySet<string> = new Set(builtinModules.map((name) => `node:${name}`));

/** Where to look; the frontend runs in its own folder. */
export interface Places {
  build: string;
  packages: string;
  sources: string;
}

/** Knowledge of the Next server whose build, packages and sources are at `places`. */
export function knownServer(places: Places): KnownCode {
  const words = new WordCache();
  let table: RouteTable | undefined;
  const routes = () =>
    table ?? (table = builtRoutes(places.build)) ?? developedRoutes(places.build);
  return {
    route: (path) => routes().find(path),
    words: SERVER_WORDS,
    serverItem,
    exceptionType: isErrorName,
    frame(filename, functionName) {
      const file = locate(filename, places);
      if (file === undefined) {
        return undefined;
      }
      const spelt = file.path === undefined ? undefined : words.of(file.path);
      return {
        filename: file.name,
        functionKnown:
          functionName === undefined ||
          isFunctionName(
            functionName,
            (word) => LANGUAGE.has(word) || (spelt?.words.has(word) ?? false),
          ),
        ...(spelt && { lines: spelt.lines }),
      };
    },
  };
}

/** Routes of a finished build. */
function builtRoutes(build: string): RouteTable | undefined {
  const routes = readJson(join(build, 'app-path-routes-manifest.json'));
  return routes && new RouteTable(Object.values(routes).filter((one) => typeof one === 'string'));
}

/** Routes that `next dev` has compiled so far; the list grows, so it is not kept. */
function developedRoutes(build: string): RouteTable {
  const files = Object.keys(readJson(join(build, 'server', 'app-paths-manifest.json')) ?? {});
  const grouping = /\/\([^/]*\)/g;
  return new RouteTable(
    files.map((file) => file.replace(grouping, '').replace(/\/(?:page|route)$/, '') || '/'),
  );
}

function readJson(path: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

interface Located {
  /** How the file is called in telemetry: never an absolute path. */
  name: string;
  /** Where its words can be read; a built-in module has no file. */
  path?: string;
}

/** The file of this build or of its packages that `filename` names. */
function locate(filename: string, places: Places): Located | undefined {
  if (BUILT_IN.has(filename)) {
    return { name: filename };
  }
  const absolute = toPath(filename, places);
  if (absolute === undefined) {
    return undefined;
  }
  for (const [folder, name] of [
    [places.build, 'app:///_next'],
    [places.packages, 'app:///node_modules'],
    [places.sources, 'app:///src'],
  ] as const) {
    const inside = relative(folder, absolute);
    if (PATH.test(inside) && !inside.startsWith('..') && isFile(absolute)) {
      return { name: `${name}/${inside.split(sep).join('/')}`, path: absolute };
    }
  }
  return undefined;
}

function toPath(filename: string, { build, sources }: Places): string | undefined {
  if (filename.length > 1000 || filename.includes('\0')) {
    return undefined;
  }
  if (filename.startsWith('app:///_next/')) {
    const inside = attempt(() => decodeURIComponent(filename.slice('app:///_next/'.length)));
    return inside === undefined ? undefined : resolve(build, inside);
  }
  if (filename.startsWith('src/')) {
    return resolve(sources, filename.slice('src/'.length));
  }
  if (filename.startsWith('file://')) {
    return attempt(() => fileURLToPath(filename));
  }
  return filename.startsWith('/') ? resolve(filename) : undefined;
}

/** What `read` returns; undefined when the name is malformed. */
function attempt(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function isFile(path: string): boolean {
  return (
    /\.(?:js|cjs|mjs|ts|tsx)$/.test(path) &&
    (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)
  );
}

interface Spelt {
  words: ReadonlySet<string>;
  /** How many lines the file has. */
  lines: number;
}

/** What each file spells, for the files asked for most recently. */
class WordCache {
  readonly #files = new Map<string, Spelt>();

  of(path: string): Spelt {
    const words = this.#files.get(path) ?? readWords(path);
    this.#files.delete(path);
    this.#files.set(path, words);
    if (this.#files.size > CACHED_FILES) {
      const [oldest] = this.#files.keys();
      this.#files.delete(oldest ?? path);
    }
    return words;
  }
}

function readWords(path: string): Spelt {
  try {
    if (statSync(path).size <= LARGEST_FILE) {
      const text = readFileSync(path, 'utf8');
      return { words: new Set(text.match(WORD)), lines: text.split('\n').length };
    }
  } catch {
    // Nothing is known of a file that cannot be read.
  }
  return { words: new Set(), lines: 0 };
}
