/** Places that the browser and the Next server have in common: what Sentry's own API is given. */
import * as Sentry from '@sentry/nextjs';

import { KINDS, PlantedError, type Kind } from './kinds';

export type Plant = (text: string) => void | Promise<unknown>;

/** A place that both runtimes have. */
export interface SharedPlace {
  name: string;
  kinds: readonly Kind[];
  plant: Plant;
}

export const shared: SharedPlace[] = [];

function place(name: string, plant: Plant, kinds: readonly Kind[] = KINDS): void {
  shared.push({ name, kinds, plant });
}

const TEXTS: readonly Kind[] = ['name', 'ssn', 'clinical note'];
const NAMES: readonly Kind[] = ['name'];

/** Hands an item of any type to the transport, as the SDK's own flushers do. */
export function sendItem(type: string, payload: unknown, headers: object = {}): void {
  const envelope = [headers, [[{ type }, payload]]];
  const transport = Sentry.getClient()?.getTransport();
  void transport?.send(envelope as unknown as Parameters<typeof transport.send>[0]);
}

/** A function that fails, whose name was computed. */
export function computed(name: string): () => void {
  const holder = {
    [name]() {
      throw new PlantedError();
    },
  };
  return () => holder[name]?.();
}

place('error: message', (text) => {
  throw new PlantedError(text);
});

place('error: message with a frame in it', (text) => {
  throw new PlantedError(`failed\n    at ${text} (${text}.js:1:2)`);
});

place('error: name', (text) => {
  throw Object.assign(new PlantedError(), { name: text });
});

place(
  'error: class',
  (text) => {
    const named = { [text]: class extends Error {} }[text];
    throw Object.assign(new (named ?? Error)('x'), { name: text });
  },
  NAMES,
);

place('error: cause', (text) => {
  throw new PlantedError('outer', { cause: new TypeError(text) });
});

place('error: group', (text) => {
  throw new AggregateError([new TypeError(text), new PlantedError(text)], text);
});

place('error: other properties', (text) => {
  throw Object.assign(new PlantedError('x'), { patient: { ssn: text }, code: text, digest: text });
});

place('error: a text is thrown', (text) => {
  Sentry.captureException(text);
});

place('error: an object is thrown', (text) => {
  Sentry.captureException({ ssn: text, [text]: { deep: text } });
});

place('error: JSON that does not parse', (text) => {
  JSON.parse(`{${text}`);
});

place(
  'error: name of a property',
  (text) => {
    (undefined as unknown as Record<string, () => void>)[text]?.();
    (({}) as Record<string, () => void>)[text]!();
  },
  TEXTS,
);

place(
  'error: computed name of a function',
  (text) => {
    computed(text)();
  },
  TEXTS,
);

place('error: sourceURL', (text) => {
  const name = encodeURIComponent(text);
  // The place itself: code made at run time names its own file.
  new Function(`throw new Error('x');\n//# sourceURL=/srv/${name}.js`)();
});

place(
  'error: a function made of text',
  (text) => {
    new Function(`(function ${text}() { throw new Error('x'); })()`)();
  },
  NAMES,
);

place('error: captured with context', (text) => {
  Sentry.captureException(new PlantedError(), {
    tags: { patient: text },
    extra: { row: text },
    contexts: { chart: { text } },
    user: { id: text },
    fingerprint: [text],
  });
});

place('message: captured', (text) => {
  Sentry.captureMessage(text);
});

place('user', (text) => {
  Sentry.setUser({ id: text, email: text, username: text, ip_address: text, phone: text });
});

place('tag: value', (text) => {
  Sentry.setTag('patient', text);
  Sentry.setTag('role', text);
  Sentry.setTag('runtime', text);
});

place(
  'tag: name',
  (text) => {
    Sentry.setTag(text, 'x');
  },
  TEXTS,
);

place('context: value', (text) => {
  Sentry.setContext('patient', { id: text, name: text, deep: { a: [text] } });
});

place(
  'context: name and key',
  (text) => {
    Sentry.setContext(text, { [text]: 1 });
  },
  TEXTS,
);

place('context: runtime, device and trace', (text) => {
  Sentry.setContext('runtime', { name: text, version: text });
  Sentry.setContext('device', { name: text });
});

place('extra', (text) => {
  Sentry.setExtra('row', { a: [text] });
});

place('attribute of the scope', (text) => {
  Sentry.getCurrentScope().setAttribute('patient', text);
  Sentry.logger.info('constant');
  Sentry.metrics.count('reminders.sent', 1);
});

place('breadcrumb: message', (text) => {
  Sentry.addBreadcrumb({ message: text, category: 'auth' });
});

