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
  [
    'init of a dynamic import',
    `export const start = async () => (await import('@sentry/nextjs')).init({});`,
  ],
  ['another client', `import { NodeClient } from '@sentry/nextjs';\nexport default NodeClient;`],
  [
    'another client of the namespace',
    `import * as Sentry from '@sentry/nextjs';\nexport default Sentry.BrowserClient;`,
  ],
  ['another SDK', `import * as Sentry from '@sentry/node';\nexport default Sentry;`],
  ['the edge runtime', `export const runtime = 'edge';`],
  ['the edge runtime in backticks', 'export const runtime = `edge`;'],
  ['the edge runtime by another way', `const runtime = 'edge';\nexport { runtime };`],
  ['the edge runtime in a config', `export const config = { runtime: 'experimental-edge' };`],
  ['a catch that is empty', `try {\n  location.reload();\n} catch {}`],
  ['a rejection that is swallowed', `void fetch('/').catch(() => {});`],
  ['a rejection that a function swallows', `void fetch('/').catch(function () {});`],
  ['a rejection that becomes undefined', `void fetch('/').catch(() => undefined);`],
  ['a rejection that then() swallows', `void fetch('/').then(() => null, () => {});`],
  ['anrIntegration', `import * as Sentry from '@sentry/nextjs';\nSentry.anrIntegration();`],
  ['tunnelRoute', `export const options = { tunnelRoute: '/t' };`],
  ['tunnelRoute in quotes', `export const options = { 'tunnelRoute': '/t' };`],
  ['sendDefaultPii', `export const options = { sendDefaultPii: true };`],
  ['beforeSendTransaction', `export const options = { beforeSendTransaction: () => null };`],
  ['withSentryConfig from the wrong path', `export { withSentryConfig } from '@sentry/nextjs';`],
  [
    'withSentryConfig imported from the wrong path',
    `import { withSentryConfig } from '@sentry/nextjs';\nexport default withSentryConfig({});`,
  ],
  [
    'withSentryConfig of the namespace',
    `import * as Sentry from '@sentry/nextjs';\nexport default Sentry.withSentryConfig({});`,
  ],
  [
    'a template as a log message',
    'import * as Sentry from "@sentry/nextjs";\nSentry.logger.info(`saved ${1}`);',
  ],
  [
    'a template as a log message, by the logger alone',
    'import { logger } from "@sentry/nextjs";\nlogger.warn(`saved ${1}`);',
  ],
  [
    'a log message put together',
    'import * as Sentry from "@sentry/nextjs";\nSentry.logger.error("saved " + 1);',
  ],
  [
    'a log message that is joined',
    'import * as Sentry from "@sentry/nextjs";\nSentry.logger.error("saved ".concat(name));',
  ],
  [
    'a template as a message',
    'import * as Sentry from "@sentry/nextjs";\nSentry.captureMessage(`saved ${1}`);',
  ],
  ["Next's own after()", `import { after } from 'next/server';\nafter(() => undefined);`],
  ['the console', `console.log('hello');`],
  ['a part of the console', `const { log } = console;\nlog('hello');`],
  ['the console of the global object', `globalThis.console.warn('hello');`],
  ['the console by import', `import { log } from 'node:console';\nlog('hello');`],
  ['what the console writes to', `process.stdout.write('hello');`],
];

const ACCEPTED: [string, string][] = [
  ['a catch that says why', 'try {\n  location.reload();\n} catch {\n  // It is not there.\n}'],
  ['a rejection with a value of its own', `void fetch('/').catch(() => new Response());`],
  ['a rejection that then() answers', `void fetch('/').then(() => 1, () => 0);`],
  ['a rejection that stands for nobody', `void fetch('/').catch(() => null);`],
  [
    'a rejection that is captured',
    `import * as Sentry from '@sentry/nextjs';\nvoid fetch('/').catch((e) => Sentry.captureException(e));`,
  ],
  [
    'a constant as a log message',
    `import * as Sentry from '@sentry/nextjs';\nSentry.logger.info('saved', { operation: 'create' });`,
  ],
  [
    'a template of the SDK as a log message',
    'import * as Sentry from "@sentry/nextjs";\nSentry.logger.info(Sentry.logger.fmt`saved ${1}`);',
  ],
  ['a template that nobody logs', 'export const text = (n: number) => `saved ${n}`;'],
  ['our after()', `import { after } from '@/observability/after';\nafter(() => undefined);`],
  [
    'withSentryConfig from its path',
    `import { withSentryConfig } from '@sentry/nextjs/config';\nexport default withSentryConfig({});`,
  ],
];

const RULES = [
  'no-console',
  'no-empty',
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

  it.each(ACCEPTED)('accept %s', async (_name, code) => {
    expect(await broken(code, 'src/app/page.ts')).toEqual([]);
  });

  it.each([
    'export function proxy() {}',
    'export const proxy = () => undefined;',
    'export default function proxy() {}',
  ])('refuse a proxy that captures nothing: %s', async (code) => {
    expect(await broken(code, 'src/proxy.ts')).toEqual(['no-restricted-syntax']);
    expect(await broken(code, 'src/app/proxy.ts')).toEqual([]);
  });

  it('let everybody capture', async () => {
    const captures = `import * as Sentry from '@sentry/nextjs';\nSentry.captureException(new Error());`;
    expect(await broken(captures, 'src/app/page.ts')).toEqual([]);
    expect(await broken(`export const runtime = 'nodejs';`, 'src/app/page.ts')).toEqual([]);
  });
});
