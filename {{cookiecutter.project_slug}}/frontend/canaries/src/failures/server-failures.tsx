/** What a server component does to fail, or to send somebody elsewhere. */
import * as Sentry from '@sentry/nextjs';
import { notFound, redirect } from 'next/navigation';
import { Suspense, type ReactNode } from 'react';

import { dataOf } from '@/api/answer';
import { sessionClient } from '@/api/session';

import { clientAt, gateway, NOBODY } from './api';
import { ClientFailure } from './client-failures';
import { fail } from './failure';

async function Late({ then }: { then: () => ReactNode }) {
  await new Promise((done) => setTimeout(done, 50));
  return then();
}

const late = (then: () => ReactNode) => (
  <Suspense fallback="outer">
    <Suspense fallback="inner">
      <Late then={then} />
    </Suspense>
  </Suspense>
);

const elsewhere = () => redirect('/health');

async function doctorsAt(address: string): Promise<null> {
  await dataOf(clientAt(address).GET('/api/doctors/'));
  return null;
}

const askForNobody = async () =>
  (await sessionClient()).GET('/api/patients/{id}/', {
    params: { path: { id: '00000000-0000-4000-8000-000000000000' } },
  });

export const SERVER_FAILURES: Readonly<Record<string, () => ReactNode | Promise<ReactNode>>> = {
  component: fail,
  text: () => {
    throw 'a text' as unknown;
  },
  suspense: () => late(fail),
  'late-client': () => late(() => <ClientFailure kind="both" />),
  'not-found': () => notFound(),
  'late-not-found': () => late(() => notFound()),
  redirect: elsewhere,
  'late-redirect': () => late(elsewhere),
  'captured-redirect': () => {
    try {
      return elsewhere();
    } catch (error) {
      Sentry.captureException(error);
      throw error;
    }
  },
  'api-fails': async () => {
    const client = await sessionClient();
    await dataOf(client.POST('/api/sentry-check/drf/', { body: { note: '' } }));
    return null;
  },
  'api-unreachable': () => doctorsAt(NOBODY),
  'api-gateway': () => doctorsAt(gateway()),
  'api-has-none': async () => {
    await dataOf(askForNobody());
    return null;
  },
  'after-refusal': async () => {
    await askForNobody();
    return fail();
  },
};
