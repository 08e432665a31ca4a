import 'server-only';

import * as Sentry from '@sentry/nextjs';
import { after as afterResponse } from 'next/server';

/**
 * Next's `after()`, whose failures are captured. Next itself only prints them: neither its
 * `onRequestError` nor the SDK hears of them.
 *
 * @param task what to do once the answer is sent, or a promise that is under way.
 */
export function after(task: Promise<unknown> | (() => unknown)): void {
  afterResponse(async () => {
    try {
      await (typeof task === 'function' ? task() : task);
    } catch (error) {
      Sentry.captureException(error, {
        mechanism: { type: 'auto.function.nextjs.after', handled: false },
      });
      throw error;
    }
  });
}
