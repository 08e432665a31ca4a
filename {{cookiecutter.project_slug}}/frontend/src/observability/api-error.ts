import { eventId } from './shapes';

/**
 * Whether an error only says that the API failed, and the API has captured its own: the answer held
 * the id of that event. One bug is one event then, where it can be mended; the trace joins the rest.
 */
export function isCapturedByApi(error: unknown): boolean {
  const { name, reference } = (error ?? {}) as { name?: unknown; reference?: unknown };
  return name === 'ApiError' && eventId(reference) !== undefined;
}