place('breadcrumb: data, category and type', (text) => {
  Sentry.addBreadcrumb({ category: text, type: text, data: { [text]: text } });
});

place('console', (text) => {
  // A developer's forgotten line: what is printed is looked at as well.
  // eslint-disable-next-line no-console
  console.debug('patient', text, { ssn: text });
});

place('span: name', (text) => {
  Sentry.startSpan({ name: text }, () => undefined);
});

place('span: operation', (text) => {
  Sentry.startSpan({ name: 'constant', op: text }, () => undefined);
});

place('span: attribute', (text) => {
  const attributes = { patient: text, 'url.full': text, 'sentry.origin': text };
  Sentry.startSpan({ name: 'constant', attributes }, () => undefined);
});

place(
  'span: key of an attribute',
  (text) => {
    Sentry.startSpan({ name: 'constant', attributes: { [text]: 'x' } }, () => undefined);
  },
  TEXTS,
);

place('span: status', (text) => {
  Sentry.startSpan({ name: 'constant' }, (span) => span.setStatus({ code: 2, message: text }));
});

place('span: an error in it', (text) => {
  Sentry.startSpan({ name: 'constant' }, () => {
    throw new PlantedError(text);
  });
});

place('span: of its own trace', (text) => {
  Sentry.startNewTrace(() => Sentry.startSpan({ name: text, op: text }, () => undefined));
});

place('transaction: name', (text) => {
  Sentry.getCurrentScope().setTransactionName(text);
  const span = Sentry.getActiveSpan();
  if (span) {
    Sentry.updateSpanName(Sentry.getRootSpan(span), text);
  }
});

place(
  'measurement',
  (text) => {
    Sentry.startSpan({ name: 'constant' }, () => Sentry.setMeasurement(text, 1, text));
  },
  TEXTS,
);

place('log: text', (text) => {
  Sentry.logger.info(text);
});

place('log: parameter and attribute', (text) => {
  Sentry.logger.warn(Sentry.logger.fmt`about ${text}`, { patient: text });
});

place(
  'metric: name',
  (text) => {
    Sentry.metrics.count(text, 1);
  },
  TEXTS,
);

place('metric: attribute and unit', (text) => {
  Sentry.metrics.gauge('reminders.sent', 1, { attributes: { who: text }, unit: text });
});

place('attachment: bytes', (text) => {
  Sentry.getCurrentScope().addAttachment({ filename: 'chart.txt', data: text });
});

place('attachment: name', (text) => {
  Sentry.getCurrentScope().addAttachment({ filename: `${text}.pdf`, data: 'x' });
});

place('feedback', (text) => {
  Sentry.captureFeedback({ message: text, name: text, email: text, url: text });
});

place('fingerprint', (text) => {
  Sentry.getCurrentScope().setFingerprint([text]);
});

place('event: release, environment, platform and request', (text) => {
  Sentry.getCurrentScope().addEventProcessor((event) => ({
    ...event,
    release: text,
    environment: text,
    dist: text,
    platform: text,
    server_name: text,
    logger: text,
    modules: { [text]: text },
    request: { url: text, method: text, headers: { [text]: text } },
    sdk: { name: text, version: text },
  }));
});

place('event: transaction, level and unknown keys', (text) => {
  Sentry.getCurrentScope().addEventProcessor((event) => ({
    ...event,
    transaction: text,
    level: text as 'error',
    [text]: text,
    threads: { values: [{ name: text }] },
    debug_meta: { images: [{ type: 'sourcemap', code_file: text, debug_id: text }] },
  }));
});

place('event: type that nobody knows', (text) => {
  sendItem('event', { event_id: 'a'.repeat(32), type: text, message: text });
});

place('flag: name', (text) => {
  Sentry.getCurrentScope().setContext('flags', { values: [{ flag: text, result: true }] });
});

place('session', (text) => {
  const attrs = { release: text, environment: text, ip_address: text, user_agent: text };
  sendItem('session', { sid: text, did: text, init: true, status: text, attrs });
});

place('replay and profile', (text) => {
  sendItem('replay_event', { type: 'replay_event', urls: [text] });
  sendItem('profile_chunk', { profile: { frames: [{ function: text }] } });
});

place('item of a type that nobody knows', (text) => {
  sendItem(text, { a: text });
});

place('envelope: header', (text) => {
  const trace = { trace_id: text, transaction: text, release: text, public_key: text };
  const headers = { event_id: text, sent_at: text, trace, dsn: text, [text]: text };
  sendItem('client_report', { timestamp: 1, discarded_events: [] }, headers);
});

place('client report', (text) => {
  sendItem('client_report', { discarded_events: [{ reason: text, category: text, quantity: 1 }] });
});
