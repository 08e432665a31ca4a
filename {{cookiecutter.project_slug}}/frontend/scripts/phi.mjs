// Scrubs JSON lines as the service's gates do: src/phi/main.ts, compiled in memory.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';

import { build } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const { output } = await build({
  configFile: false,
  logLevel: 'error',
  root: path('..'),
  publicDir: false,
  build: {
    ssr: path('../src/phi/main.ts'),
    write: false,
    minify: false,
    target: 'es2022',
    rollupOptions: { output: { format: 'cjs' } },
  },
});
const exports = {};
compileFunction(output[0].code, ['require', 'exports'], { filename: 'phi.cjs' })(
  createRequire(import.meta.url),
  exports,
);
process.exitCode = await exports.main(process.argv.slice(2), path('../../phi'));
