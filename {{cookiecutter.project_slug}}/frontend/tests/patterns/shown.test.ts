// @vitest-environment node
/** The TypeScript of the documents for agents, by the same judges as the service's own. */
import { ESLint } from 'eslint';
import prettier from 'prettier';
import ts from 'typescript';
import { expect, it } from 'vitest';

import { shown } from '../support/shown.mjs';

const SLOW_MS = 60_000;
const files = new Map(shown().map(({ path, code }) => [path, code]));

/** What the compiler says of each file, with the service's own settings. */
function complaints(files: Map<string, string>): string[] {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  options.incremental = false;
  options.types = ['node', 'next', 'next/image-types/global'];
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((path) => {
    const source = program.getSourceFile(path);
    const said = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return said.map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}

it('is what the other tests here run', () => {
  expect(
    shown()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['catch', 'error', 'form', 'span']);
});

it('compiles, which a mistake does not', { timeout: SLOW_MS }, () => {
  const [[path, code] = ['', '']] = files;
  const wrong = path.replace(/\w+\.tsx?$/, 'wrong.ts');
  const mistake = `${code}\nSentry.startSpan({ title: 'x' }, () => undefined);\n`;
  const said = complaints(new Map([...files, [wrong, mistake]]));
  expect(said).toEqual([expect.stringMatching(`^${wrong}: `)]);
});

it('passes the linters', { timeout: SLOW_MS }, async () => {
  const eslint = new ESLint();
  const style = await prettier.resolveConfig('src/app/error.tsx');
  for (const [path, code] of files) {
    const [result] = await eslint.lintText(code, { filePath: path });
    expect(result?.messages).toEqual([]);
    expect(await prettier.format(code, { ...style, filepath: path })).toBe(code);
  }
});
