/**
 * What the Next server's telemetry shares in one process: configuration, policy, knowledge, the
 * tunnel's token bucket. Kept on globalThis, as the bundler may put a copy of this module into each entry point.
 */
import 'server-only';

import { resolve } from 'node:path';

import { loadPolicy, PolicyError, type Policy } from '@/phi/policy';

import { readConfig, type Config } from './config';
import { guard } from './guard';
import { Ids } from './ids';
import { formatted } from './log-line';
import type { Known } from './known';
import { knownByPolicy } from './known-policy';
import { knownServer } from './known-server';
import type { Guard } from './rebuild';
import type { Says } from './parts';
import { offSwitch } from './switch';
import { textsOf } from './texts';
import { TokenBucket } from './token-bucket';

export interface Shared {
  config: Config;
  known: Known;
  guard: Guard;
  ids: Ids;
  bucket: TokenBucket;
  /** The same for reports of violations, which shall keep no envelope waiting. */
  violations: TokenBucket;
  /** What of the texts of one envelope may leave. */
  says: () => Says;
  /** Whether telemetry is switched off. */
  off: () => boolean;
  policy: Policy | undefined;
  /** SHA-256 of the policy; null when it is missing or broken. */
  policyHash: string | null;
  /** What is wrong with the policy, in one line. */
  policyProblem: string | undefined;
}

const KEY = Symbol.for('observability.server');

/** Envelopes that all browsers together may post: 300 at once, 50 a second in the long run. */
const BURST = 300;
const PER_SECOND = 50;

/** The shared parts, made at first use. @throws ConfigError if a setting is not accepted. */
export function shared(): Shared {
  const holder = globalThis as { [KEY]?: Shared };
  return (holder[KEY] ??= make());
}

function make(): Shared {
  const config = readConfig();
  const { policy, problem } = policyHere();
  const off = offSwitch();
  const ids = new Ids(process.env, policy?.mrn, config.dsn === undefined ? () => undefined : say);
  return {
    config,
    known: {
      ...knownServer({
        build: here(process.env.NODE_ENV === 'development' ? '.next/dev' : '.next'),
        packages: here('node_modules'),
        sources: here('src'),
      }),
      ...knownByPolicy(policy, ids),
    },
    guard: guard(policy, off, say),
    ids,
    says: () => textsOf(policy),
    bucket: new TokenBucket(BURST, PER_SECOND),
    violations: new TokenBucket(BURST, PER_SECOND),
    off,
    policy,
    policyHash: policy?.sha256 ?? null,
    policyProblem: problem,
  };
}

function policyHere(): { policy?: Policy; problem?: string } {
  try {
    return { policy: loadPolicy() };
  } catch (error) {
    const unread = 'phi/policy.json cannot be used. Restore it from version control.';
    return { problem: error instanceof PolicyError ? error.message : unread };
  }
}

/** Says one line to whoever runs the server. It is of our own making, and may hold a setting. */
export function say(message: string): void {
  const holder = globalThis as { [KEY]?: Shared };
  const format = holder[KEY]?.config.logFormat ?? readConfig().logFormat;
  const level = 'WARNING';
  const line = formatted({ level, logger: 'observability', message }, 'json');
  toStderr(`${format === 'json' ? line : message}\n`);
}

/** Prints what may be printed. */
export function toStderr(text: string): void {
  process.stderr.write(text);
}

/** The path of something in the frontend's folder. */
export function here(folder: string): string {
  return resolve(/* turbopackIgnore: true */ process.cwd(), folder);
}
