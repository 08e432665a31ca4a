/**
 * Which requests are traced: none of those that telemetry and probes make, and a share of the rest.
 *
 * The share is TRACES_SAMPLE_RATE, or what TRACES_SAMPLE_RATES says of a route. Whoever began the trace
 * has decided for all of it. The twin of `backend/observability/sampling.py`.
 */
import type { NodeOptions } from '@sentry/nextjs';

import type { Config } from './config';
import { UNTRACED_PATHS } from './paths';

type Context = Parameters<NonNullable<NodeOptions['tracesSampler']>>[0];
type Rates = Pick<Config, 'tracesSampleRate' | 'tracesSampleRates'>;

/** A `tracesSampler`: called with what Sentry knows of a trace that begins, returns a rate. */
export function sampler(
  { tracesSampleRate, tracesSampleRates }: Rates,
  routeOf: (path: string) => string | undefined,
): (context: Pick<Context, 'attributes' | 'parentSampled'>) => number {
  return ({ attributes, parentSampled }) => {
    const path = pathIn(attributes);
    if (UNTRACED_PATHS.test(path)) {
      return 0;
    }
    if (parentSampled !== undefined) {
      return Number(parentSampled);
    }
    return tracesSampleRates[routeOf(path) ?? ''] ?? tracesSampleRate;
  };
}

/** What a trace may say of its rate: one of those configured; all else becomes the one of all. */
export function rateOf({ tracesSampleRate, tracesSampleRates }: Rates): (given: unknown) => number {
  const rates = new Set([0, 1, ...Object.values(tracesSampleRates)]);
  return (given) => {
    const rate = typeof given === 'string' && given !== '' ? Number(given) : given;
    return typeof rate === 'number' && rates.has(rate) ? rate : tracesSampleRate;
  };
}

function pathIn(attributes: Context['attributes']): string {
  const target = attributes?.['http.target'] ?? attributes?.['url.path'];
  return typeof target === 'string' ? (target.split(/[?#]/, 1)[0] ?? '') : '';
}
