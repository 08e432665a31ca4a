import * as Sentry from '@sentry/nextjs';

import type { BrowserConfig } from '@/observability/browser-config';
import { knownBrowser } from '@/observability/known-browser';
import { sealClients } from '@/observability/seal';
import { browserOptions, start } from '@/observability/setup-browser';

import { changes, isOpen, isStock, readMode, stockOptions } from './modes';

/** Starts Sentry as the service's door does, or as the harness's mode has it. */
export function startInMode(config: BrowserConfig): void {
  // The harness says the mode before the page is loaded.
  const mode = readMode((window as { canariesMode?: string }).canariesMode);
  const changed = changes(mode);
  if (!config.enabled || Object.keys(changed).length === 0) {
    start(config);
    return;
  }
  const own = browserOptions(config, window.location);
  const { dsn, tunnel, environment, release } = own;
  const options = isStock(mode)
    ? { dsn, tunnel, environment, release, ...stockOptions(mode) }
    : {
        ...own,
        ...changed,
        ...(isOpen(mode) && { transport: Sentry.makeFetchTransport, beforeSend: undefined }),
      };
  // The door's options, changed: only in the harness's copy of the service.
  // eslint-disable-next-line no-restricted-syntax
  const client = Sentry.init(options as Sentry.BrowserOptions);
  if (client !== undefined && !isOpen(mode)) {
    sealClients(client, knownBrowser);
  }
}
