// @vitest-environment node
import type { NextConfig } from 'next';
import { afterEach, describe, expect, it, vi } from 'vitest';

import config from '../next.config';

const resolved = config as unknown as NextConfig;

afterEach(() => vi.resetModules());

describe('the configuration of Next', () => {
  it('keeps form data, addresses and the browser’s console out of the terminal', () => {
    expect(resolved.logging).toEqual({
      serverFunctions: false,
      incomingRequests: false,
      browserToTerminal: false,
    });
  });

  it('switches the telemetry of Next off', async () => {
    vi.stubEnv('NEXT_TELEMETRY_DISABLED', '');
    vi.resetModules();
    await import('../next.config');
    expect(process.env.NEXT_TELEMETRY_DISABLED).toBe('1');
  });

  it('tells other origins nothing about the page one came from, on every path', async () => {
    const [rule, ...more] = (await resolved.headers?.()) ?? [];
    expect(more).toEqual([]);
    expect(rule?.source).toBe('/:path*');
    expect(rule?.headers).toContainEqual({ key: 'Referrer-Policy', value: 'same-origin' });
    expect(rule?.headers).toContainEqual({ key: 'X-Frame-Options', value: 'DENY' });
    const policy = rule?.headers.find(({ key }) => key === 'Content-Security-Policy')?.value;
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/\*|https?:|connect-src/);
  });
});
