import { eventId } from '@/observability/shapes';

/** A note is cut to what the API accepts. */
export const LONGEST_NOTE = 500;

/** The error's text. The id makes each press another error: Sentry drops a repeated one. */
export function messageOf(where: string, id: string, note: string): string {
  return `sentry-check ${id} in a ${where}: ${note}`;
}

/**
 * An error whose event will have the id `event_id`, see capture-request-error.ts. The note goes into
 * its message, so that one sees that text does not leave.
 */
export function pinnedError(where: string, event_id: unknown, note: unknown): Error {
  const digest = eventId(event_id);
  const error = new Error(messageOf(where, digest ?? '', noteOf(note)));
  return digest === undefined ? error : Object.assign(error, { digest });
}

/** The note in something that came over the network. */
export function noteOf(given: unknown): string {
  return typeof given === 'string' ? given.slice(0, LONGEST_NOTE) : '';
}
