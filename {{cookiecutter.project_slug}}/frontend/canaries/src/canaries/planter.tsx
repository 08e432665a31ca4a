'use client';

import * as Sentry from '@sentry/nextjs';
import { useEffect } from 'react';

import { BROWSER_PLACES } from './browser-places';
import { PlantedError } from './kinds';

/** What the harness calls in the page. */
export interface Harness {
  places: { name: string; kinds: readonly string[] }[];
  /** Plants, and tells the traces and events that it belongs to. */
  plant(number: number, text: string): Promise<string[]>;
}

const trace = () => Sentry.getCurrentScope().getPropagationContext().traceId;

async function plant(number: number, text: string): Promise<string[]> {
  const marks = [trace()];
  // What one canary set stays with it.
  await Sentry.withIsolationScope(async () => {
    await Sentry.withScope(async () => {
      try {
        await BROWSER_PLACES[number]?.plant(text);
      } catch (error) {
        marks.push(Sentry.captureException(error));
      }
      marks.push(Sentry.captureException(new PlantedError()));
    });
  });
  return [...marks, trace()];
}

/** Offers the places to the harness. */
export function Planter() {
  useEffect(() => {
    const harness: Harness = {
      places: BROWSER_PLACES.map(({ name, kinds }) => ({ name, kinds })),
      plant,
    };
    Object.assign(window, { canaries: harness });
  }, []);
  return <p>planting</p>;
}
