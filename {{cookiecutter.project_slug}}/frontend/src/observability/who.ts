/**
 * Who asks, on the Next server's events. Only Django knows: it says so with each answer to somebody
 * signed in, as the keyed hash and the role that its own events have. The id itself never comes here.
 * The twin of `backend/observability/asker.py`.
 */
import type { ErrorEvent } from '@sentry/nextjs';

import { isHashed } from './ids';
import { currentRequest } from './request-id';

export const USER_HEADER = 'X-Telemetry-User';
export const ROLE_HEADER = 'X-Telemetry-Role';
const ROLE = 'role';

/** Remembers for this request what an answer of the API says of who asks. */
export function noteWho(headers: Headers): void {
  const request = currentRequest();
  const user = headers.get(USER_HEADER);
  if (request !== undefined && isHashed(user)) {
    request.user = user;
    request.role = headers.get(ROLE_HEADER) ?? undefined;
  }
}

/** The event with who asks, in place of what else it says of a user. */
export function withWho(event: ErrorEvent): ErrorEvent {
  const { user, role } = currentRequest() ?? {};
  if (user === undefined) {
    return event;
  }
  const tags = role === undefined ? event.tags : { ...event.tags, [ROLE]: role };
  return { ...event, user: { id: user }, tags };
}
