// @vitest-environment node
import * as Sentry from '@sentry/nextjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { dropped } from '@/observability/dropped';
import { TokenBucket } from '@/observability/token-bucket';
import { handleViolation, LARGEST_REPORT } from '@/observability/violations';

import { CANARY } from './hostile';

vi.mock('@sentry/nextjs', () => ({ metrics: { count: vi.fn() } }));

const ORIGIN = 'https://clinic.example';
const counted = vi.mocked(Sentry.metrics.count);
const config = { webOrigin: ORIGIN, production: true };
const known = {
  tag: (name: string, value: unknown) =>
    ['img-src', 'image'].find((one) => name === 'violation' && one === value),
};

async function report(body: string, origin = ORIGIN, violations = new TokenBucket(9, 0)) {
  const headers = { Origin: origin, 'Content-Type': 'application/csp-report' };
  const request = new Request(`${ORIGIN}/violations`, { method: 'POST', body, headers });
  return (await handleViolation(request, { config, known, violations })).status;
}

const csp = (directives: Record<string, unknown>) =>
  JSON.stringify({
    'csp-report': {
      'document-uri': CANARY,
      'blocked-uri': CANARY,
      'script-sample': CANARY,
      ...directives,
    },
  });

beforeEach(() => counted.mockClear());

describe('a report of a violation', () => {
  it.each([
    ['img-src', csp({ 'effective-directive': 'img-src', 'violated-directive': 'default-src' })],
    ['img-src', csp({ 'violated-directive': "img-src 'self' data:" })],
    ['image', '{"resource": "image"}'],
    ['other', csp({ 'effective-directive': CANARY })],
    ['other', JSON.stringify({ resource: CANARY })],
  ])('is counted as %s and nothing else of it', async (violation, body) => {
    expect(await report(body)).toBe(204);
    expect(counted.mock.calls).toEqual([['browser.violations', 1, { attributes: { violation } }]]);
  });

  it.each([
    ['foreign_origin', csp({ 'effective-directive': 'img-src' }), 'https://elsewhere.example'],
    ['not_a_report', '[]'],
    ['not_a_report', 'null'],
    ['not_a_report', CANARY],
    ['not_a_report', csp({ 'effective-directive': 7 })],
    ['size', 'x'.repeat(LARGEST_REPORT + 1)],
  ])('is refused and counted: %s', async (reason, body, origin = ORIGIN) => {
    const before = dropped()[`violation:${reason}`] ?? 0;
    expect(await report(body, origin)).toBe(204);
    expect(counted).not.toHaveBeenCalled();
    expect(dropped()[`violation:${reason}`]).toBe(before + 1);
  });

  it('is refused when there are too many', async () => {
    const violations = new TokenBucket(1, 0);
    await report('{"resource": "image"}', ORIGIN, violations);
    await report('{"resource": "image"}', ORIGIN, violations);
    expect(counted).toHaveBeenCalledOnce();
    expect(dropped()['violation:rate']).toBe(1);
  });
});
