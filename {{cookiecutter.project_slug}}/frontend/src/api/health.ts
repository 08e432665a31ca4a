import 'server-only';

import { apiUrl } from './client';

const TIMEOUT_MS = 3_000;

export type Check = { name: string; ok: boolean };

export type ApiHealth = {
  state: 'ready' | 'not ready' | 'unreachable';
  checks: Check[];
  /** SHA-256 of the telemetry policy that the API holds. */
  policy?: string;
};

/** Asks the API how it is; never throws, since being down is an answer too. */
export async function readApiHealth(): Promise<ApiHealth> {
  try {
    const response = await fetch(`${apiUrl()}/readyz`, {
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body: unknown = await response.json();
    const state = response.ok ? 'ready' : 'not ready';
    return { state, checks: checksIn(body), ...policyIn(body) };
  } catch {
    return { state: 'unreachable', checks: [] };
  }
}

/** The checks that we have words for, whatever else the body says. */
function checksIn(body: unknown): Check[] {
  const { checks = {} } = (body ?? {}) as { checks?: Record<string, { status?: unknown }> };
  return ['database', 'broker']
    .filter((name) => name in checks)
    .map((name) => ({ name, ok: checks[name]?.status === 'ok' }));
}

function policyIn(body: unknown): Pick<ApiHealth, 'policy'> {
  const { telemetry } = (body ?? {}) as { telemetry?: { policy?: unknown } };
  const policy = telemetry?.policy;
  return typeof policy === 'string' && /^[0-9a-f]{64}$/.test(policy) ? { policy } : {};
}
