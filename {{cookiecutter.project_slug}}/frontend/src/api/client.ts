import 'server-only';

import { randomBytes } from 'node:crypto';

import * as Sentry from '@sentry/nextjs';
import createClient, { type Client } from 'openapi-fetch';

import { currentRequestId, HEADER } from '@/observability/request-id';
import { noteWho } from '@/observability/who';

import { ApiError, referenceIn, UNREACHABLE } from './error';
import type { paths } from './schema';

const DEFAULT_API_URL = 'http://127.0.0.1:8000';
const TIMEOUT_MS = 10_000;

/** Where Django answers: read at run time, so that one build serves every environment. */
export function apiUrl(): string {
  const given = process.env.API_URL || DEFAULT_API_URL;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new Error(
      'API_URL is not an http or https address; give one like http://127.0.0.1:8000.',
    );
  }
  return given.replace(/\/+$/, '');
}

/** What Django needs to know who asks: the session, the same CSRF token twice (double submit), the request's id. */
export function authHeaders(sessionId: string | undefined): Record<string, string> {
  const token = randomBytes(16).toString('hex');
  const requestId = currentRequestId();
  const cookies = sessionId === undefined ? [] : [`sessionid=${sessionId}`];
  return {
    Cookie: [...cookies, `csrftoken=${token}`].join('; '),
    'X-CSRFToken': token,
    ...(requestId !== undefined && { [HEADER]: requestId }),
  };
}

/** A typed client of the API that acts for the given session. */
export function createApiClient(sessionId: string | undefined): Client<paths> {
  return createClient<paths>({
    baseUrl: apiUrl(),
    headers: { Accept: 'application/json', ...authHeaders(sessionId) },
    fetch: fetchOrApiError,
  });
}

async function fetchOrApiError(request: Request): Promise<Response> {
  const { method, headers } = request;
  // As text, hence with its length: Next's fetch makes a stream of a Request's body, and Django's runserver cannot
  // read the chunks that it is then sent in.
  const body = method === 'GET' || method === 'HEAD' ? undefined : await request.text();
  let response: Response;
  try {
    response = await fetch(request.url, {
      method,
      headers,
      body: body || undefined,
      cache: 'no-store',
      // Nobody but the API itself gets the session.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    // The cause names hosts and ports; the status says enough.
    throw new ApiError(UNREACHABLE);
  }
  noteWho(response.headers);
  noteAnswer(method, request.url, response.status);
  return response;
}

/**
 * Leaves a breadcrumb for what fails later. The SDK's own go to whichever request opened the connection
 * that this one was given (undici tells of an answer in the context of its socket).
 */
function noteAnswer(method: string, url: string, status_code: number): void {
  const level = status_code >= 500 ? 'error' : status_code >= 400 ? 'warning' : 'info';
  const data = { method, url, status_code };
  Sentry.addBreadcrumb({ type: 'http', category: 'http', level, data });
}

/** The error for an answer that is not a success. `body` is only searched for a reference. */
export function apiErrorOf(response: Response, body: unknown): ApiError {
  return new ApiError(response.status, referenceIn(body));
}
