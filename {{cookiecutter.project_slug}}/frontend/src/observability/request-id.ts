/**
 * The request's id: made at the edge, told to Django, answered to whoever asked. A tag of what fails.
 *
 * A random UUID. Whoever is in front may have made it (`X-Request-ID`); an id of another shape is not
 * taken over, because it could have been made of something. The twin of
 * `backend/observability/request_id.py`.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { ErrorEvent } from '@sentry/nextjs';

import { eventId } from './shapes';

export const HEADER = 'X-Request-ID';
export const TAG = 'request_id';

const CHANNEL = 'http.server.request.start';
/** Kept on globalThis: the bundler may put a copy of this module into each entry point. */
const KEY = Symbol.for('observability.request-id');

/** What is known of a request that this server answers. */
export interface OwnRequest {
  readonly id: string;
  /** Who asks, as a keyed hash, and their role; see `who.ts`. */
  user?: string;
  role?: string;
}

const holder = globalThis as { [KEY]?: AsyncLocalStorage<OwnRequest> };

/** The request that this code works for; undefined where there is none. */
export function currentRequest(): OwnRequest | undefined {
  return holder[KEY]?.getStore();
}

/** Its id. */
export function currentRequestId(): string | undefined {
  return currentRequest()?.id;
}

/** A random UUID (32 hex digits, dashes or none) with dashes; undefined for all else. */
export function acceptedId(given: unknown): string | undefined {
  const plain = typeof given === 'string' && given.length <= 36 ? given.replaceAll('-', '') : '';
  return eventId(plain)?.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The event with the id of the request that it happened in. */
export function withRequestId(event: ErrorEvent): ErrorEvent {
  const id = currentRequestId();
  return id === undefined ? event : { ...event, tags: { ...event.tags, [TAG]: id } };
}

/** From now on each request has one; Node tells of a request before anything of Next or Sentry sees it. */
export function giveRequestsIds(): void {
  if (holder[KEY] !== undefined) {
    return;
  }
  const current = (holder[KEY] = new AsyncLocalStorage<OwnRequest>());
  subscribe(CHANNEL, (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const id = acceptedId(request.headers[HEADER.toLowerCase()]) ?? randomUUID();
    response.setHeader(HEADER, id);
    // What Node does next, all of the request, runs in here; the next request enters with its own.
    current.enterWith({ id });
  });
}
