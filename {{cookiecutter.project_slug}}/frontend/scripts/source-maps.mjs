// Takes the source maps out of a build, so that none is served or deployed. What of them is our own goes to .maps/, for `make release`.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

import { encode } from '@jridgewell/sourcemap-codec';
import { decodedMappings, FlattenMap } from '@jridgewell/trace-mapping';

const COMMENT = /(?:^|\n)(?:\/\/|\/\*)[#@] ?sourceMappingURL=([^\s*]+)(?: ?\*\/)?\s*$/;
const PROJECT = 'turbopack:///[project]/';

/**
 * Next's `compiler.runAfterProductionCompile`.
 *
 * @param {{ projectDir: string, distDir: string }} build the folders of the web app and of its build.
 */
export function setMapsAside({ projectDir, distDir }) {
  const aside = join(projectDir, '.maps');
  rmSync(aside, { recursive: true, force: true });
  const own = ownSources(projectDir);
  const files = [...filesBelow(distDir)];
  for (const file of files.filter((one) => /\.(?:[cm]?js|css)$/.test(one))) {
    const text = readFileSync(file, 'utf8');
    const [comment, name] = COMMENT.exec(text) ?? [];
    if (comment === undefined) {
      continue;
    }
    writeFileSync(file, text.slice(0, -comment.length));
    const mapFile = join(dirname(file), decodeURIComponent(name));
    const path = relative(distDir, file).split(sep).join('/');
    if (!file.endsWith('.css') && files.includes(mapFile)) {
      const from = posix.join('.next', relative(distDir, mapFile).split(sep).join('/'));
      const map = ownMap(JSON.parse(readFileSync(mapFile, 'utf8')), from, own);
      if (map.sources.length > 0) {
        mkdirSync(dirname(join(aside, path)), { recursive: true });
        writeFileSync(join(aside, `${path}.map`), JSON.stringify({ ...map, file: path }));
      }
    }
  }
  for (const map of files.filter((one) => one.endsWith('.map'))) {
    rmSync(map);
  }
}

/**
 * A map that holds our own sources alone: others' text, names and positions are gone.
 *
 * @param {object} map as the bundler made it, with or without sections.
 * @param {string} from where it lies, as seen from the web app's folder.
 * @param {Map<string, string>} own path → text of each file of ours.
 */
export function ownMap(map, from, own) {
  const whole = new FlattenMap(map);
  const paths = whole.sources.map((source, index) => {
    const path = pathOf(source ?? '', from);
    return own.has(path) && own.get(path) === whole.sourcesContent?.[index] ? path : undefined;
  });
  const sources = [];
  const names = [];
  const numbered = (list, one) => {
    const found = list.indexOf(one);
    return found < 0 ? list.push(one) - 1 : found;
  };
  const mappings = decodedMappings(whole).map((line) => {
    const kept = [];
    for (const [column, source, row, place, name] of line) {
      const path = source === undefined ? undefined : paths[source];
      if (path !== undefined) {
        const segment = [column, numbered(sources, path), row, place];
        kept.push(name === undefined ? segment : [...segment, numbered(names, whole.names[name])]);
      } else if (kept.length > 0 && kept.at(-1).length > 1) {
        kept.push([column]); // from here on it is nobody's
      }
    }
    return kept;
  });
  return {
    version: 3,
    sources: sources.map((path) => `app:///${path}`),
    sourcesContent: sources.map((path) => own.get(path)),
    names,
    mappings: encode(mappings),
  };
}

/** Where a source lies, as seen from the web app's folder. */
function pathOf(source, from) {
  const inside = source.startsWith(PROJECT) ? source.slice(PROJECT.length) : undefined;
  // Turbopack's project begins where the outermost package-lock.json is.
  return inside === undefined
    ? posix.join(posix.dirname(from), decodeURIComponent(source))
    : inside.replace(/^.*?(?=src\/)/, '');
}

function ownSources(projectDir) {
  const files = [...filesBelow(join(projectDir, 'src'))].filter((one) => /\.tsx?$/.test(one));
  return new Map(
    files.map((file) => [
      relative(projectDir, file).split(sep).join('/'),
      readFileSync(file, 'utf8'),
    ]),
  );
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'cache') {
      yield* filesBelow(path);
    } else if (entry.isFile()) {
      yield path;
    }
  }
}
