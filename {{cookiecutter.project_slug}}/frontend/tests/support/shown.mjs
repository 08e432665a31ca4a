import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const DOCUMENTS = ['../AGENTS.md', '../.agents/skills/sentry-integration/SKILL.md'];
const FENCE = /^```(tsx?) (\w+)\n(.*?)^```$/gms;
/** Where the snippets are for those who import or lint them; on the disk there is no such folder. */
const FOLDER = resolve('src/shown');

/**
 * The TypeScript that the documents for agents show.
 *
 * @returns {{ name: string, path: string, code: string }[]}
 */
export function shown() {
  return DOCUMENTS.flatMap((document) =>
    [...readFileSync(document, 'utf8').matchAll(FENCE)].map(
      ([, language, name = '', code = '']) => ({
        name,
        path: `${FOLDER}/${name}.${language}`,
        code,
      }),
    ),
  );
}

/**
 * Lets tests import the snippets as if they were files.
 *
 * @returns {import('vite').Plugin}
 */
export function shownFiles() {
  /** @param {string} id */
  const codeAt = (id) =>
    id.startsWith(FOLDER) ? shown().find(({ path }) => path === id)?.code : undefined;
  return {
    name: 'shown-files',
    enforce: 'pre',
    resolveId: (id) => (codeAt(id) === undefined ? undefined : id),
    load: (id) => codeAt(id),
  };
}
