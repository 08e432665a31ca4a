import { describe, expect, it } from 'vitest';

import { sessionCookieIn } from '@/api/session-cookie';

describe('the session in an answer', () => {
  it('is found among other cookies, with its age', () => {
    const cookies = [
      'csrftoken=abc; Path=/; SameSite=Lax',
      ' sessionid=s3ss10n; expires=Mon, 23 Nov 2026 08:52:44 GMT; HttpOnly; Max-Age=28800; Path=/',
    ];
    expect(sessionCookieIn(cookies)).toEqual({ id: 's3ss10n', maxAge: 28800 });
  });

  it('may have no age', () => {
    expect(sessionCookieIn(['sessionid=abc'])).toEqual({ id: 'abc', maxAge: undefined });
  });

  it.each([[[]], [['csrftoken=abc']], [['sessionid=']], [['xsessionid=abc']], [['sessionid=a b']]])(
    'is not found in %j',
    (cookies: string[]) => {
      expect(sessionCookieIn(cookies)).toBeUndefined();
    },
  );
});
