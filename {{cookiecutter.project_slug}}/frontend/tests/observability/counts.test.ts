import { expect, it } from 'vitest';

import type { Built } from '@/observability/reading';
import * as rebuild from '@/observability/rebuild';

import { errorEvent, session, sessions, spanContainer } from './hostile';
import { known, serverProcess } from './known-here';

const SSN = 912345678;
const PHONE = 2125550123;

function rebuilt(type: string, payload: object): Built | undefined {
  const built = rebuild.envelope(
    [{}, [[{ type }, payload]]],
    known,
    serverProcess,
    () => undefined,
  );
  return built?.[1][0]?.[1];
}

// A number of nine digits may be one that somebody has.
it('leaves six digits of a count', () => {
  expect(rebuilt('session', { ...session(), errors: SSN })).toMatchObject({ errors: 912346000 });
  const aggregates = [{ started: '2026-11-23T00:58:00.000Z', exited: SSN, errored: 123456 }];
  expect(rebuilt('sessions', { ...sessions(), aggregates })).toMatchObject({
    aggregates: [{ exited: 912346000, errored: 123456 }],
  });
  const lost = { reason: 'queue_overflow', category: 'error', quantity: PHONE };
  expect(rebuilt('client_report', { discarded_events: [lost] })).toMatchObject({
    discarded_events: [{ ...lost, quantity: 2125550000 }],
  });
});

it('leaves six digits of a size', () => {
  const data = { request_body_size: SSN, response_body_size: 2048 };
  const breadcrumbs = [{ category: 'fetch', data }];
  expect(rebuilt('event', { ...errorEvent(), breadcrumbs })).toMatchObject({
    breadcrumbs: [{ data: { request_body_size: 912346000, response_body_size: 2048 } }],
  });
  const container = spanContainer();
  const [first] = container.items as { attributes: object }[];
  const attributes = { 'http.response_content_length': { value: SSN, type: 'integer' } };
  expect(rebuilt('span', { ...container, items: [{ ...first, attributes }] })).toMatchObject({
    items: [{ attributes: { 'http.response_content_length': { value: 912346000 } } }],
  });
});
