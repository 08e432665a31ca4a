import * as Sentry from '@sentry/nextjs';
import type { Instrumentation } from 'next';

import { eventId } from './shapes';

/**
 * Captures what Next reports of a failed request.
 *
 * An error whose `digest` has the shape of an event id keeps it as its event's id: /sentry-check
 * names the id before the error happens. Next's own digests are decimal numbers.
 */
export const captureRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const pinned = eventId((error as { digest?: unknown } | null | undefined)?.digest);
  Sentry.withScope((scope) => {
    if (pinned !== undefined) {
      scope.addEventProcessor((event) => ({ ...event, event_id: pinned }));
    }
    Sentry.captureRequestError(error, request, context);
  });
};
