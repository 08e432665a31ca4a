'use client';

import { createContext, useContext } from 'react';

/** The note of the render that shall fail; undefined for none. */
export const FailingRender = createContext<string | undefined>(undefined);

/** A client component that fails while rendering when it is told to. */
export function RenderCheck() {
  const note = useContext(FailingRender);
  if (note !== undefined) {
    throw new Error(`sentry-check in a client render: ${note}`);
  }
  return null;
}
