/** The status of a call that got no answer at all (refused, timed out). */
export const UNREACHABLE = 0;

/**
 * A call to the API that did not succeed.
 *
 * It carries the status and Sentry's reference of the API's own event, never text from the body: a body may quote
 * what somebody typed.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly reference: string | undefined;

  constructor(status: number, reference?: string) {
    super(
      status === UNREACHABLE
        ? 'The API cannot be reached.'
        : `The API answered with status ${status}.`,
    );
    this.name = 'ApiError';
    this.status = status;
    this.reference = reference;
  }
}

const EVENT_ID = /^[0-9a-f]{32}$/;

/** The event id in the body of a 500, if there is one by shape. */
export function referenceIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('reference' in body)) {
    return undefined;
  }
  const { reference } = body;
  return typeof reference === 'string' && EVENT_ID.test(reference) ? reference : undefined;
}
