import 'server-only';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';

import { apiErrorOf, createApiClient } from './client';
import { SESSION_COOKIE, sessionCookieIn } from './session-cookie';
import type { Session } from './types';

/** The session id that this browser holds, if any. */
export async function readSessionId(): Promise<string | undefined> {
  return (await cookies()).get(SESSION_COOKIE)?.value || undefined;
}

/** A client of the API for whoever made this request. */
export async function sessionClient() {
  return createApiClient(await readSessionId());
}

/** Keeps the session that Django just opened in a cookie of this origin. False if the answer has none. */
export async function keepSession(response: Response): Promise<boolean> {
  const session = sessionCookieIn(response.headers.getSetCookie());
  if (session === undefined) {
    return false;
  }
  (await cookies()).set(SESSION_COOKIE, session.id, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: (process.env.WEB_ORIGIN ?? '').startsWith('https:'),
    maxAge: session.maxAge,
  });
  return true;
}

/** Removes the session from the browser. */
export async function forgetSession(): Promise<void> {
  (await cookies()).delete(SESSION_COOKIE);
}

/** Who is signed in, asked once per request; null when nobody is. */
export const currentUser = cache(async (): Promise<Session | null> => {
  if ((await readSessionId()) === undefined) {
    return null;
  }
  const { data, error, response } = await (await sessionClient()).GET('/api/session/');
  if (data !== undefined) {
    return data;
  }
  if (response.status === 401 || response.status === 403) {
    return null;
  }
  throw apiErrorOf(response, error);
});

/** Who is signed in; others are sent to the sign-in page. */
export async function requireUser(): Promise<Session> {
  const user = await currentUser();
  if (user === null) {
    redirect('/sign-in?reason=expired');
  }
  return user;
}
