import * as Sentry from '@sentry/nextjs';

import { whenConfigured } from '@/observability/browser-config';
import { clearServerErrorMark, readServerErrorMark } from '@/observability/server-error';
import { start } from '@/observability/setup-browser';

import { readMode } from './canaries/modes';
import { startAgain } from './canaries/start-again';

// The harness says the mode before the page is loaded.
const mode = readMode((window as { canariesMode?: string }).canariesMode);

readServerErrorMark(document);
whenConfigured(document, (config) => {
  start(config);
  startAgain(mode, Sentry.makeFetchTransport);
});

/** Called by Next's router, as in the service's own file. */
export function onRouterTransitionStart(
  ...transition: Parameters<typeof Sentry.captureRouterTransitionStart>
): void {
  clearServerErrorMark();
  Sentry.captureRouterTransitionStart(...transition);
}
