'use client';

import { useRouter } from 'next/navigation';
import { lazy, startTransition, Suspense, useEffect, useState, type ReactNode } from 'react';

import { act, actAndReturn } from './actions';
import { fail, Failure } from './failure';
import { useReady } from './ready';

const Lazy = lazy(() => import('./lazy'));

function Fails(): ReactNode {
  throw new Failure();
}

function FailsInEffect() {
  useEffect(fail, []);
  return null;
}

/** What is rendered after a click. */
const RENDERED: Readonly<Record<string, () => ReactNode>> = {
  render: () => <Fails />,
  effect: () => <FailsInEffect />,
  chunk: () => (
    <Suspense fallback="waiting">
      <Lazy />
    </Suspense>
  ),
};

const later = (run: () => void) => setTimeout(run, 0);
const inTransition = (run: () => Promise<unknown>) =>
  startTransition(async () => {
    await run();
  });

function load(tag: 'img' | 'link' | 'script', address: string) {
  const given = tag === 'link' ? { rel: 'stylesheet', href: address } : { src: address };
  document.body.append(Object.assign(document.createElement(tag), given));
}

/** What a click does. */
const DONE: Readonly<Record<string, () => unknown>> = {
  handler: fail,
  'async-handler': async () => {
    await Promise.resolve();
    fail();
  },
  timer: () => later(fail),
  'rejection-error': () => later(() => void Promise.reject(new Failure())),
  'rejection-text': () => later(() => void Promise.reject('a text')),
  'rejection-undefined': () => later(() => void Promise.reject(undefined)),
  transition: () => inTransition(async () => fail()),
  import: () => import('./lazy'),
  'action-throws': () => act('throws'),
  'action-throws-in-transition': () => inTransition(() => act('throws')),
  'action-returns': actAndReturn,
  'action-redirects': () => act('redirects'),
  'action-has-none': () => inTransition(() => act('has-none')),
  'failing-route': () => fetch('/failures/route/throws'),
  'missing-image': () => load('img', '/_next/static/no-image.png?q=1'),
  'missing-stylesheet': () => load('link', '/_next/static/no-style.css?q=1'),
  'foreign-image': () => load('img', 'https://elsewhere.invalid/image.png?q=1'),
  'foreign-script': () => load('script', 'https://elsewhere.invalid/script.js?q=1'),
  'foreign-fetch': () => fetch('https://elsewhere.invalid/?q=1').catch(() => 'refused'),
};

const PAGES = [
  'client/both',
  'layout',
  'metadata',
  'server/api-fails',
  'server/component',
  'server/not-found',
  'server/redirect',
  'server/suspense',
];

/** A button for each way to fail in a browser, and for each page to go to. */
export function BrowserFailures() {
  const router = useRouter();
  const ready = useReady();
  const [rendered, setRendered] = useState<string>();
  const buttons = (names: string[], does: (name: string) => void, attribute: string) =>
    names.map((name) => (
      <button key={name} {...{ [attribute]: name }} disabled={!ready} onClick={() => does(name)}>
        {name}
      </button>
    ));
  return (
    <>
      {buttons(Object.keys(DONE), (name) => void DONE[name]?.(), 'data-fail')}
      {buttons(Object.keys(RENDERED), setRendered, 'data-fail')}
      {buttons(PAGES, (page) => router.push(`/failures/${page}`), 'data-go')}
      <form action={() => act('throws')}>
        <button data-fail="form" disabled={!ready}>
          form
        </button>
      </form>
      {rendered && RENDERED[rendered]?.()}
    </>
  );
}
