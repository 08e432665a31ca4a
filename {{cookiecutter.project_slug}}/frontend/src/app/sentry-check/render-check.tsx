'use client';

import { createContext, useContext } from 'react';

/** The message of the render that shall fail; undefined for none. */
export const FailingRender = createContext<string | undefined>(undefined);

/** A client component that fails while rendering when it is told to. */
export function RenderCheck() {
  const message = useContext(FailingRender);
  if (message !== undefined) {
    throw new Error(message);
  }
  return null;
}
