import * as Sentry from '@sentry/nextjs';
import { notFound, redirect } from 'next/navigation';

import { after } from '@/observability/after';

import { fail, Failure } from './failure';

const ok = () => new Response('ok');

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
