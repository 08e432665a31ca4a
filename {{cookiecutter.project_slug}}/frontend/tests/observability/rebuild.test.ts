import { describe, expect, it } from 'vitest';

import type { Known } from '@/observability/known';
import { knownBrowser } from '@/observability/known-browser';
import { knownOfBrowser } from '@/observability/known-policy';
import * as rebuild from '@/observability/rebuild';
import { metric } from '@/observability/rebuild-items';

import { CANARY, clientReport, envelopeHeaders, errorEvent, EVENT_ID, SPAN_ID } from './hostile';
import {
  checkIn,
  logContainer,
  metricContainer,
  session,
  sessions,
  spanContainer,
  TRACE_ID,
} from './hostile';
import { ids, known, NOW, serverProcess } from './known-here';

const text = (value: string) => ({ value, type: 'string' });

describe('an event', () => {
  it('has scrubbed texts in the tags that the policy declares as such', () => {
    const says = {
      text: (given: string, longest = 0) => given.replace(CANARY, '[text]').slice(0, longest),
      statement: () => '',
      url: () => undefined,
    };
    const given = { ...errorEvent(), tags: { job: `reminders of ${CANARY}`, role: 'nobody' } };
    const runtime = 'next-server';
    expect(rebuild.event(given, known, { ...serverProcess, says })?.tags).toStrictEqual({
      job: 'reminders of [text]',
      runtime,
    });
    expect(rebuild.event(given, known, serverProcess)?.tags).toStrictEqual({ runtime });
  });

  it('leaves as exactly what is known of it', () => {
    expect(rebuild.event(errorEvent(), known, serverProcess)).toStrictEqual({
      event_id: EVENT_ID,
      timestamp: 1795395538.447,
      platform: 'javascript',
      level: 'error',
      environment: 'staging',
      release: '1.2.3',
      tags: { role: 'nurse', runtime: 'next-server' },
      extra: { role: 'doctor' },
      breadcrumbs: [{ timestamp: 1795395538.1, type: 'http', category: 'fetch', level: 'info' }],
      transaction: 'GET /patients/[id]',
      sdk: { name: 'sentry.javascript.nextjs', version: '11.5.0' },
      contexts: {
        patient: { id: ids.hashed('7f3c9a52-0000-4000-8000-000000000000') },
        runtime: { name: 'node', version: '24.0.0' },
        trace: { trace_id: TRACE_ID, span_id: SPAN_ID, op: '[op]', sampled: true },
      },
      request: { method: 'POST' },
      message: '[text]',
      exception: {
        values: [
          {
            type: '[exception]',
            value: '[text]',
            mechanism: { type: 'generic', exception_id: 1, parent_id: 0 },
          },
          {
            type: 'TypeError',
            value: '[text]',
            mechanism: {
              type: 'auto.browser.global_handlers.onerror',
              handled: false,
              exception_id: 0,
              is_exception_group: true,
            },
            stacktrace: {
              frames: [
                { in_app: true, filename: '[frame]', function: '[frame]' },
                {
                  in_app: false,
                  filename: 'app:///_next/known.js',
                  function: '[function]',
                  lineno: 3,
                  colno: 7,
                },
                { filename: 'app:///_next/known.js', function: 'async Page.load', lineno: 1 },
                { filename: '[frame]', function: '[frame]' },
              ],
            },
          },
        ],
      },
    });
  });

  it('says that there was text when there is nothing else', () => {
    const built = rebuild.event({ event_id: EVENT_ID }, known, serverProcess);
    expect(built).toMatchObject({ event_id: EVENT_ID, message: '[text]' });
  });

  it.each([
    ['no id', {}],
    ['an id of another shape', { event_id: CANARY }],
    ['an id in capitals', { event_id: EVENT_ID.toUpperCase() }],
    ['a type of its own', { event_id: EVENT_ID, type: 'feedback' }],
    ['no object', CANARY],
    ['nothing', null],
  ])('with %s does not leave', (_, payload) => {
    expect(rebuild.event(payload, known, serverProcess)).toBeUndefined();
  });

  it('of an unknown route is unrouted', () => {
    for (const transaction of [`/patients/${CANARY}`, CANARY, `${CANARY} /patients/1`, 'GET ']) {
      const built = rebuild.event({ event_id: EVENT_ID, transaction }, known, serverProcess);
      expect(built?.transaction).toBe('[unrouted]');
    }
  });

  it('keeps a hundred frames and fifty exceptions', () => {
    const frames = Array.from({ length: 500 }, (_, lineno) => ({
      filename: 'app:///_next/known.js',
      lineno,
    }));
    const values = Array.from({ length: 80 }, () => ({
      type: 'TypeError',
      stacktrace: { frames },
    }));
    const built = rebuild.event(
      { event_id: EVENT_ID, exception: { values } },
      known,
      serverProcess,
    );
    const kept = (built?.exception as { values: { stacktrace: { frames: object[] } }[] }).values;
    expect(kept).toHaveLength(50);
    expect(kept[0]?.stacktrace.frames).toHaveLength(100);
    expect(kept[0]?.stacktrace.frames.at(-1)).toMatchObject({ lineno: 499 });
  });

  it('is not changed by it', () => {
    const source = errorEvent();
    rebuild.event(source, known, serverProcess);
    expect(source).toStrictEqual(errorEvent());
  });
});

