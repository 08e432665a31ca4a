import * as Sentry from '@sentry/nextjs';

import { whenConfigured } from '@/observability/browser-config';
import { clearServerErrorMark, readServerErrorMark } from '@/observability/server-error';

import { startInMode } from './canaries/start-browser';

readServerErrorMark(document);
whenConfigured(document, startInMode);

/** Called by Next's router, as in the service's own file. */
export function onRouterTransitionStart(
  ...transition: Parameters<typeof Sentry.captureRouterTransitionStart>
): void {
  clearServerErrorMark();
  Sentry.captureRouterTransitionStart(...transition);
}
