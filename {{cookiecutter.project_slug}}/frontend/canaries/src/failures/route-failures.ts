import * as Sentry from '@sentry/nextjs';
import { notFound, redirect } from 'next/navigation';

import { after } from '@/observability/after';
import { log } from '@/observability/log';

import { fail, Failure } from './failure';

const ok = () => new Response('ok');

const FLOOD = 10_000;
const AT_ONCE = 50;

/** Errors that differ, as the SDK takes like ones that follow each other for one. */
async function flood(): Promise<Response> {
  for (let n = 0; n < FLOOD; n++) {
    Sentry.captureException(new Failure());
    if (n % AT_ONCE === 0) {
      await new Promise(setImmediate);
    }
  }
  return ok();
}

/** What our own code, Next and React might print, and with it a patient's name. */
function prints(): Response {
  log.warning('A form was refused.', { role: 'nurse', patient: 'Mary Johnson' });
  log.error('An export failed.', { error: new TypeError('No number for Mary Johnson.') });
  // eslint-disable-next-line no-console -- Next and React do
  console.error(' ⨯ ', new TypeError('No number for Mary Johnson.'));
  // eslint-disable-next-line no-console
  console.warn('Failed to load the page of Mary Johnson.');
  process.emitWarning('Something of Mary Johnson is old.');
  return ok();
}

export const ROUTE_FAILURES: Readonly<Record<string, () => Response | Promise<Response>>> = {
  throws: fail,
  text: () => {
    throw 'a text' as unknown;
  },
  rethrown: () => {
    try {
      return fail();
    } catch (error) {
      Sentry.captureException(error);
      throw error;
    }
  },
  stream: () =>
    new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode('begin')),
        async pull() {
          await new Promise((done) => setTimeout(done, 50));
          fail();
        },
      }),
    ),
  redirect: () => redirect('/health'),
  'not-found': () => notFound(),
  flood,
  prints,
  after: () => {
    after(async () => {
      await Promise.resolve();
      fail();
    });
    return ok();
  },
  rejection: () => {
    void Promise.reject(new Failure());
    return ok();
  },
  timer: () => {
    setTimeout(fail, 10);
    return ok();
  },
};
