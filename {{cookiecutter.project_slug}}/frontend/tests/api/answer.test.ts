// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';

import { dataOf } from '@/api/answer';
import { sessionClient } from '@/api/session';

import type * as NextSupport from '../support/next';
import { signedIn, USER } from '../support/signed-in';

const here = signedIn();

vi.mock('next/headers', () => ({ cookies: () => Promise.resolve(here.jar) }));
vi.mock('next/navigation', async () => {
  const { navigation } = await vi.importActual<typeof NextSupport>('../support/next');
  return navigation;
});

const doctors = async () => dataOf((await sessionClient()).GET('/api/doctors/'));

describe('what a page makes of an answer', () => {
  it('takes the data of a success', async () => {
    here.api.answer = () => ({ status: 200, body: [{ id: 'd', display_name: 'Dr. Who' }] });
    await expect(doctors()).resolves.toEqual([{ id: 'd', display_name: 'Dr. Who' }]);
  });

  it('shows not-found for a missing row', async () => {
    here.api.answer = () => ({ status: 404, body: { detail: 'Not found.' } });
    await expect(doctors()).rejects.toMatchObject({ place: 'not-found' });
  });

  it('sends whoever is signed out to the sign-in page', async () => {
    here.api.answer = () => ({ status: 403, body: { detail: 'No.' } });
    await expect(doctors()).rejects.toMatchObject({ place: '/sign-in?reason=expired' });
  });

  it('does not send there who is signed in but not allowed', async () => {
    here.api.answer = ({ url }) =>
      url === '/api/session/' ? { status: 200, body: USER } : { status: 403, body: {} };
    await expect(doctors()).rejects.toMatchObject({ name: 'ApiError', status: 403 });
  });

  it('makes an ApiError of everything else', async () => {
    here.api.answer = () => ({ status: 500, body: { detail: 'Mary Johnson' } });
    await expect(doctors()).rejects.toMatchObject({ name: 'ApiError', status: 500 });
  });
});
