import * as Sentry from '@sentry/nextjs';

import { whenConfigured } from './observability/browser-config';
import { clearServerErrorMark, readServerErrorMark } from './observability/server-error';
import { start } from './observability/setup-browser';

readServerErrorMark(document);
whenConfigured(document, start);

/** Called by Next's router: a navigation begins a new trace. */
export function onRouterTransitionStart(
  ...transition: Parameters<typeof Sentry.captureRouterTransitionStart>
): void {
  clearServerErrorMark();
  Sentry.captureRouterTransitionStart(...transition);
}
