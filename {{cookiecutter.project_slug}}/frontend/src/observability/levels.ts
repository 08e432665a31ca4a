import type { ErrorEvent } from '@sentry/nextjs';

const UNCAUGHT = 'auto.node.onuncaughtexception';

/**
 * `fatal` is what ends a process. The SDK calls so what nobody caught, but `next start` has a listener
 * for that and goes on.
 */
export function withLevel(
  event: ErrorEvent,
  listeners = process.listenerCount('uncaughtException'),
): ErrorEvent {
  const uncaught = event.exception?.values?.some(({ mechanism }) => mechanism?.type === UNCAUGHT);
  return uncaught && listeners > 1 ? { ...event, level: 'error' } : event;
}
