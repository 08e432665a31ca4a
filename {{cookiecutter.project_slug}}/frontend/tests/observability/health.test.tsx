// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import HealthPage from '@/app/health/page';
import { GET } from '@/app/healthz/route';
import { countDropped } from '@/observability/dropped';

const HASH = 'a'.repeat(64);
const SHARED = Symbol.for('observability.server');
const { readApiHealth } = vi.hoisted(() => ({ readApiHealth: vi.fn() }));
vi.mock('@/api/health', () => ({ readApiHealth }));
vi.mock('@/api/session', () => ({ currentUser: () => Promise.resolve(null) }));
vi.mock('@/service', () => ({ readService: () => ({ name: 'Clinic' }) }));
vi.mock('@/app/sign-in/actions', () => ({ signOut: () => undefined }));

function share(policyHash: string | null): void {
  (globalThis as { [SHARED]?: unknown })[SHARED] = { policyHash, off: () => false };
}

beforeEach(() => share(HASH));

describe('/healthz', () => {
  it('says which policy is held, and what was dropped', async () => {
    countDropped('log', 'policy');
    const body: unknown = await GET().json();
    expect(body).toMatchObject({
      status: 'ok',
      telemetry: { policy: HASH, off: false, dropped: { 'log:policy': 1 } },
    });
    share(null);
    expect(await GET().json()).toMatchObject({ telemetry: { policy: null } });
  });
});

describe('/health', () => {
  const notice = async (state: string, policy?: string) => {
    readApiHealth.mockResolvedValue({ state, checks: [], policy });
    render(await HealthPage());
    return screen.queryByText(/different telemetry policies/);
  };

  it('says so when the halves hold different policies', async () => {
    expect(await notice('ready', 'b'.repeat(64))).toBeInTheDocument();
  });

  it('says so when the API holds none', async () => {
    expect(await notice('ready')).toBeInTheDocument();
  });

  it('says so when the web server holds none', async () => {
    share(null);
    expect(await notice('ready', HASH)).toBeInTheDocument();
  });

  it('says nothing when they hold the same, or the API is down', async () => {
    expect(await notice('ready', HASH)).toBeNull();
    expect(await notice('unreachable')).toBeNull();
  });
});
