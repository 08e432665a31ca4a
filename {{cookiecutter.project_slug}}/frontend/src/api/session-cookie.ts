/** Django's session cookie; it has the same name on the Next origin. */
export const SESSION_COOKIE = 'sessionid';

export type SessionCookie = { id: string; maxAge: number | undefined };

/** Finds Django's session among the Set-Cookie headers of an answer. */
export function sessionCookieIn(setCookies: readonly string[]): SessionCookie | undefined {
  for (const header of setCookies) {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const [name, id = ''] = pair.split('=', 2);
    if (name === SESSION_COOKIE && /^[A-Za-z0-9]+$/.test(id)) {
      const maxAge = attributes.map((a) => /^max-age=(\d+)$/i.exec(a)?.[1]).find(Boolean);
      return { id, maxAge: maxAge === undefined ? undefined : Number(maxAge) };
    }
  }
  return undefined;
}