describe('a container of spans', () => {
  it('leaves as exactly what is known of it', () => {
    const common = {
      'sentry.environment': text('staging'),
      'sentry.release': text('1.2.3'),
      runtime: text('next-server'),
    };
    expect(rebuild.span(spanContainer(), known, serverProcess)).toStrictEqual({
      version: 2,
      ingest_settings: { infer_ip: 'never', infer_user_agent: 'never' },
      items: [
        {
          trace_id: TRACE_ID,
          span_id: SPAN_ID,
          parent_span_id: 'aaaaaaaaaaaaaaaa',
          name: 'GET /patients/[id]',
          start_timestamp: 1795395538.1,
          end_timestamp: 1795395538.2,
          status: 'error',
          is_segment: true,
          attributes: {
            'sentry.op': text('http.server'),
            'sentry.origin': text('auto.http.server'),
            'sentry.kind': text('server'),
            'sentry.segment.name.source': text('route'),
            'http.request.method': text('GET'),
            'http.route': text('/patients/[id]'),
            'http.response.status_code': { value: 500, type: 'integer' },
            'sentry.sample_rate': { value: 0.1, type: 'double' },
            'sentry.sdk.name': text('sentry.javascript.nextjs'),
            'sentry.sdk.version': text('11.5.0'),
            'sentry.segment.id': text(SPAN_ID),
            'sentry.segment.name': text('[span]'),
            ...common,
          },
        },
        {
          trace_id: TRACE_ID,
          span_id: 'bbbbbbbbbbbbbbbb',
          name: '[span]',
          start_timestamp: 1795395538,
          end_timestamp: 1795395539,
          status: 'ok',
          is_segment: false,
          attributes: {
            'sentry.op': text('[op]'),
            'http.route': text('[unrouted]'),
            'sentry.sdk.name': text('sentry.javascript.nextjs'),
            'sentry.sdk.version': text('11.5.0'),
            ...common,
          },
        },
      ],
    });
  });

  it('without a span that has its ids and times does not leave', () => {
    expect(rebuild.span({ items: [{ name: CANARY }] }, known, serverProcess)).toBeUndefined();
  });

  it('dated before any service ran does not leave', () => {
    const items = [
      { trace_id: TRACE_ID, span_id: SPAN_ID, start_timestamp: 3.2, end_timestamp: 4 },
    ];
    expect(rebuild.span({ items }, known, serverProcess)).toBeUndefined();
  });

  it.each([
    ['Next’s own names', 'start response', 'start response'],
    ['its routes', 'render route (app) /patients/[id]/page', 'render route (app) /patients/[id]'],
    ['an unknown route', `generateMetadata /${CANARY}`, 'generateMetadata [unrouted]'],
    ['a name given by hand', `Load ${CANARY}`, '[span]'],
  ])('names spans by %s', (_, name, expected) => {
    const items = [
      {
        trace_id: TRACE_ID,
        span_id: SPAN_ID,
        start_timestamp: 1795395538,
        end_timestamp: 1795395539,
        name,
      },
    ];
    expect(rebuild.span({ items }, known, serverProcess)?.items[0]?.name).toBe(expected);
  });
});

/** What an item of this type leaves as, and what was lost of it. */
function rebuilt(type: string, payload: unknown) {
  const lost: string[] = [];
  const built = rebuild.envelope([{}, [[{ type }, payload]]], known, serverProcess, (...loss) =>
    lost.push(loss.join(':')),
  );
  return { item: built?.[1][0], lost };
}

describe('logs', () => {
  it('leave as exactly what is known of them', () => {
    const { item, lost } = rebuilt('log', logContainer());
    expect(lost).toStrictEqual(['log:not_allowed:1']);
    expect(item).toStrictEqual([
      { type: 'log', item_count: 1, content_type: 'application/vnd.sentry.items.log+json' },
      {
        version: 2,
        ingest_settings: { infer_ip: 'never', infer_user_agent: 'never' },
        items: [
          {
            timestamp: 1795395538.1,
            trace_id: TRACE_ID,
            span_id: SPAN_ID,
            level: 'warn',
            severity_number: 13,
            body: '[text]',
            attributes: {
              'sentry.sdk.name': text('sentry.javascript.nextjs'),
              'sentry.sdk.version': text('11.5.0'),
              'sentry.environment': text('staging'),
              'sentry.release': text('1.2.3'),
              runtime: text('next-server'),
            },
          },
        ],
      },
    ]);
  });
});

