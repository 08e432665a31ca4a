// @vitest-environment node
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

const SLOW_MS = 60_000;

const REFUSED: [string, string][] = [
  ['init by name', `import { init } from '@sentry/nextjs';\ninit({});`],
  ['init by another name', `import { init as start } from '@sentry/nextjs';\nstart({});`],
  ['init of the namespace', `import * as Sentry from '@sentry/nextjs';\nSentry.init({});`],
  ['init by brackets', `import * as Sentry from '@sentry/nextjs';\nSentry['init']({});`],
  [
    'init taken apart',
    `import * as Sentry from '@sentry/nextjs';\nexport const { init } = Sentry;`,
  ],
  ['a renamed namespace', `import * as S from '@sentry/nextjs';\nexport default S;`],
  ['init handed on', `export { init } from '@sentry/nextjs';`],
  ['another SDK', `import * as Sentry from '@sentry/node';\nexport default Sentry;`],
  ['the edge runtime', `export const runtime = 'edge';`],
  ['the edge runtime in backticks', 'export const runtime = `edge`;'],
  ['the console', `console.log('hello');`],
  ['what the console writes to', `process.stdout.write('hello');`],
];

const RULES = [
  'no-console',
  'no-restricted-imports',
  'no-restricted-properties',
  'no-restricted-syntax',
];

describe('our lint rules', () => {
  let eslint: ESLint;
  const broken = async (code: string, filePath: string) => {
    const [result] = await eslint.lintText(`${code}\n`, { filePath });
    return result?.messages.map(({ ruleId }) => ruleId).filter((id) => RULES.includes(String(id)));
  };

  beforeAll(async () => {
    eslint = new ESLint();
    await broken('export {};', 'src/app/first.ts'); // loads every plug-in once
  }, SLOW_MS);

  it.each(REFUSED)('refuse %s', async (_name, code) => {
    expect(await broken(code, 'src/app/page.ts')).not.toEqual([]);
  });

  it('let the door start Sentry, and only that', async () => {
    const starts = `import * as Sentry from '@sentry/nextjs';\nSentry.init({});`;
    expect(await broken(starts, 'src/observability/setup-server.ts')).toEqual([]);
    expect(await broken(starts, 'src/observability/gate.ts')).not.toEqual([]);
    expect(
      await broken(`export const runtime = 'edge';`, 'src/observability/setup.ts'),
    ).not.toEqual([]);
  });

  it('let everybody capture', async () => {
    const captures = `import * as Sentry from '@sentry/nextjs';\nSentry.captureException(new Error());`;
    expect(await broken(captures, 'src/app/page.ts')).toEqual([]);
    expect(await broken(`export const runtime = 'nodejs';`, 'src/app/page.ts')).toEqual([]);
  });
});
