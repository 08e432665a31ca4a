'use server';

import * as Sentry from '@sentry/nextjs';
import { notFound, redirect } from 'next/navigation';

import { clientAt, NOBODY } from './api';
import { fail } from './failure';

const DONE: Readonly<Record<string, () => unknown>> = {
  throws: fail,
  redirects: () => redirect('/health'),
  'has-none': () => notFound(),
};

/** Does what it is told to. */
export async function act(kind: string): Promise<void> {
  await DONE[kind]?.();
}

/** Fails, and gives an error back as a form's action does: what it caught it captures itself. */
export async function actAndReturn(): Promise<{ failed: boolean }> {
  try {
    await clientAt(NOBODY).GET('/api/doctors/');
    return { failed: false };
  } catch (error) {
    Sentry.captureException(error);
    return { failed: true };
  }
}
