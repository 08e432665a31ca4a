import nextVitals from 'eslint-config-next/core-web-vitals';
import nextTypescript from 'eslint-config-next/typescript';
import prettier from 'eslint-config-prettier/flat';
import { defineConfig, globalIgnores } from 'eslint/config';

const onlyInTheDoor = 'Sentry is started in src/observability/setup*.ts only, behind the gate.';

const edgeRuntime = [
  {
    selector:
      "ExportNamedDeclaration VariableDeclarator[id.name='runtime'] Literal[value=/^(experimental-)?edge$/]",
    message: 'The gate runs on Node only: no edge runtime.',
  },
  {
    selector:
      "ExportNamedDeclaration VariableDeclarator[id.name='runtime'] TemplateElement[value.raw=/edge/]",
    message: 'The gate runs on Node only: no edge runtime.',
  },
];

// `import * as Sentry` stays allowed (it is Sentry's own idiom), so the name must be the one the rules look for.
const sentryInit = [
  "MemberExpression[object.name='Sentry'][property.name='init']",
  "MemberExpression[object.name='Sentry'][property.value='init']",
  "VariableDeclarator[init.name='Sentry'] Property[key.name='init']",
  "ImportDeclaration[source.value=/^@sentry\\//] ImportSpecifier[imported.name='init']",
  "ImportDeclaration[source.value=/^@sentry\\//] ImportNamespaceSpecifier[local.name!='Sentry']",
  'ExportAllDeclaration[source.value=/^@sentry\\//]',
  "ExportNamedDeclaration[source.value=/^@sentry\\//] ExportSpecifier[local.name='init']",
].map((selector) => ({ selector, message: onlyInTheDoor }));

export default defineConfig([
  ...nextVitals,
  ...nextTypescript,
  {
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        ...['stdout', 'stderr'].map((property) => ({
          object: 'process',
          property,
          message: 'What is printed has left the process. src/observability/server.ts has say().',
        })),
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['browser', 'node', 'react', 'vercel-edge'].map((name) => ({
            name: `@sentry/${name}`,
            message: `Import from '@sentry/nextjs': a second SDK would be a second way out.`,
          })),
        },
      ],
      'no-restricted-syntax': ['error', ...edgeRuntime, ...sentryInit],
    },
  },
  {
    files: ['src/observability/setup*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...edgeRuntime],
    },
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
    rules: { 'no-console': 'off' },
  },
  prettier,
  globalIgnores(['.next/**', 'coverage/**', 'next-env.d.ts', 'src/api/schema.d.ts']),
]);