describe('metrics', () => {
  it('leave only if registered, with the policy’s unit', () => {
    const { item, lost } = rebuilt('trace_metric', metricContainer());
    expect(lost).toStrictEqual(['trace_metric:not_allowed:6']);
    expect(item).toStrictEqual([
      {
        type: 'trace_metric',
        item_count: 1,
        content_type: 'application/vnd.sentry.items.trace-metric+json',
      },
      {
        version: 2,
        ingest_settings: { infer_ip: 'never', infer_user_agent: 'never' },
        items: [
          {
            timestamp: 1795395538.1,
            trace_id: TRACE_ID,
            span_id: SPAN_ID,
            name: 'reminders.sent',
            type: 'counter',
            unit: 'none',
            value: 3,
            attributes: {
              role: text('nurse'),
              'sentry.sdk.name': text('sentry.javascript.nextjs'),
              'sentry.sdk.version': text('11.5.0'),
              'sentry.environment': text('staging'),
              'sentry.release': text('1.2.3'),
              runtime: text('next-server'),
            },
          },
        ],
      },
    ]);
  });
});

describe('sessions and check-ins', () => {
  const attrs = { release: '1.2.3', environment: 'staging' };

  it('leave as ids, times and counts', () => {
    expect(rebuilt('session', session()).item?.[1]).toStrictEqual({
      sid: EVENT_ID,
      init: true,
      started: '2026-11-23T00:58:59.176Z',
      timestamp: '2026-11-23T00:59:59.176Z',
      status: 'crashed',
      errors: 2,
      duration: 60.5,
      attrs,
    });
    expect(rebuilt('sessions', sessions()).item?.[1]).toStrictEqual({
      attrs,
      aggregates: [{ started: '2026-11-23T00:58:00.000Z', exited: 3, crashed: 1 }],
    });
    expect(rebuilt('check_in', checkIn()).item?.[1]).toStrictEqual({
      check_in_id: EVENT_ID,
      monitor_slug: 'reminders',
      status: 'ok',
      duration: 12.5,
      ...attrs,
      contexts: { trace: { trace_id: TRACE_ID, span_id: SPAN_ID, op: '[op]' } },
    });
  });

  it.each<[string, unknown]>([
    ['session', { ...session(), sid: CANARY }],
    ['session', { ...session(), status: CANARY }],
    ['sessions', { aggregates: [{ started: CANARY }] }],
    ['check_in', { ...checkIn(), monitor_slug: CANARY }],
    ['check_in', { ...checkIn(), status: CANARY }],
    ['check_in', { ...checkIn(), check_in_id: CANARY }],
  ])('a %s of another shape does not leave', (type, payload) => {
    expect(rebuilt(type, payload)).toStrictEqual({
      item: undefined,
      lost: [`${type}:not_allowed:1`],
    });
  });

  it.each(['1961-02-03T00:00:00Z', '2026-11-23T00:59:00.123456789Z', NOW - 86_401, 123_456_789])(
    'leave their moments here when those are not of today: %s',
    (moment) => {
      expect(rebuilt('session', { ...session(), started: moment }).item).toBeUndefined();
      expect(
        rebuilt('event', { event_id: EVENT_ID, timestamp: moment }).item?.[1],
      ).not.toHaveProperty('timestamp');
      expect(
        rebuilt('log', { items: [{ level: 'info', timestamp: moment }] }).item,
      ).toBeUndefined();
      expect(rebuilt('sessions', { aggregates: [{ started: moment }] }).item).toBeUndefined();
    },
  );

  it.each(['0'.repeat(32), 'f'.repeat(32), EVENT_ID.toUpperCase(), '123456789'])(
    'leave here what is no random UUID: %s',
    (id) => {
      expect(rebuilt('event', { event_id: id }).item).toBeUndefined();
      expect(rebuilt('session', { ...session(), sid: id }).item).toBeUndefined();
    },
  );

  it('have metric values of six digits', () => {
    const many: Known = { ...known, metric: () => 'none' };
    const built = (value: number) =>
      metric({ name: 'a', type: 'gauge', timestamp: NOW, value }, many, serverProcess)?.value;
    expect([123_456_789, 3, 0.123456789].map(built)).toStrictEqual([123_457_000, 3, 0.123457]);
  });
});

