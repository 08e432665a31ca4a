// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';

import { signIn, signOut } from '@/app/sign-in/actions';

import type * as NextSupport from '../support/next';
import { signedIn, USER } from '../support/signed-in';

const captureException = vi.hoisted(() => vi.fn());
const here = signedIn();

vi.mock('next/headers', () => ({ cookies: () => Promise.resolve(here.jar) }));
vi.mock('next/navigation', async () => {
  const { navigation } = await vi.importActual<typeof NextSupport>('../support/next');
  return navigation;
});
vi.mock('@sentry/nextjs', () => ({ addBreadcrumb: vi.fn(), captureException }));

const FRESH = { attempt: 0, username: '', failed: false };

function form(entries: Record<string, string>): FormData {
  const data = new FormData();
  Object.entries(entries).forEach(([name, value]) => data.set(name, value));
  return data;
}

const credentials = { username: ' demo ', password: ' demo-clinic ' };

const opensSession = () => ({
  status: 200,
  body: USER,
  headers: {
    'Set-Cookie': ['csrftoken=x; Path=/', 'sessionid=fresh1; HttpOnly; Max-Age=28800; Path=/'],
  },
});

describe('signing in', () => {
  it('keeps the session in an HttpOnly cookie of this origin', async () => {
    vi.stubEnv('WEB_ORIGIN', 'https://clinic.example');
    here.api.answer = opensSession;

    await expect(signIn(FRESH, form(credentials))).rejects.toMatchObject({ place: '/' });

    expect(here.api.only.body).toEqual({ username: 'demo', password: ' demo-clinic ' });
    expect(here.jar.get('sessionid')).toEqual({
      value: 'fresh1',
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true, maxAge: 28800 },
    });
    expect([...here.jar.all.keys()]).toEqual(['sessionid']);
  });

  it('does not send along the session that the browser had', async () => {
    here.api.answer = opensSession;
    await expect(signIn(FRESH, form(credentials))).rejects.toMatchObject({ place: '/' });
    expect(here.api.only.headers.cookie).not.toContain('sessionid');
  });

  it('goes back to where one wanted to go, on this site only', async () => {
    here.api.answer = opensSession;
    const next = (path: string) => signIn(FRESH, form({ ...credentials, next: path }));
    await expect(next('/patients/new')).rejects.toMatchObject({ place: '/patients/new' });
    await expect(next('//evil.example/x')).rejects.toMatchObject({ place: '/' });
  });

  it('says so when name or password are wrong, and keeps the name', async () => {
    here.api.answer = () => ({ status: 400, body: { detail: 'Wrong.' } });
    await expect(signIn(FRESH, form(credentials))).resolves.toEqual({
      attempt: 1,
      username: 'demo',
      failed: true,
    });
  });

  it('fails when the API does', async () => {
    here.api.answer = () => ({ status: 500, body: {} });
    await expect(signIn(FRESH, form(credentials))).rejects.toMatchObject({ status: 500 });
  });
});

describe('signing out', () => {
  it('ends the session on both sides', async () => {
    here.api.answer = () => ({ status: 204 });

    await expect(signOut()).rejects.toMatchObject({ place: '/sign-in' });

    expect(here.api.only).toMatchObject({ method: 'DELETE', url: '/api/session/' });
    expect(here.jar.get('sessionid')).toBeUndefined();
    expect(captureException).not.toHaveBeenCalled();
  });

  it('forgets the session even when the API is down, and reports that', async () => {
    await here.api.stop();

    await expect(signOut()).rejects.toMatchObject({ place: '/sign-in' });

    expect(here.jar.get('sessionid')).toBeUndefined();
    expect(captureException).toHaveBeenCalledOnce();
  });
});
