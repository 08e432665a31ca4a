// @vitest-environment node
/** What the door's hooks do to logs and spans of the real SDK. */
import * as Sentry from '@sentry/nextjs';
import { afterAll, expect, test } from 'vitest';

import { watchForms } from '@/observability/known-values';
import { serverOptions } from '@/observability/setup-server';
import { readConfig } from '@/observability/config';
import { textsOf } from '@/observability/texts';
import { loadPolicy } from '@/phi/policy';

import { known } from './known-here';

const sent: string[] = [];
const policy = loadPolicy();
const config = readConfig(
  {
    NEXT_PUBLIC_SENTRY_DSN: 'http://k3y@127.0.0.1:9/7',
    ENVIRONMENT: 'staging',
    RELEASE: '1.2.3',
    TRACES_SAMPLE_RATE: '1',
    API_URL: 'http://api.internal:8000',
  },
  {
    variables: { frontend_dsn: 'NEXT_PUBLIC_SENTRY_DSN', environment: 'ENVIRONMENT' },
    environments: ['staging'],
    defaults: { environment: 'staging', traces_sample_rate: 0.1 },
  },
);
const open = { closed: () => undefined, trips: () => false };

afterAll(() => Sentry.close(1));

test('what a form held leaves no log and no span of its request', async () => {
  const options = serverOptions(
    config,
    config.dsn as NonNullable<typeof config.dsn>,
    known,
    open,
    () => textsOf(policy),
    policy,
  );
  // eslint-disable-next-line no-restricted-syntax -- what the door's own options do is tested
  Sentry.init({
    ...options,
    transport: () => ({
      send(envelope: unknown) {
        sent.push(JSON.stringify(envelope));
        return Promise.resolve({});
      },
      flush: () => Promise.resolve(true),
    }),
  });
  watchForms(policy);
  Sentry.withIsolationScope(() => {
    const form = new FormData();
    form.append('first_name', 'Grace');
    form.append('last_name', 'Field');
    Sentry.startSpan({ name: 'outer' }, () => {
      Sentry.startSpan({ name: 'no Grace Field', attributes: { 'url.full': '/a/Grace' } }, () => {
        Sentry.logger.info(Sentry.logger.fmt`no ${'Grace'} ${'Field'}`);
        // eslint-disable-next-line no-restricted-syntax -- what the rule holds back is tested
        Sentry.logger.info(['no', 'Grace', 'Field'].join(' '));
      });
    });
  });
  await Sentry.flush(1000);
  const said = sent.join('\n');
  expect(said.match(/no \[filtered\] \[filtered\]/g)).toHaveLength(3);
  expect(said.match(/"(?:body|name|url.full)":[^,]*(?:Grace|Field)/)).toBeNull();
});
