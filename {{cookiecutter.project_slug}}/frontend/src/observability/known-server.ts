/**
 * What the Next server knows: the routes, files and words of its own build and of the packages
 * beside it. Read lazily and kept in bounded caches. Under `next dev` there is no such build, and
 * names become marks.
 */
import { readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isErrorName } from './error-names';
import { isFunctionName } from './function-names';
import type { Known } from './known';
import { RouteTable } from './route-table';

const LARGEST_FILE = 4_000_000; // bytes; a larger one is not read, so its function names are unknown
const CACHED_FILES = 128;
const WORD = /[#$A-Z_a-z][$0-9A-Z_a-z]{0,99}/g;
const PATH = /^[-.\w/~%@+[\]()]{1,300}$/;
const BUILT_IN: ReadonlySet<string> = new Set(builtinModules.map((name) => `node:${name}`));

/** Where to look; the frontend runs in its own folder. */
export interface Places {
  build: string;
  packages: string;
}

/** Knowledge of the Next server whose build and packages are at `places`. */
export function knownServer(places: Places): Known {
  const words = new WordCache();
  let routes: RouteTable | undefined;
  return {
    route: (path) => (routes ??= new RouteTable(routeTemplates(places.build))).find(path),
    exceptionType: isErrorName,
    frame(filename, functionName) {
      const file = locate(filename, places);
      if (file === undefined) {
        return undefined;
      }
      const spelt = () => (file.path === undefined ? undefined : words.of(file.path));
      return {
        filename: file.name,
        functionKnown:
          functionName === undefined ||
          isFunctionName(functionName, (word) => spelt()?.has(word) ?? false),
      };
    },
  };
}

/** Route templates of the build, such as `/patients/[id]`. */
function routeTemplates(build: string): string[] {
  try {
    const manifest: unknown = JSON.parse(
      readFileSync(join(build, 'app-path-routes-manifest.json'), 'utf8'),
    );
    const templates = Object.values(manifest as Record<string, unknown>);
    return templates.filter((one): one is string => typeof one === 'string');
  } catch {
    return [];
  }
}

interface Located {
  /** How the file is called in telemetry: never an absolute path. */
  name: string;
  /** Where its words can be read; a built-in module has no file. */
  path?: string;
}

/** The file of this build or of its packages that `filename` names. */
function locate(filename: string, { build, packages }: Places): Located | undefined {
  if (BUILT_IN.has(filename)) {
    return { name: filename };
  }
  const absolute = toPath(filename, build);
  if (absolute === undefined) {
    return undefined;
  }
  for (const [folder, name] of [
    [build, 'app:///_next'],
    [packages, 'app:///node_modules'],
  ] as const) {
    const inside = relative(folder, absolute);
    if (PATH.test(inside) && !inside.startsWith('..') && isFile(absolute)) {
      return { name: `${name}/${inside.split(sep).join('/')}`, path: absolute };
    }
  }
  return undefined;
}

function toPath(filename: string, build: string): string | undefined {
  if (filename.length > 1000 || filename.includes('\0')) {
    return undefined;
  }
  if (filename.startsWith('app:///_next/')) {
    return resolve(build, decoded(filename.slice('app:///_next/'.length)));
  }
  if (filename.startsWith('file://')) {
    return URL.canParse(filename) ? fileURLToPath(filename) : undefined;
  }
  return filename.startsWith('/') ? resolve(filename) : undefined;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function isFile(path: string): boolean {
  return /\.(?:js|cjs|mjs)$/.test(path) && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

/** The words that each file spells, for the files asked for most recently. */
class WordCache {
  readonly #files = new Map<string, ReadonlySet<string>>();

  of(path: string): ReadonlySet<string> {
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

function readWords(path: string): ReadonlySet<string> {
  try {
    if (statSync(path).size > LARGEST_FILE) {
      return new Set();
    }
    return new Set(readFileSync(path, 'utf8').match(WORD));
  } catch {
    return new Set();
  }
}
