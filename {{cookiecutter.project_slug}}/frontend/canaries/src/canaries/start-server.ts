import 'server-only';

import * as Sentry from '@sentry/nextjs';

import { shared } from '@/observability/server';

import { readMode } from './modes';
import { startAgain } from './start-again';

/** Refuses anything but the harness, then changes what its mode changes. */
export function vary(): void {
  if (process.env.CANARIES !== '1' || shared().config.production) {
    process.stderr.write('The canaries are for tests only. Accepted: CANARIES=1, no production.\n');
    process.exit(1);
  }
  startAgain(readMode(process.env.CANARIES_MODE), Sentry.makeNodeTransport);
}
