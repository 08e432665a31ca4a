/**
 * What the Next server's telemetry shares in one process: configuration, knowledge, the tunnel's
 * token bucket. Kept on globalThis, as the bundler may put a copy of this module into each entry point.
 */
import 'server-only';

import { resolve } from 'node:path';

import { readConfig, type Config } from './config';
import type { Known } from './known';
import { knownServer } from './known-server';
import { TokenBucket } from './token-bucket';

interface Shared {
  config: Config;
  known: Known;
  bucket: TokenBucket;
}

const KEY = Symbol.for('observability.server');

/** Envelopes that all browsers together may post: 300 at once, 50 a second in the long run. */
const BURST = 300;
const PER_SECOND = 50;

/** The shared parts, made at first use. @throws ConfigError if a setting is not accepted. */
export function shared(): Shared {
  const holder = globalThis as { [KEY]?: Shared };
  return (holder[KEY] ??= {
    config: readConfig(),
    known: knownServer({
      build: here(process.env.NODE_ENV === 'development' ? '.next/dev' : '.next'),
      packages: here('node_modules'),
      sources: here('src'),
    }),
    bucket: new TokenBucket(BURST, PER_SECOND),
  });
}

function here(folder: string): string {
  return resolve(/* turbopackIgnore: true */ process.cwd(), folder);
}
