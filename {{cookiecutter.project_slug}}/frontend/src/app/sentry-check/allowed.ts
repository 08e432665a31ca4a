import 'server-only';

import { notFound } from 'next/navigation';

import { currentUser, requireUser } from '@/api/session';
import { shared } from '@/observability/server';

/** Lets nobody through in production, everybody in DEBUG, and elsewhere whoever is signed in. */
export async function requireSentryCheck(): Promise<void> {
  const { config } = shared();
  if (config.production) {
    notFound();
  }
  if (!config.debug) {
    await requireUser();
  }
}

/** The same as a question, for answers that are not pages. */
export async function maySentryCheck(): Promise<boolean> {
  const { config } = shared();
  return !config.production && (config.debug || (await currentUser()) !== null);
}
