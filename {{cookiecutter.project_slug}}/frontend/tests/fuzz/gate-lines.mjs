// Has the Next server's gates answer JSON lines: gate-lines.ts, compiled in memory.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';

import { build } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const { output } = await build({
  configFile: false,
  logLevel: 'error',
  root: path('../..'),
  publicDir: false,
  resolve: { alias: { '@': path('../../src') } },
  build: {
    ssr: path('./gate-lines.ts'),
    write: false,
    minify: false,
    target: 'es2022',
    rollupOptions: { output: { format: 'cjs' } },
  },
});
const exports = {};
compileFunction(output[0].code, ['require', 'exports'], { filename: 'gate-lines.cjs' })(
  createRequire(import.meta.url),
  exports,
);
await exports.main(path('../..'));
