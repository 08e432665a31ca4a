import type { Known } from '@/observability/known';
import type { Process } from '@/observability/rebuild';

/** Knows one route, one class and one file that spells one function. */
export const known: Known = {
  route: (path) => (/^\/patients\/(?:\d+|\[id\])$/.test(path) ? '/patients/[id]' : undefined),
  exceptionType: (name) => name === 'TypeError',
  frame: (filename, functionName) =>
    filename === 'app:///_next/known.js'
      ? { filename, functionKnown: functionName === 'async Page.load' }
      : undefined,
};

export const serverProcess: Process = {
  environment: 'staging',
  release: '1.2.3',
  runtime: 'next-server',
  languageRuntime: { name: 'node', version: '24.0.0' },
  publicKey: 'abc123',
};
