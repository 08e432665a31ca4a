// @vitest-environment node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it, vi } from 'vitest';

import { guard } from '@/observability/guard';
import * as rebuild from '@/observability/rebuild';
import { offSwitch } from '@/observability/switch';
import { tripwire } from '@/observability/tripwire';

import { errorEvent, EVENT_ID, logContainer, spanContainer, TRACE_ID } from './hostile';
import { known, policy, serverProcess } from './known-here';

function sent(with_: rebuild.Guard, knowledge = known, headers: object = {}) {
  const lost: string[] = [];
  const built = rebuild.envelope(
    [
      headers,
      [
        [{ type: 'event' }, errorEvent()],
        [{ type: 'span' }, spanContainer()],
        [{ type: 'log' }, logContainer()],
        [{ type: 'client_report' }, { discarded_events: [] }],
      ],
    ],
    knowledge,
    serverProcess,
    (...loss) => lost.push(loss.join(':')),
    with_,
  );
  return { built, lost };
}

describe('the guard', () => {
  it('lets nothing out without a policy, and counts what it held', () => {
    const { built, lost } = sent(guard(undefined, () => false, vi.fn()));
    expect(built).toBeUndefined();
    expect(lost).toStrictEqual([
      'event:policy:1',
      'span:policy:5',
      'log:policy:2',
      'client_report:policy:1',
    ]);
  });

  it('lets nothing out when telemetry is switched off', () => {
    const { built, lost } = sent(guard(policy, () => true, vi.fn()));
    expect(built).toBeUndefined();
    expect(lost[0]).toBe('event:off:1');
  });

  it('drops the item that trips the wire, goes on, and says one line without content', () => {
    const say = vi.fn();
    const leaky = { ...known, route: (path: string) => `${path}/123-45-6789` };
    const { built, lost } = sent(
      guard(policy, () => false, say),
      leaky,
    );
    expect(built?.[1].map(([header]) => header.type)).toStrictEqual(['log', 'client_report']);
    expect(lost).toContain('event:tripwire:1');
    expect(lost).toContain('span:tripwire:2');
    expect(say.mock.calls.flat().join()).not.toMatch(/123|6789/);
  });

  it('drops all when the envelope’s own headers trip the wire', () => {
    const leaky = { ...known, route: () => '/mary@clinic.example' };
    const headers = { event_id: EVENT_ID, trace: { trace_id: TRACE_ID, transaction: '/x' } };
    expect(
      sent(
        guard(policy, () => false, vi.fn()),
        leaky,
        headers,
      ).built,
    ).toBeUndefined();
  });
});

describe('the tripwire', () => {
  const trips = tripwire(policy.mrn);

  it.each([
    'a 123-45-6789 b',
    '123 45 6789',
    '123.45.6789',
    '123–45–6789',
    'mary.johnson@clinic.example.org',
    'mrn-00412345',
    'MRN00412345',
    '4111 1111 1111 1111',
    '4111111111111111',
    '5500-0000-0000-0004',
  ])('is hit by %s, at any depth, in values and names', (text) => {
    expect(trips({ a: [{ b: text }] })).toBe(true);
    expect(trips({ [text]: 1 })).toBe(true);
  });

  it.each([
    '123-45 6789',
    '2026-11-23T00:58:59.176Z',
    'app:///node_modules/@sentry/core/build/esm/index.js',
    'app:///node_modules/.pnpm/next@16.4.6_react@19.3.1/node_modules/next/dist/server.js',
    '11111111111111111111111111111111',
    '0.4111111111111111',
    '4111 1111 1111 1112',
    '1234567890123456',
    '[id:12345678]',
    '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  ])('is not hit by %s', (text) => {
    expect(trips({ a: [{ b: text }] })).toBe(false);
  });

  it('does not search for record numbers that are digits only', () => {
    expect(tripwire('[0-9]{8}')({ a: '00412345' })).toBe(false);
    expect(tripwire(undefined)({ a: 'MRN00412345' })).toBe(false);
  });

  it('is not hit by what the gate lets out', () => {
    expect(trips(sent({ closed: () => undefined, trips: () => false }).built)).toBe(false);
  });
});

describe('the stop switch', () => {
  it('is on by the environment', () => {
    expect(offSwitch({ TELEMETRY_OFF: '1' })()).toBe(true);
    expect(offSwitch({ TELEMETRY_OFF: 'True' })()).toBe(true);
    expect(offSwitch({ TELEMETRY_OFF: '0', VAR_DIR: tmpdir() })()).toBe(false);
  });

  it('is on by a file, within five seconds, and off again when it is gone', () => {
    const VAR_DIR = mkdtempSync(join(tmpdir(), 'var of mine '));
    let now = 0;
    const off = offSwitch({ VAR_DIR }, () => now);
    expect(off()).toBe(false);
    writeFileSync(join(VAR_DIR, 'telemetry-off'), '');
    now = 4_999;
    expect(off()).toBe(false);
    now = 5_000;
    expect(off()).toBe(true);
    rmSync(join(VAR_DIR, 'telemetry-off'));
    now = 10_000;
    expect(off()).toBe(false);
  });

  it('is on when one cannot tell', () => {
    const VAR_DIR = join(mkdtempSync(join(tmpdir(), 'var')), 'file');
    writeFileSync(VAR_DIR, '');
    mkdirSync(`${VAR_DIR}.d`);
    expect(offSwitch({ VAR_DIR: `${VAR_DIR}\0` })()).toBe(true);
  });
});
