/** Payloads with a canary at every place where the SDK, or a careless caller, may put text. */

export const CANARY = 'Mary Johnson 123-45-6789';
export const EVENT_ID = '0123456789ab4def8123456789abcdef';
export const TRACE_ID = 'fedcba98765442108edcba9876543210';
export const SPAN_ID = '0123456789abcdef';

/** An error event: valid ids, known frames and classes beside unknown ones, canaries everywhere else. */
export function errorEvent() {
  return {
    event_id: EVENT_ID,
    timestamp: 1795395538.447,
    platform: 'javascript',
    level: 'error',
    environment: CANARY,
    release: CANARY,
    dist: CANARY,
    server_name: CANARY,
    logger: CANARY,
    transaction: 'GET /patients/4711',
    transaction_info: { source: CANARY },
    fingerprint: [CANARY],
    message: CANARY,
    logentry: { message: CANARY, params: [CANARY] },
    sdk: {
      name: 'sentry.javascript.nextjs',
      version: '11.5.0',
      integrations: [CANARY],
      packages: [{ name: CANARY, version: CANARY }],
      settings: { infer_ip: 'auto' },
    },
    request: {
      method: 'POST',
      url: CANARY,
      query_string: CANARY,
      data: CANARY,
      headers: { Referer: CANARY },
      cookies: { sessionid: CANARY },
      env: { REMOTE_ADDR: CANARY },
    },
    user: { id: CANARY, email: CANARY, ip_address: CANARY, [CANARY]: CANARY },
    tags: { runtime: CANARY, role: 'nurse', doctor: 'role', [CANARY]: CANARY },
    extra: { [CANARY]: CANARY, role: 'doctor', __serialized__: { ssn: CANARY } },
    modules: { [CANARY]: CANARY },
    breadcrumbs: [
      {
        timestamp: 1795395538.1,
        type: 'http',
        category: 'fetch',
        level: 'info',
        message: CANARY,
        event_id: CANARY,
        data: { url: CANARY, [CANARY]: CANARY },
        [CANARY]: CANARY,
      },
      { timestamp: CANARY, type: CANARY, category: CANARY, level: CANARY },
    ],
    debug_meta: { images: [{ code_file: CANARY, debug_id: CANARY }] },
    threads: { values: [{ name: CANARY }] },
    spans: [{ description: CANARY }],
    attachments: [CANARY],
    _metrics_summary: CANARY,
    [CANARY]: CANARY,
    contexts: {
      [CANARY]: { [CANARY]: CANARY },
      patient: { id: '7f3c9a52-0000-4000-8000-000000000000', name: CANARY, [CANARY]: CANARY },
      nextjs: { request_path: CANARY, router_path: CANARY },
      culture: { locale: CANARY },
      runtime: { name: CANARY, version: CANARY },
      trace: {
        trace_id: TRACE_ID,
        span_id: SPAN_ID,
        parent_span_id: CANARY,
        op: CANARY,
        origin: CANARY,
        status: CANARY,
        sampled: true,
        data: { [CANARY]: CANARY },
        [CANARY]: CANARY,
      },
    },
    exception: {
      values: [
        {
          type: CANARY,
          value: CANARY,
          module: CANARY,
          thread_id: CANARY,
          mechanism: {
            type: CANARY,
            handled: CANARY,
            data: { function: CANARY },
            source: CANARY,
            exception_id: 1,
            parent_id: 0,
            synthetic: true,
          },
        },
        {
          type: 'TypeError',
          value: CANARY,
          mechanism: {
            type: 'auto.browser.global_handlers.onerror',
            handled: false,
            is_exception_group: true,
            exception_id: 0,
          },
          stacktrace: {
            frames_omitted: CANARY,
            frames: [
              {
                filename: `/home/${CANARY}.js`,
                abs_path: CANARY,
                module: CANARY,
                function: CANARY,
                lineno: 12,
                colno: 5,
                in_app: true,
              },
              {
                filename: 'app:///_next/known.js',
                abs_path: CANARY,
                module: CANARY,
                function: CANARY,
                lineno: 3,
                colno: 7,
                in_app: false,
                vars: { patient: CANARY },
                pre_context: [CANARY],
                context_line: CANARY,
                post_context: [CANARY],
                debug_id: CANARY,
                module_metadata: { [CANARY]: CANARY },
                [CANARY]: CANARY,
              },
              { filename: 'app:///_next/known.js', function: 'async Page.load', lineno: 1 },
              { filename: CANARY, function: 'load', lineno: CANARY, in_app: CANARY },
            ],
          },
          [CANARY]: CANARY,
        },
      ],
    },
  };
}

