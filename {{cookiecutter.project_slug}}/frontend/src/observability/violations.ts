/**
 * Counts what browsers refused or could not load: violations of the Content-Security-Policy, which
 * browsers report by themselves, and resources of ours that did not come, which `resources.ts` reports.
 *
 * A report names the page, the address and sometimes the code; nothing of it is kept but one word of
 * the policy's list. Sentry's own CSP endpoint would take it all.
 */
import * as Sentry from '@sentry/nextjs';

import { countDropped } from './dropped';
import type { Config } from './config';
import type { KnownByPolicy } from './known';
import { isOwnOrigin, readAtMost } from './own-request';
import type { TokenBucket } from './token-bucket';

export const LARGEST_REPORT = 64 * 1024;
const OTHER = 'other';

export interface ViolationSettings {
  config: Pick<Config, 'webOrigin' | 'production'>;
  known: Pick<KnownByPolicy, 'tag'>;
  violations: TokenBucket;
}

/** Answers a POST with a report: always 204, whatever came of it. Never throws. */
export async function handleViolation(
  request: Request,
  settings: ViolationSettings,
): Promise<Response> {
  const refusal = await count(request, settings).catch(() => 'not_a_report' as const);
  if (refusal !== undefined) {
    countDropped('violation', refusal);
  }
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } });
}

type Refusal = 'foreign_origin' | 'not_a_report' | 'rate' | 'size';

async function count(
  request: Request,
  { config, known, violations }: ViolationSettings,
): Promise<Refusal | undefined> {
  if (!isOwnOrigin(request.headers, config)) {
    return 'foreign_origin';
  }
  if (!violations.take()) {
    return 'rate';
  }
  const body = await readAtMost(request, LARGEST_REPORT);
  if (body === undefined) {
    return 'size';
  }
  const word = wordIn(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
  if (word === undefined) {
    return 'not_a_report';
  }
  const violation = known.tag('violation', word) ?? OTHER;
  Sentry.metrics.count('browser.violations', 1, { attributes: { violation } });
  return undefined;
}

/** The directive that was violated, or the kind of resource. */
function wordIn(report: unknown): string | undefined {
  const { 'csp-report': csp, resource } = (report ?? {}) as Record<string, unknown>;
  const { 'effective-directive': effective, 'violated-directive': violated } = (csp ??
    {}) as Record<string, unknown>;
  const word = [resource, effective, violated].find((one) => typeof one === 'string');
  return (word as string | undefined)?.split(' ', 1)[0];
}
