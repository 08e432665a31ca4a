'use server';

import * as Sentry from '@sentry/nextjs';
import { redirect } from 'next/navigation';

import { apiErrorOf, createApiClient } from '@/api/client';
import { forgetSession, keepSession, sessionClient } from '@/api/session';
import { returnPath } from '@/routes';

export type SignInState = {
  /** Grows with every failed attempt. */
  attempt: number;
  username: string;
  failed: boolean;
};

/** Opens a session at Django and keeps it in an HttpOnly cookie. */
export async function signIn(state: SignInState, form: FormData): Promise<SignInState> {
  const username = String(form.get('username') ?? '').trim();
  const password = String(form.get('password') ?? '');
  const { error, response } = await createApiClient(undefined).POST('/api/session/', {
    body: { username, password },
  });
  if (response.status === 400 || response.status === 403) {
    return { attempt: state.attempt + 1, username, failed: true };
  }
  if (!response.ok || !(await keepSession(response))) {
    throw apiErrorOf(response, error);
  }
  redirect(returnPath(form.get('next')));
}

/** Ends the session at Django and removes it from the browser, the latter whatever Django says. */
export async function signOut(): Promise<void> {
  try {
    const { error, response } = await (await sessionClient()).DELETE('/api/session/');
    if (!response.ok && response.status !== 403) {
      throw apiErrorOf(response, error);
    }
  } catch (error) {
    Sentry.captureException(error);
  }
  await forgetSession();
  redirect('/sign-in');
}
