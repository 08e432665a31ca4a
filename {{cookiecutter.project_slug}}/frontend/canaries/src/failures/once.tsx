'use client';

import { useState } from 'react';

import { fail } from './failure';
import { useReady } from './ready';

const FOR_MS = 300;
let until = 0;

const failAtFirst = () => {
  if (performance.now() < until) {
    fail();
  }
};

/** Fails for a moment after a click; what comes after a later "try again" succeeds. */
export function Once() {
  const ready = useReady();
  const [clicks, setClicks] = useState(0);
  failAtFirst();
  const click = () => {
    until = performance.now() + FOR_MS;
    setClicks(clicks + 1);
  };
  return (
    <button data-fail="once" disabled={!ready} onClick={click}>
      fail
    </button>
  );
}
