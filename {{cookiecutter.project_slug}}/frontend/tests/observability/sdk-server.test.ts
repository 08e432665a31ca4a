// @vitest-environment node
/**
 * What the installed SDK of the server puts into each item when everything is in use. An upgrade that
 * adds a field, an item type, a switch or an integration fails here, to be looked at.
 */
import * as Sentry from '@sentry/nextjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { shapeOf } from './shape-of';

type Envelope = [object, [{ type: string }, unknown][]];
const sent: Envelope[] = [];

beforeAll(async () => {
  // eslint-disable-next-line no-restricted-syntax -- what this very call does is tested
  const client = Sentry.init({
    dsn: 'http://k3y@127.0.0.1:9/7',
    environment: 'staging',
    release: '1.2.3',
    tracesSampleRate: 1,
    traceLifecycle: 'stream',
    transport: () => ({
      send(envelope: unknown) {
        sent.push(envelope as Envelope);
        return Promise.resolve({});
      },
      flush: () => Promise.resolve(true),
    }),
  });
  Sentry.setUser({ id: '1', email: 'x', username: 'y', ip_address: '127.0.0.1' });
  Sentry.setTag('a_tag', 'x');
  Sentry.setContext('a_context', { a_key: 'x' });
  Sentry.setExtra('an_extra', 'x');
  Sentry.setAttribute('an_attribute', 'x');
  Sentry.addBreadcrumb({
    message: 'x',
    category: 'x',
    type: 'x',
    level: 'info',
    data: { a_key: 1 },
  });
  Sentry.startSpan({ name: 'x', op: 'x', attributes: { a_key: 1 } }, () => {
    Sentry.startSpan({ name: 'y' }, () => undefined);
    Sentry.captureException(new TypeError('x', { cause: new Error('y') }), {
      attachments: [{ filename: 'x', data: 'x' }],
    });
    Sentry.captureMessage('x');
    Sentry.logger.info(Sentry.logger.fmt`x ${1}`, { a_key: 1 });
    Sentry.metrics.count('x', 1, { unit: 'none', attributes: { a_key: 1 } });
    Sentry.captureFeedback({ message: 'x', name: 'x', email: 'x', url: 'x' });
    Sentry.captureCheckIn(
      { monitorSlug: 'x', status: 'ok', checkInId: 'x', duration: 1 },
      { schedule: { type: 'crontab', value: '* * * * *' }, checkinMargin: 1, maxRuntime: 1 },
    );
  });
  Sentry.startSession();
  Sentry.captureSession();
  client?.recordDroppedEvent('sample_rate', 'error');
  await Sentry.flush(1000);
  client?.emit('flush');
});
afterAll(() => Sentry.close(1));

/** Every item of this type: the key paths of its header and its payload. */
function shapes(type: string): string[] {
  const items = sent.flatMap(([, items]) => items.filter(([header]) => header.type === type));
  return [...new Set(items.flatMap(([header, payload]) => shapeOf({ header, payload })))].sort();
}

