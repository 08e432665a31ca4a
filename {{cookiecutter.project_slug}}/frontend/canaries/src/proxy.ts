import * as Sentry from '@sentry/nextjs';
import type { NextRequest } from 'next/server';

import { fail } from './failures/failure';
import { proxy as own } from './proxy.own';

/** The service's own proxy, which fails for one page. */
export const proxy = Sentry.wrapMiddlewareWithSentry((request: NextRequest) =>
  request.nextUrl.pathname === '/failures/proxy' ? fail() : own(request),
);

export const config = {
  matcher: ['/((?!monitoring$|healthz$|icon\\.svg$|_next/static/).*)'],
};