describe('the user', () => {
  const user = (id: unknown, of: Partial<typeof known> = {}, process = {}) =>
    rebuild.event(
      { event_id: EVENT_ID, user: { id } },
      { ...known, ...of },
      { ...serverProcess, ...process },
    )?.user;

  it('leaves the server as a keyed hash', () => {
    expect(user('4711')).toStrictEqual({ id: ids.hashed('4711') });
    expect(user(4711)).toStrictEqual({ id: ids.hashed('4711') });
    expect(user('mary@clinic.example')).toBeUndefined();
    expect(user({ toString: () => '4711' })).toBeUndefined();
  });

  it('of a browser is what the server calls its session', () => {
    expect(user('4711', knownBrowser, { user: '[id:0123abcd]' })).toStrictEqual({
      id: '[id:0123abcd]',
    });
    expect(user('4711', knownBrowser)).toBeUndefined();
    expect(user('[id:0123abcd]', knownOfBrowser)).toStrictEqual({ id: '[id:0123abcd]' });
    expect(user('4711', knownOfBrowser)).toBeUndefined();
  });
});

describe('a client report', () => {
  it('leaves as numbers by reason and category', () => {
    expect(rebuild.clientReport(clientReport(), serverProcess)).toStrictEqual({
      timestamp: 1795395549.816,
      discarded_events: [{ reason: 'queue_overflow', category: 'error', quantity: 3 }],
    });
  });
});

describe('an envelope', () => {
  it('has headers of ids, times and rates only', () => {
    expect(rebuild.envelopeHeaders(envelopeHeaders(), known, serverProcess)).toStrictEqual({
      event_id: EVENT_ID,
      sent_at: '2026-11-23T00:58:59.176Z',
      trace: {
        trace_id: TRACE_ID,
        public_key: 'abc123',
        environment: 'staging',
        release: '1.2.3',
        sample_rate: '0.1',
        sample_rand: '0.116693',
        sampled: 'true',
        transaction: '/patients/[id]',
      },
    });
    const { trace } = rebuild.envelopeHeaders(
      { trace: { trace_id: TRACE_ID, transaction: CANARY, sample_rate: '0.123456789' } },
      known,
      serverProcess,
    ) as { trace: object };
    expect(trace).not.toHaveProperty('transaction');
    expect(trace).toHaveProperty('sample_rate', '0.1');
  });

  it('has item headers of its own', () => {
    const item = [{ type: 'span', item_count: CANARY, [CANARY]: CANARY }, spanContainer()];
    const built = rebuild.envelope([{}, [item]], known, serverProcess, () => undefined);
    expect(built?.[1][0]?.[0]).toStrictEqual({
      type: 'span',
      item_count: 2,
      content_type: 'application/vnd.sentry.items.span.v2+json',
    });
  });

  it.each([
    'attachment',
    'check_in',
    'feedback',
    'log',
    'profile',
    'profile_chunk',
    'raw_security',
    'replay_event',
    'replay_recording',
    'session',
    'sessions',
    'trace_metric',
    'transaction',
    'user_report',
  ])('with nothing but a %s does not leave, and it is counted', (type) => {
    const lost: string[] = [];
    const built = rebuild.envelope(
      [{}, [[{ type }, errorEvent()]]],
      known,
      serverProcess,
      (...loss) => lost.push(loss.join(':')),
    );
    expect(built).toBeUndefined();
    expect(lost).toStrictEqual([`${type}:not_allowed:1`]);
  });

  it('never names a type that it does not know', () => {
    const lost: string[] = [];
    rebuild.envelope([{}, [[{ type: CANARY }, {}], CANARY, null]], known, serverProcess, (type) =>
      lost.push(type),
    );
    expect(lost).toStrictEqual(['unknown', 'unknown', 'unknown']);
  });

  it('goes on without an item that breaks', () => {
    const broken = new Proxy(
      {},
      {
        getOwnPropertyDescriptor() {
          throw new Error(CANARY);
        },
      },
    );
    const lost: string[] = [];
    const built = rebuild.envelope(
      [
        {},
        [
          [{ type: 'event' }, broken],
          [{ type: 'event' }, errorEvent()],
        ],
      ],
      known,
      serverProcess,
      (...loss) => lost.push(loss.join(':')),
    );
    expect(built?.[1]).toHaveLength(1);
    expect(lost).toStrictEqual(['event:gate_error:1']);
  });

  it('holds no canary, whatever it was made of', () => {
    const built = rebuild.envelope(
      [
        envelopeHeaders(),
        [
          [{ type: 'event', [CANARY]: CANARY }, errorEvent()],
          [{ type: 'span' }, spanContainer()],
          [{ type: 'client_report' }, clientReport()],
          [{ type: 'log' }, logContainer()],
          [{ type: 'trace_metric' }, metricContainer()],
          [{ type: 'session' }, session()],
          [{ type: 'sessions' }, sessions()],
          [{ type: 'check_in' }, checkIn()],
        ],
      ],
      known,
      serverProcess,
      () => undefined,
    );
    expect(built?.[1]).toHaveLength(8);
    expect(JSON.stringify(built)).not.toMatch(/Mary|Johnson|45-6789/);
  });
});
