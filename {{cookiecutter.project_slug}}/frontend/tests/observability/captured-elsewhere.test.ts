import { describe, expect, it } from 'vitest';

import { ApiError } from '@/api/error';
import { isCapturedByApi } from '@/observability/api-error';
import { browserOptions } from '@/observability/setup-browser';

const EVENT_ID = '0123456789ab4def8123456789abcdef';
const event = { type: undefined, event_id: EVENT_ID };

describe('an error that the API has captured', () => {
  it('is one that names the API’s event', () => {
    expect(isCapturedByApi(new ApiError(500, EVENT_ID))).toBe(true);
  });

  it.each([
    ['an API that cannot be reached', new ApiError(0)],
    ['an answer without an event', new ApiError(502)],
    ['a reference that is no event id', new ApiError(500, 'Mary Johnson')],
    ['another class', Object.assign(new Error('x'), { reference: EVENT_ID })],
    ['nothing', undefined],
    ['a string', 'ApiError'],
  ])('is not: %s', (_, error) => {
    expect(isCapturedByApi(error)).toBe(false);
  });
});

describe('the browser leaves to the server', () => {
  const config = { enabled: true, environment: 'staging', release: '1.2.3', tracesSampleRate: 1 };
  const send = (originalException: unknown) =>
    browserOptions(config, window.location).beforeSend?.(event, { originalException });

  it('an error that Next made out of one on the server', () => {
    expect(send(Object.assign(new Error('x'), { digest: '1234567890' }))).toBeNull();
    expect(send(Object.assign(new Error('x'), { digest: '1234567890@E394' }))).toBeNull();
  });

  it('nothing at all that is no error', () => {
    expect(
      send(Object.assign(new Error('x'), { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' })),
    ).toBeNull();
    expect(send(Object.assign(new Error('x'), { digest: 'NEXT_REDIRECT;push;/;307;' }))).toBeNull();
  });

  it('and no other', () => {
    expect(send(new Error('x'))).toBe(event);
    expect(send(Object.assign(new Error('x'), { digest: 'sha256:abc' }))).toBe(event);
    expect(send(Object.assign(new Error('x'), { digest: 'NEXT_REDIRECTION' }))).toBe(event);
    expect(send(undefined)).toBe(event);
    expect(send('rejected')).toBe(event);
  });
});
