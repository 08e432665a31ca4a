import { eventId } from '@/observability/shapes';

/** A note is cut to what the API accepts. */
export const LONGEST_NOTE = 500;

/**
 * An error whose event will have the id `event_id`, see capture-request-error.ts. The note goes into
 * its message, so that one sees that text does not leave.
 */
export function pinnedError(where: string, event_id: unknown, note: unknown): Error {
  const digest = eventId(event_id);
  const error = new Error(`sentry-check in a ${where}: ${noteOf(note)}`);
  return digest === undefined ? error : Object.assign(error, { digest });
}

/** The note in something that came over the network. */
export function noteOf(given: unknown): string {
  return typeof given === 'string' ? given.slice(0, LONGEST_NOTE) : '';
}