/** A container of streamed spans: one that keeps what it may, one of canaries, one without an id. */
export function spanContainer() {
  const text = (value: unknown) => ({ value, type: 'string', unit: CANARY });
  return {
    version: 2,
    ingest_settings: { infer_ip: 'auto', infer_user_agent: 'auto', [CANARY]: CANARY },
    [CANARY]: CANARY,
    items: [
      {
        trace_id: TRACE_ID,
        span_id: SPAN_ID,
        parent_span_id: 'aaaaaaaaaaaaaaaa',
        name: 'GET /patients/4711',
        start_timestamp: 1795395538.1,
        end_timestamp: 1795395538.2,
        status: 'error',
        is_segment: true,
        [CANARY]: CANARY,
        links: [{ trace_id: TRACE_ID, span_id: SPAN_ID, attributes: { [CANARY]: text(CANARY) } }],
        attributes: {
          'sentry.op': text('http.server'),
          'sentry.origin': text('auto.http.server'),
          'sentry.kind': text('server'),
          'sentry.segment.name.source': text('route'),
          'sentry.segment.name': text(CANARY),
          'sentry.segment.id': text(SPAN_ID),
          'sentry.sample_rate': { value: 0.1, type: 'double' },
          'sentry.sdk.name': text('sentry.javascript.nextjs'),
          'sentry.sdk.version': text('11.5.0'),
          'sentry.sdk.integrations': { value: [CANARY], type: 'array' },
          'sentry.environment': text(CANARY),
          'sentry.release': text(CANARY),
          'sentry.status.message': text(CANARY),
          'http.request.method': text('GET'),
          'http.route': text('/patients/4711'),
          'http.response.status_code': { value: 500, type: 'integer' },
          'http.target': text(CANARY),
          'url.full': text(CANARY),
          'user.id': text(CANARY),
          runtime: text(CANARY),
          [CANARY]: text(CANARY),
        },
      },
      {
        trace_id: TRACE_ID,
        span_id: 'bbbbbbbbbbbbbbbb',
        parent_span_id: CANARY,
        name: CANARY,
        start_timestamp: 1795395538,
        end_timestamp: 1795395539,
        status: CANARY,
        is_segment: CANARY,
        attributes: {
          'sentry.op': text(CANARY),
          'http.route': text(CANARY),
          'sentry.kind': CANARY,
        },
      },
      {
        trace_id: CANARY,
        span_id: CANARY,
        name: CANARY,
        start_timestamp: 1795395538,
        end_timestamp: 1795395539,
      },
      CANARY,
      null,
    ],
  };
}

/** A container of logs: one that keeps what it may, one of canaries. */
export function logContainer() {
  const text = (value: unknown) => ({ value, type: 'string', unit: CANARY });
  return {
    version: 2,
    ingest_settings: { infer_ip: 'auto', infer_user_agent: 'auto' },
    [CANARY]: CANARY,
    items: [
      {
        timestamp: 1795395538.1,
        trace_id: TRACE_ID,
        span_id: SPAN_ID,
        level: 'warn',
        severity_number: 13,
        body: CANARY,
        [CANARY]: CANARY,
        attributes: {
          'sentry.message.template': text(CANARY),
          'sentry.message.parameter.0': text(CANARY),
          'sentry.sdk.name': text('sentry.javascript.nextjs'),
          'sentry.sdk.version': text('11.5.0'),
          'sentry.environment': text(CANARY),
          'sentry.release': text(CANARY),
          'user.id': text(CANARY),
          'user.email': text(CANARY),
          'user.name': text(CANARY),
          [CANARY]: text(CANARY),
        },
      },
      { timestamp: CANARY, trace_id: CANARY, level: CANARY, severity_number: CANARY, body: CANARY },
    ],
  };
}

