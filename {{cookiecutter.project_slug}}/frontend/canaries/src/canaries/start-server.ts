import 'server-only';

import * as Sentry from '@sentry/nextjs';

import { discardIncomingBaggage } from '@/observability/incoming-baggage';
import { quiet } from '@/observability/quiet-console';
import { sealClients } from '@/observability/seal';
import { shared } from '@/observability/server';
import { serverOptions } from '@/observability/setup-server';
import { startOrExit } from '@/observability/start-or-exit';

import { changes, isOpen, isStock, readMode, stockOptions } from './modes';

/** Starts Sentry as the service's door does, or as CANARIES_MODE has it: without gate and seals. */
export function startInMode(): void {
  const { config, known, guard, says } = shared();
  if (process.env.CANARIES !== '1' || config.production || config.dsn === undefined) {
    process.stderr.write('The canaries are for tests only. Accepted: CANARIES=1, no production.\n');
    process.exit(1);
  }
  const mode = readMode(process.env.CANARIES_MODE);
  if (isStock(mode)) {
    const { dsn, environment, release } = config;
    start({ dsn: dsn.text, environment, release, ...stockOptions(mode) });
    return;
  }
  const changed = changes(mode);
  if (Object.keys(changed).length === 0) {
    startOrExit();
    return;
  }
  const options = { ...serverOptions(config, config.dsn, known, guard, says), ...changed };
  if (isOpen(mode)) {
    start({ ...options, transport: Sentry.makeNodeTransport, beforeSend: undefined });
    return;
  }
  quiet();
  discardIncomingBaggage(config);
  const client = start(options);
  if (client !== undefined) {
    sealClients(client, known);
  }
}

function start(options: object) {
  // The door's options, changed: only in the harness's copy of the service.
  // eslint-disable-next-line no-restricted-syntax
  return Sentry.init(options as Sentry.NodeOptions);
}
