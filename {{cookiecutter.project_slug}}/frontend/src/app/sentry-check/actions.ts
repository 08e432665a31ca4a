'use server';

import { apiUrl, authHeaders } from '@/api/client';
import { readSessionId } from '@/api/session';
import { eventId } from '@/observability/shapes';

import { requireSentryCheck } from './allowed';
import { noteOf, pinnedError } from './failure';

const TIMEOUT_MS = 10_000;
const API_CHECKS: ReadonlySet<string> = new Set(['django', 'drf', 'celery']);

/** Fails on the Next server. */
export async function failInAction(event_id: string, note: string): Promise<void> {
  await requireSentryCheck();
  throw pinnedError('server action', event_id, note);
}

/** Has the API fail, and returns the id of the event that the API names; empty when it names none. */
export async function failInApi(check: string, note: string): Promise<string> {
  await requireSentryCheck();
  if (!API_CHECKS.has(check)) {
    return '';
  }
  const response = await fetch(`${apiUrl()}/api/sentry-check/${check}/`, {
    method: 'POST',
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      ...authHeaders(await readSessionId()),
    },
    body: JSON.stringify({ note: noteOf(note) }),
    cache: 'no-store',
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const answer: unknown = await response.json().catch(() => ({}));
  const { reference, event_id } = (answer ?? {}) as Record<string, unknown>;
  return eventId(reference) ?? eventId(event_id) ?? '';
}
