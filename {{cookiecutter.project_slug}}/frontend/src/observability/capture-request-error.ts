import * as Sentry from '@sentry/nextjs';
import type { Instrumentation } from 'next';

import { eventId } from './shapes';

/**
 * Captures what Next reports of a failed request.
 *
 * An error of /sentry-check names its event's id in its `digest` and its message, before it happens.
 * No other error may choose an id: a digest could be the hash of somebody's number.
 */
export const captureRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const pinned = pinnedId(error);
  Sentry.withScope((scope) => {
    if (pinned !== undefined) {
      scope.addEventProcessor((event) => ({ ...event, event_id: pinned }));
    }
    Sentry.captureRequestError(error, request, context);
  });
};

function pinnedId(error: unknown): string | undefined {
  const { digest, message } = (error ?? {}) as { digest?: unknown; message?: unknown };
  const id = eventId(digest);
  const isOfCheck = typeof message === 'string' && message.startsWith(`sentry-check ${id} `);
  return isOfCheck ? id : undefined;
}
