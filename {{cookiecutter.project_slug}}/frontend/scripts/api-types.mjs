// Makes src/api/openapi.yaml and src/api/schema.d.ts out of the backend; with --check only says whether they are fresh.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import openapiTS, { astToString } from 'openapi-typescript';

const service = fileURLToPath(new URL('../..', import.meta.url));
const python = join(service, '.venv', 'bin', 'python');
const openapiFile = fileURLToPath(new URL('../src/api/openapi.yaml', import.meta.url));
const typesFile = fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url));
const header = '// Made by `npm run api:types` out of openapi.yaml. Do not edit.\n\n';

/** Ends the script with one line for people. */
function refuse(line) {
  console.error(line);
  process.exit(1);
}

/** The backend's OpenAPI document as Django makes it now. */
function readBackendSchema() {
  if (!existsSync(python)) {
    refuse(`No Python at ${python}. Run \`make setup\` first.`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  try {
    const file = join(folder, 'openapi.yaml');
    const run = spawnSync(
      python,
      ['manage.py', 'spectacular', '--validate', '--fail-on-warn', '--file', file],
      { cwd: join(service, 'backend'), encoding: 'utf8' },
    );
    if (run.status !== 0) {
      refuse(`manage.py spectacular failed:\n${run.stderr || run.error}`);
    }
    return withoutAnswers(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The document without the service's own name and description, so that every baked service has the same one. */
function withoutAnswers(openapi) {
  return openapi.replace(/^info:\n(?:[ \t].*\n|\n)*/m, "info:\n  title: API\n  version: '1'\n");
}

/** The TypeScript declarations of an OpenAPI document. */
async function makeTypes(openapi) {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  try {
    const file = join(folder, 'openapi.yaml');
    writeFileSync(file, openapi);
    return header + astToString(await openapiTS(pathToFileURL(file)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isFresh = (file, text) => existsSync(file) && readFileSync(file, 'utf8') === text;

const openapi = readBackendSchema();
const types = await makeTypes(openapi);

if (process.argv.includes('--check')) {
  const stale = [
    ['src/api/openapi.yaml', isFresh(openapiFile, openapi)],
    ['src/api/schema.d.ts', isFresh(typesFile, types)],
  ].filter(([, fresh]) => !fresh);
  if (stale.length > 0) {
    refuse(
      `Stale: ${stale.map(([file]) => file).join(', ')}. Run \`npm run api:types\` and commit.`,
    );
  }
  console.log('src/api is fresh.');
} else {
  writeFileSync(openapiFile, openapi);
  writeFileSync(typesFile, types);
  console.log('Wrote src/api/openapi.yaml and src/api/schema.d.ts.');
}
