// Measures what the gate adds to the browser's bundle: its modules alone, minified and gzipped.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { build } from 'vite';

const LIMIT = 8 * 1024;
const MARK = '\0gate-size';
const source = (path) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/** The modules of the gate that a browser loads; what they import comes along. */
const ENTRY = [
  `export { gate } from ${JSON.stringify(source('observability/gate.ts'))};`,
  `export { engineMessage } from ${JSON.stringify(source('observability/engine-messages.ts'))};`,
  `export { knownBrowser } from ${JSON.stringify(source('observability/known-browser.ts'))};`,
  `export { sealClients } from ${JSON.stringify(source('observability/seal.ts'))};`,
  `export { NOTHING_COLLECTED } from ${JSON.stringify(source('observability/data-collection.ts'))};`,
].join('\n');

const { output } = await build({
  configFile: false,
  logLevel: 'error',
  plugins: [
    {
      name: 'gate-size',
      resolveId: (id) => (id === 'gate-size' ? MARK : undefined),
      load: (id) => (id === MARK ? ENTRY : undefined),
    },
  ],
  resolve: { alias: { '@': source('') } },
  build: {
    write: false,
    minify: true,
    target: 'es2022',
    rollupOptions: {
      input: 'gate-size',
      external: [/^@sentry\//],
      preserveEntrySignatures: 'strict',
    },
  },
});
const code = output
  .filter(({ type }) => type === 'chunk')
  .map((chunk) => chunk.code)
  .join('');
const size = gzipSync(code, { level: 9 }).length;
console.log(`gate in the browser: ${code.length} B minified, ${size} B gzipped (limit ${LIMIT})`);
if (size > LIMIT) {
  process.exit(1);
}
