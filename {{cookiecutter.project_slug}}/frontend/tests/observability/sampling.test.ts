// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { rateOf, sampler } from '@/observability/sampling';

const rates = { tracesSampleRate: 0.25, tracesSampleRates: { '/patients/[id]': 1, '/health': 0 } };
const routeOf = (path: string) => (/^\/patients\/\w+$/.test(path) ? '/patients/[id]' : path);
const rate = (target: string, parentSampled?: boolean) =>
  sampler(rates, routeOf)({ attributes: { 'http.target': target }, parentSampled });

describe('the sampler', () => {
  it.each(['/monitoring', '/healthz', '/violations'])('never traces %s, whoever asks', (path) => {
    expect(rate(path)).toBe(0);
    expect(rate(`${path}?sentry=1`)).toBe(0);
    expect(rate(path, true)).toBe(0);
  });

  it('takes the rate of the route, and else the one of all', () => {
    expect(rate('/patients/7?tab=notes')).toBe(1);
    expect(rate('/health')).toBe(0);
    expect(rate('/sign-in')).toBe(0.25);
    expect(sampler(rates, () => undefined)({ attributes: {} })).toBe(0.25);
  });

  it('leaves the decision to whoever began the trace', () => {
    expect(rate('/health', true)).toBe(1);
    expect(rate('/patients/7', false)).toBe(0);
  });
});

describe('what a trace says of its rate', () => {
  it('is one of those configured', () => {
    const of = rateOf({ ...rates, tracesSampleRates: { '/a': 0.5 } });
    expect([of('0.5'), of(0.5), of('1'), of('0.25')]).toEqual([0.5, 0.5, 1, 0.25]);
    expect(['0.123456789', '', 'Mary', null, {}, 0.4].map(of)).toEqual(Array(6).fill(0.25));
  });
});
