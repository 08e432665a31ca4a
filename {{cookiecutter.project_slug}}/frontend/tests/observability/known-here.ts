import { knownByPolicy } from '@/observability/known-policy';
import { serverItem } from '@/observability/rebuild-server';
import { SERVER_WORDS } from '@/observability/sdk-words-server';
import { Ids } from '@/observability/ids';
import type { Known } from '@/observability/known';
import type { Process } from '@/observability/rebuild';

export const policy = {
  tags: new Map([['role', new Set(['doctor', 'nurse'])]]),
  textTags: new Set(['job']),
  contexts: new Map([['patient', new Set(['id'])]]),
  metrics: new Map([['reminders.sent', { unit: 'none', low: 0, high: 100 }]]),
  mrn: 'MRN[- ]?[0-9]{5,10}',
};
/** 2026-11-23T00:59:00Z: the hostile payloads are of this minute. */
export const NOW = 1_795_395_540;

export const ids = new Ids({ PHI_HASH_KEY: 'a key' }, policy.mrn, () => undefined);

/** Knows one route, one class and one file that spells one function. */
export const known: Known = {
  route: (path) => (/^\/patients\/(?:\d+|\[id\])$/.test(path) ? '/patients/[id]' : undefined),
  words: SERVER_WORDS,
  serverItem,
  exceptionType: (name) => name === 'TypeError',
  frame: (filename, functionName) =>
    filename === 'app:///_next/known.js'
      ? { filename, functionKnown: functionName === 'async Page.load' }
      : undefined,
  ...knownByPolicy(policy, ids),
  monitor: (slug) => slug === 'reminders',
};

export const serverProcess: Process = {
  environment: 'staging',
  release: '1.2.3',
  runtime: 'next-server',
  languageRuntime: { name: 'node', version: '24.0.0' },
  publicKey: 'abc123',
  sdk: { name: 'sentry.javascript.nextjs', version: '11.5.0' },
  sampleRate: () => 0.1,
  now: NOW,
};
