import nextVitals from 'eslint-config-next/core-web-vitals';
import nextTypescript from 'eslint-config-next/typescript';
import prettier from 'eslint-config-prettier/flat';
import { defineConfig, globalIgnores } from 'eslint/config';

import * as capture from './lint/capture.mjs';
import pageWithinItsLayout from './lint/page-within-its-layout.mjs';

const syntax = (...groups) => ({ 'no-restricted-syntax': ['error', ...groups.flat()] });
const imports = (...paths) => ({ 'no-restricted-imports': ['error', { paths: paths.flat() }] });

export default defineConfig([
  ...nextVitals,
  ...nextTypescript,
  {
    plugins: { ours: { rules: { 'page-within-its-layout': pageWithinItsLayout } } },
    rules: {
      'no-console': 'error',
      // `catch {}` says nothing to anybody; one with a comment says at least why.
      'no-empty': 'error',
      'no-restricted-properties': [
        'error',
        ...['stdout', 'stderr'].map((property) => ({
          object: 'process',
          property,
          message: 'What is printed has left the process. src/observability/log.ts has a log.',
        })),
      ],
      ...imports(capture.otherSdks, capture.after),
      ...syntax(capture.everywhere, capture.init, capture.inProduction),
    },
  },
  {
    files: ['canaries/**', 'tests/**'],
    rules: syntax(capture.everywhere, capture.init),
  },
  {
    files: ['src/observability/setup*.ts'],
    rules: syntax(capture.everywhere, capture.inProduction),
  },
  {
    files: ['src/observability/after.ts', 'tests/observability/after.test.ts'],
    rules: imports(capture.otherSdks),
  },
  {
    files: ['src/proxy.ts'],
    rules: syntax(capture.everywhere, capture.init, capture.inProduction, capture.proxy),
  },
  {
    files: ['src/app/**/{page,layout}.{ts,tsx}'],
    rules: { 'ours/page-within-its-layout': 'error' },
  },
  {
    // One line about the settings, for whoever starts the server; the engine's command speaks to people.
    files: [
      'src/observability/{server,start-or-exit}.ts',
      'src/phi/main.ts',
      'canaries/**',
      'tests/**',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Command-line scripts speak to the person who runs them.
    files: ['scripts/**/*.mjs'],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
  prettier,
  globalIgnores(['.next/**', 'coverage/**', 'next-env.d.ts', 'src/api/schema.d.ts']),
]);
