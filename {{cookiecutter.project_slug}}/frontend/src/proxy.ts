import * as Sentry from '@sentry/nextjs';
import { NextResponse, type NextRequest } from 'next/server';

import { SESSION_COOKIE } from '@/api/session-cookie';

/** Pages for everybody. They say nothing about patients. */
const PUBLIC = new Set(['/sign-in', '/health']);

/** Whether DEBUG is on, in the spellings that the backend accepts. */
function isDebug(): boolean {
  return ['1', 'true', 'yes', 'on'].includes((process.env.DEBUG ?? '').toLowerCase());
}

function isPublic(path: string): boolean {
  return PUBLIC.has(path) || (isDebug() && /^\/sentry-check(\/|$)/.test(path));
}

/**
 * Sends whoever has no session to the sign-in page. Whether a session is still good, only Django knows.
 *
 * A form post is let through: its server action asks Django, and what was typed is not sent on to another page.
 */
export const proxy = Sentry.wrapMiddlewareWithSentry((request: NextRequest) => {
  const { pathname } = request.nextUrl;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!reads || isPublic(pathname) || request.cookies.has(SESSION_COOKIE)) {
    return NextResponse.next();
  }
  const target = request.nextUrl.clone();
  target.pathname = '/sign-in';
  // The path only: a query may hold a patient's name.
  target.search = pathname === '/' ? '' : `?${new URLSearchParams({ next: pathname })}`;
  return NextResponse.redirect(target);
});

export const config = {
  // All but the telemetry tunnel, the probe and static files; each by its exact path, not by a prefix.
  matcher: ['/((?!monitoring$|healthz$|icon\\.svg$|_next/static/).*)'],
};
