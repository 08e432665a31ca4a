// @vitest-environment node
import * as Sentry from '@sentry/nextjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { apiErrorOf, apiUrl, authHeaders, createApiClient } from '@/api/client';
import { ApiError, UNREACHABLE } from '@/api/error';

import { RecordingApi } from '../support/api';

vi.mock('@sentry/nextjs', () => ({ addBreadcrumb: vi.fn() }));

const PLANTED = 'Mary Johnson 123-45-6789';
const REFERENCE = '0123456789ab4def8123456789abcdef';

let api: RecordingApi;

beforeEach(async () => {
  api = new RecordingApi();
  vi.stubEnv('API_URL', await api.start());
});

afterEach(() => api.stop());

describe('the client', () => {
  it('forwards the session and the same CSRF token twice', async () => {
    await createApiClient('abc123').GET('/api/session/');

    const { headers } = api.only;
    const token = headers['x-csrftoken'];
    expect(token).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(headers.cookie).toBe(`sessionid=abc123; csrftoken=${String(token)}`);
  });

  it('sends no session when there is none', async () => {
    await createApiClient(undefined).GET('/api/session/');

    expect(api.only.headers.cookie).toMatch(/^csrftoken=[A-Za-z0-9]{32}$/);
  });

  it('makes a new token for every request', () => {
    expect(authHeaders('a')['X-CSRFToken']).not.toBe(authHeaders('a')['X-CSRFToken']);
  });

  it('escapes what goes into the query', async () => {
    await createApiClient('a').GET('/api/patients/', {
      params: { query: { search: 'O’Neil & Sons', page: 2 } },
    });

    const url = new URL(api.only.url, 'http://api.invalid');
    expect(url.searchParams.get('search')).toBe('O’Neil & Sons');
    expect(url.searchParams.get('page')).toBe('2');
  });

  it.each([
    [200, 'info'],
    [404, 'warning'],
    [503, 'error'],
  ])('leaves a breadcrumb of an answer of %i, without its text', async (status, level) => {
    api.answer = () => ({ status, body: { detail: PLANTED } });

    await createApiClient('a').GET('/api/session/');

    expect(vi.mocked(Sentry.addBreadcrumb).mock.calls).toEqual([
      [
        {
          type: 'http',
          category: 'http',
          level,
          data: {
            method: 'GET',
            url: expect.stringMatching(/\/api\/session\/$/) as string,
            status_code: status,
          },
        },
      ],
    ]);
  });

  it('does not follow a redirect, so that the session goes nowhere else', async () => {
    api.answer = () => ({ status: 302, headers: { Location: '/elsewhere' } });

    const { response } = await createApiClient('a').GET('/api/session/');

    expect(response.status).toBe(302);
    expect(api.calls).toHaveLength(1);
  });

  it('sends bodies with their length', async () => {
    const send = vi.spyOn(globalThis, 'fetch');

    await createApiClient(undefined).POST('/api/session/', {
      body: { username: 'a', password: 'b' },
    });

    // A string: what Next's own fetch would send in chunks is a Request or a stream.
    expect(send.mock.calls[0]?.[0]).toEqual(expect.any(String));
    expect(send.mock.calls[0]?.[1]?.body).toBe('{"username":"a","password":"b"}');
    expect(api.only.headers['content-length']).toBe('31');
  });

  it('reads the address of the API at run time', () => {
    vi.stubEnv('API_URL', 'http://api.internal:9000/');
    expect(apiUrl()).toBe('http://api.internal:9000');
    vi.stubEnv('API_URL', '');
    expect(apiUrl()).toBe('http://127.0.0.1:8000');
    vi.stubEnv('API_URL', 'file:///etc');
    expect(apiUrl).toThrow('API_URL is not an http or https address');
  });
});

describe('an ApiError', () => {
  const everythingIn = (error: ApiError) =>
    [String(error), error.stack, JSON.stringify(error), String(error.cause)].join(' ');

  it('has status and reference, never text of the body', async () => {
    api.answer = () => ({ status: 500, body: { detail: PLANTED, reference: REFERENCE } });

    const { error, response } = await createApiClient('a').GET('/api/session/');
    const apiError = apiErrorOf(response, error);

    expect(apiError).toMatchObject({ status: 500, reference: REFERENCE });
    expect(everythingIn(apiError)).not.toContain('Mary');
  });

  it('takes nothing for a reference that does not look like one', () => {
    const response = new Response(null, { status: 500 });
    for (const body of [{ reference: PLANTED }, { reference: 7 }, PLANTED, null, undefined]) {
      expect(apiErrorOf(response, body).reference).toBeUndefined();
    }
  });

  it('stands for an API that cannot be reached, without naming it', async () => {
    await api.stop();

    const error = await createApiClient('a')
      .GET('/api/session/')
      .catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: UNREACHABLE });
    expect(everythingIn(error as ApiError)).not.toContain('127.0.0.1:');
  });
});
