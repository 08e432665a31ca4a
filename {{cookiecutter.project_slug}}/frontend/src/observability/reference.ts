'use client';

import * as Sentry from '@sentry/nextjs';
import { useSyncExternalStore } from 'react';

import { traceOfServerError } from './server-error';
import { eventId } from './shapes';

/**
 * The number that people may read to support: the trace id, which finds the events of all runtimes
 * that belong to what was clicked. Empty when telemetry is off, and in HTML made on the server.
 */
export function useReference(): string {
  return useSyncExternalStore(neverChanges, traceId, () => '');
}

function neverChanges() {
  return () => undefined;
}

function traceId(): string {
  const header =
    Sentry.getTraceData()['sentry-trace'] ??
    document.querySelector<HTMLMetaElement>('meta[name="sentry-trace"]')?.content ??
    traceOfServerError();
  return eventId(header?.slice(0, 32)) ?? '';
}