describe('the installed SDK of the server', () => {
  it('sends these types of items', () => {
    const types = sent.flatMap(([, items]) => items.map(([header]) => header.type));
    expect([...new Set(types)].sort()).toMatchInlineSnapshot(`
      [
        "attachment",
        "check_in",
        "client_report",
        "event",
        "feedback",
        "log",
        "session",
        "span",
        "trace_metric",
      ]
    `);
  });

  it('writes these envelope headers', () => {
    expect([...new Set(sent.flatMap(([headers]) => shapeOf(headers)))].sort())
      .toMatchInlineSnapshot(`
      [
        "event_id",
        "sdk.name",
        "sdk.version",
        "sent_at",
        "trace.environment",
        "trace.public_key",
        "trace.release",
        "trace.sample_rand",
        "trace.sample_rate",
        "trace.sampled",
        "trace.trace_id",
        "trace.transaction",
      ]
    `);
  });

  it('puts this into events', () => {
    expect(shapes('event')).toMatchInlineSnapshot(`
      [
        "header.type",
        "payload.breadcrumbs[].category",
        "payload.breadcrumbs[].data.a_key",
        "payload.breadcrumbs[].level",
        "payload.breadcrumbs[].message",
        "payload.breadcrumbs[].timestamp",
        "payload.breadcrumbs[].type",
        "payload.contexts.a_context.a_key",
        "payload.contexts.app.*",
        "payload.contexts.culture.*",
        "payload.contexts.device.*",
        "payload.contexts.os.*",
        "payload.contexts.runtime.name",
        "payload.contexts.runtime.version",
        "payload.contexts.trace.span_id",
        "payload.contexts.trace.trace_id",
        "payload.environment",
        "payload.event_id",
        "payload.exception.values[].mechanism.exception_id",
        "payload.exception.values[].mechanism.handled",
        "payload.exception.values[].mechanism.parent_id",
        "payload.exception.values[].mechanism.source",
        "payload.exception.values[].mechanism.synthetic",
        "payload.exception.values[].mechanism.type",
        "payload.exception.values[].stacktrace.frames[].colno",
        "payload.exception.values[].stacktrace.frames[].context_line",
        "payload.exception.values[].stacktrace.frames[].filename",
        "payload.exception.values[].stacktrace.frames[].function",
        "payload.exception.values[].stacktrace.frames[].in_app",
        "payload.exception.values[].stacktrace.frames[].lineno",
        "payload.exception.values[].stacktrace.frames[].module",
        "payload.exception.values[].stacktrace.frames[].post_context[]",
        "payload.exception.values[].stacktrace.frames[].pre_context[]",
        "payload.exception.values[].type",
        "payload.exception.values[].value",
        "payload.extra.an_extra",
        "payload.level",
        "payload.message",
        "payload.modules.*",
        "payload.platform",
        "payload.release",
        "payload.sdk.integrations[]",
        "payload.sdk.name",
        "payload.sdk.packages[].name",
        "payload.sdk.packages[].version",
        "payload.sdk.version",
        "payload.server_name",
        "payload.tags.a_tag",
        "payload.timestamp",
        "payload.user.email",
        "payload.user.id",
        "payload.user.ip_address",
        "payload.user.username",
      ]
    `);
  });

  it('puts this into spans', () => {
    expect(shapes('span')).toMatchInlineSnapshot(`
      [
        "header.content_type",
        "header.item_count",
        "header.type",
        "payload.items[].attributes.a_key.type",
        "payload.items[].attributes.a_key.value",
        "payload.items[].attributes.an_attribute.type",
        "payload.items[].attributes.an_attribute.value",
        "payload.items[].attributes.app.*",
        "payload.items[].attributes.culture.*",
        "payload.items[].attributes.device.*",
        "payload.items[].attributes.process.*",
        "payload.items[].attributes.sentry.environment.type",
        "payload.items[].attributes.sentry.environment.value",
        "payload.items[].attributes.sentry.is_localhost.type",
        "payload.items[].attributes.sentry.is_localhost.value",
        "payload.items[].attributes.sentry.op.type",
        "payload.items[].attributes.sentry.op.value",
        "payload.items[].attributes.sentry.origin.type",
        "payload.items[].attributes.sentry.origin.value",
        "payload.items[].attributes.sentry.release.type",
        "payload.items[].attributes.sentry.release.value",
        "payload.items[].attributes.sentry.sample_rate.type",
        "payload.items[].attributes.sentry.sample_rate.value",
        "payload.items[].attributes.sentry.sdk.integrations.type",
        "payload.items[].attributes.sentry.sdk.integrations.value[]",
        "payload.items[].attributes.sentry.sdk.name.type",
        "payload.items[].attributes.sentry.sdk.name.value",
        "payload.items[].attributes.sentry.sdk.version.type",
        "payload.items[].attributes.sentry.sdk.version.value",
        "payload.items[].attributes.sentry.segment.id.type",
        "payload.items[].attributes.sentry.segment.id.value",
        "payload.items[].attributes.sentry.segment.name.source.type",
        "payload.items[].attributes.sentry.segment.name.source.value",
        "payload.items[].attributes.sentry.segment.name.type",
        "payload.items[].attributes.sentry.segment.name.value",
        "payload.items[].attributes.sentry.trace_lifecycle.type",
        "payload.items[].attributes.sentry.trace_lifecycle.value",
        "payload.items[].attributes.user.email.type",
        "payload.items[].attributes.user.email.value",
        "payload.items[].attributes.user.id.type",
        "payload.items[].attributes.user.id.value",
        "payload.items[].attributes.user.ip_address.type",
        "payload.items[].attributes.user.ip_address.value",
        "payload.items[].attributes.user.name.type",
        "payload.items[].attributes.user.name.value",
        "payload.items[].end_timestamp",
        "payload.items[].is_segment",
        "payload.items[].name",
        "payload.items[].parent_span_id",
        "payload.items[].span_id",
        "payload.items[].start_timestamp",
        "payload.items[].status",
        "payload.items[].trace_id",
        "payload.version",
      ]
    `);
  });

  it('puts this into logs', () => {
    expect(shapes('log')).toMatchInlineSnapshot(`
      [
        "header.content_type",
        "header.item_count",
        "header.type",
        "payload.items[].attributes.a_key.type",
        "payload.items[].attributes.a_key.value",
        "payload.items[].attributes.an_attribute.type",
        "payload.items[].attributes.an_attribute.value",
        "payload.items[].attributes.sentry.environment.type",
        "payload.items[].attributes.sentry.environment.value",
        "payload.items[].attributes.sentry.message.parameter.0.type",
        "payload.items[].attributes.sentry.message.parameter.0.value",
        "payload.items[].attributes.sentry.message.template.type",
        "payload.items[].attributes.sentry.message.template.value",
        "payload.items[].attributes.sentry.release.type",
        "payload.items[].attributes.sentry.release.value",
        "payload.items[].attributes.sentry.sdk.name.type",
        "payload.items[].attributes.sentry.sdk.name.value",
        "payload.items[].attributes.sentry.sdk.version.type",
        "payload.items[].attributes.sentry.sdk.version.value",
        "payload.items[].attributes.sentry.timestamp.sequence.type",
        "payload.items[].attributes.sentry.timestamp.sequence.value",
        "payload.items[].attributes.sentry.trace.parent_span_id.type",
        "payload.items[].attributes.sentry.trace.parent_span_id.value",
        "payload.items[].attributes.server.address.type",
        "payload.items[].attributes.server.address.value",
        "payload.items[].attributes.user.email.type",
        "payload.items[].attributes.user.email.value",
        "payload.items[].attributes.user.id.type",
        "payload.items[].attributes.user.id.value",
        "payload.items[].attributes.user.name.type",
        "payload.items[].attributes.user.name.value",
        "payload.items[].body",
        "payload.items[].level",
        "payload.items[].severity_number",
        "payload.items[].timestamp",
        "payload.items[].trace_id",
        "payload.version",
      ]
    `);
  });

  it('puts this into metrics', () => {
    expect(shapes('trace_metric')).toMatchInlineSnapshot(`
      [
        "header.content_type",
        "header.item_count",
        "header.type",
        "payload.items[].attributes.a_key.type",
        "payload.items[].attributes.a_key.value",
        "payload.items[].attributes.an_attribute.type",
        "payload.items[].attributes.an_attribute.value",
        "payload.items[].attributes.sentry.environment.type",
        "payload.items[].attributes.sentry.environment.value",
        "payload.items[].attributes.sentry.release.type",
        "payload.items[].attributes.sentry.release.value",
        "payload.items[].attributes.sentry.sdk.name.type",
        "payload.items[].attributes.sentry.sdk.name.value",
        "payload.items[].attributes.sentry.sdk.version.type",
        "payload.items[].attributes.sentry.sdk.version.value",
        "payload.items[].attributes.sentry.timestamp.sequence.type",
        "payload.items[].attributes.sentry.timestamp.sequence.value",
        "payload.items[].attributes.server.address.type",
        "payload.items[].attributes.server.address.value",
        "payload.items[].attributes.user.email.type",
        "payload.items[].attributes.user.email.value",
        "payload.items[].attributes.user.id.type",
        "payload.items[].attributes.user.id.value",
        "payload.items[].attributes.user.name.type",
        "payload.items[].attributes.user.name.value",
        "payload.items[].name",
        "payload.items[].span_id",
        "payload.items[].timestamp",
        "payload.items[].trace_id",
        "payload.items[].type",
        "payload.items[].unit",
        "payload.items[].value",
        "payload.version",
      ]
    `);
  });

  it('puts this into sessions', () => {
    expect(shapes('session')).toMatchInlineSnapshot(`
      [
        "header.type",
        "payload.attrs.environment",
        "payload.attrs.ip_address",
        "payload.attrs.release",
        "payload.did",
        "payload.duration",
        "payload.errors",
        "payload.init",
        "payload.sid",
        "payload.started",
        "payload.status",
        "payload.timestamp",
      ]
    `);
  });

  it('puts this into check-ins', () => {
    expect(shapes('check_in')).toMatchInlineSnapshot(`
      [
        "header.type",
        "payload.check_in_id",
        "payload.contexts.trace.span_id",
        "payload.contexts.trace.trace_id",
        "payload.duration",
        "payload.environment",
        "payload.monitor_config.checkin_margin",
        "payload.monitor_config.max_runtime",
        "payload.monitor_config.schedule.type",
        "payload.monitor_config.schedule.value",
        "payload.monitor_slug",
        "payload.release",
        "payload.status",
      ]
    `);
  });

  it('puts this into client reports', () => {
    expect(shapes('client_report')).toMatchInlineSnapshot(`
      [
        "header.type",
        "payload.discarded_events[].category",
        "payload.discarded_events[].quantity",
        "payload.discarded_events[].reason",
        "payload.timestamp",
      ]
    `);
  });

  it('puts this into feedback and attachments, which never leave', () => {
    expect([shapes('feedback'), shapes('attachment')]).toMatchInlineSnapshot(`
      [
        [
          "header.type",
          "payload.breadcrumbs[].category",
          "payload.breadcrumbs[].data.a_key",
          "payload.breadcrumbs[].level",
          "payload.breadcrumbs[].message",
          "payload.breadcrumbs[].timestamp",
          "payload.breadcrumbs[].type",
          "payload.contexts.a_context.a_key",
          "payload.contexts.app.*",
          "payload.contexts.culture.*",
          "payload.contexts.device.*",
          "payload.contexts.feedback.contact_email",
          "payload.contexts.feedback.message",
          "payload.contexts.feedback.name",
          "payload.contexts.feedback.url",
          "payload.contexts.os.*",
          "payload.contexts.runtime.name",
          "payload.contexts.runtime.version",
          "payload.contexts.trace.span_id",
          "payload.contexts.trace.trace_id",
          "payload.environment",
          "payload.event_id",
          "payload.extra.an_extra",
          "payload.level",
          "payload.modules.*",
          "payload.platform",
          "payload.release",
          "payload.sdk.integrations[]",
          "payload.sdk.name",
          "payload.sdk.packages[].name",
          "payload.sdk.packages[].version",
          "payload.sdk.version",
          "payload.server_name",
          "payload.tags.a_tag",
          "payload.timestamp",
          "payload.type",
          "payload.user.email",
          "payload.user.id",
          "payload.user.ip_address",
          "payload.user.username",
        ],
        [
          "header.filename",
          "header.length",
          "header.type",
          "payload",
        ],
      ]
    `);
  });

  it('has these integrations by default, of which setup-server.ts keeps few', () => {
    const names = Sentry.getDefaultIntegrations({}).map(({ name }) => name);
    expect(names.sort()).toMatchInlineSnapshot(`
      [
        "ChildProcess",
        "Console",
        "Context",
        "ContextLines",
        "ConversationId",
        "Dedupe",
        "EventFilters",
        "Express",
        "Fastify",
        "FunctionToString",
        "Hapi",
        "Hono",
        "Http",
        "Koa",
        "LinkedErrors",
        "LocalVariablesAsync",
        "Modules",
        "NodeFetch",
        "NodeSystemError",
        "OnUncaughtException",
        "OnUnhandledRejection",
        "ProcessSession",
        "RequestData",
        "WorkerThreads",
      ]
    `);
  });

  it('has these switches of data collection', () => {
    expect(shapeOf(Sentry.getClient()?.getDataCollectionOptions())).toMatchInlineSnapshot(`
      [
        "cookies",
        "databaseQueryData",
        "frameContextLines",
        "genAI.inputs",
        "genAI.outputs",
        "graphQL.document",
        "graphQL.variables",
        "httpBodies[]",
        "httpHeaders.request",
        "httpHeaders.response",
        "queues",
        "stackFrameVariables",
        "urlQueryParams",
        "userInfo",
      ]
    `);
  });
});
