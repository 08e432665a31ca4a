'use client';

import { Suspense, type ReactNode } from 'react';

import { Failure } from './failure';

const isServer = typeof window === 'undefined';

const Fails = (): ReactNode => {
  throw new Failure();
};

const FailsOnServer = () => (isServer ? <Fails /> : 'shown by the browser');
const FailsInBrowser = () => (isServer ? 'shown by the server' : <Fails />);

const nested = (inside: ReactNode) => (
  <Suspense fallback="outer">
    <Suspense fallback="inner">{inside}</Suspense>
  </Suspense>
);

const FAILURES: Readonly<Record<string, () => ReactNode>> = {
  both: () => <Fails />,
  server: () => <FailsOnServer />,
  browser: () => <FailsInBrowser />,
  'both-suspended': () => nested(<Fails />),
  'server-suspended': () => nested(<FailsOnServer />),
  'browser-suspended': () => nested(<FailsInBrowser />),
  mismatch: () => <p>{isServer ? 'the server' : 'the browser'}</p>,
};

/** A client component that fails on one side, on the other, or on both. */
export function ClientFailure({ kind }: { kind: string }) {
  return FAILURES[kind]?.();
}