/** A container of metrics: one that is registered, and others that are not or not so. */
export function metricContainer() {
  const text = (value: unknown) => ({ value, type: 'string' });
  const metric = {
    timestamp: 1795395538.1,
    trace_id: TRACE_ID,
    span_id: SPAN_ID,
    name: 'reminders.sent',
    type: 'counter',
    unit: CANARY,
    value: 3,
    [CANARY]: CANARY,
    attributes: {
      role: text('nurse'),
      patient: text(CANARY),
      'user.email': text(CANARY),
      'sentry.sdk.name': text('sentry.javascript.nextjs'),
      'sentry.sdk.version': text('11.5.0'),
      [CANARY]: text(CANARY),
    },
  };
  return {
    version: 2,
    [CANARY]: CANARY,
    items: [
      metric,
      { ...metric, name: 'patients.seen' },
      { ...metric, name: CANARY },
      { ...metric, type: CANARY },
      { ...metric, value: 123456789 },
      { ...metric, value: NaN },
      { ...metric, value: '3' },
    ],
  };
}

/** A session with an e-mail for a device. */
export function session() {
  return {
    sid: EVENT_ID,
    did: CANARY,
    init: true,
    started: '2026-11-23T00:58:59.176Z',
    timestamp: '2026-11-23T00:59:59.176Z',
    status: 'crashed',
    errors: 2,
    duration: 60.5,
    abnormal_mechanism: CANARY,
    attrs: { release: CANARY, environment: CANARY, ip_address: CANARY, user_agent: CANARY },
    [CANARY]: CANARY,
  };
}

/** Counts of sessions. */
export function sessions() {
  return {
    attrs: { release: CANARY, environment: CANARY, ip_address: CANARY },
    [CANARY]: CANARY,
    aggregates: [
      { started: '2026-11-23T00:58:00.000Z', did: CANARY, exited: 3, errored: CANARY, crashed: 1 },
      { started: CANARY, exited: 3 },
    ],
  };
}

/** A check-in with everything that the SDK can put there. */
export function checkIn() {
  return {
    check_in_id: EVENT_ID,
    monitor_slug: 'reminders',
    status: 'ok',
    duration: 12.5,
    release: CANARY,
    environment: CANARY,
    [CANARY]: CANARY,
    monitor_config: {
      schedule: { type: 'crontab', value: '*/5 8-18 * * 1,2', [CANARY]: CANARY },
      checkin_margin: 5,
      max_runtime: CANARY,
      failure_issue_threshold: 1,
      recovery_threshold: 2,
      timezone: CANARY,
      owner: CANARY,
    },
    contexts: { trace: { trace_id: TRACE_ID, span_id: SPAN_ID, op: CANARY, [CANARY]: CANARY } },
  };
}

/** A client report with one true entry. */
export function clientReport() {
  return {
    timestamp: 1795395549.816,
    [CANARY]: CANARY,
    discarded_events: [
      { reason: 'queue_overflow', category: 'error', quantity: 3, [CANARY]: CANARY },
      { reason: CANARY, category: 'error', quantity: 1 },
      { reason: 'queue_overflow', category: CANARY, quantity: 1 },
      { reason: 'queue_overflow', category: 'error', quantity: CANARY },
    ],
  };
}

/** Headers of an envelope, with everything that the SDK puts there. */
export function envelopeHeaders() {
  return {
    event_id: EVENT_ID,
    sent_at: '2026-11-23T00:58:59.176Z',
    dsn: `https://${CANARY}@example.invalid/1`,
    sdk: { name: CANARY, version: CANARY },
    [CANARY]: CANARY,
    trace: {
      trace_id: TRACE_ID,
      public_key: CANARY,
      environment: CANARY,
      release: CANARY,
      org_id: CANARY,
      replay_id: CANARY,
      user_segment: CANARY,
      sample_rate: '0.1',
      sample_rand: '0.11669315279936732',
      sampled: 'true',
      transaction: '/patients/4711',
      [CANARY]: CANARY,
    },
  };
}
