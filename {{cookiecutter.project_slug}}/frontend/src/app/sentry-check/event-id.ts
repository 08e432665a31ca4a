import * as Sentry from '@sentry/nextjs';

const PATIENCE_MS = 8_000;

/** An event id of our own making. */
export function newEventId(): string {
  return crypto.randomUUID().replaceAll('-', '');
}

/** Begins a trace for one click, as a navigation does by itself: what it leads to is found together. */
export function beginTrace(path: string): void {
  const client = Sentry.getClient();
  if (client !== undefined) {
    Sentry.startBrowserTracingNavigationSpan(client, {
      name: path,
      attributes: { 'sentry.source': 'route' },
    });
  }
}

/** The id of the next error event that this browser has sent; empty when none is sent in time. */
export function nextSentEventId(): Promise<string> {
  const client = Sentry.getClient();
  if (client === undefined) {
    return Promise.resolve('');
  }
  return new Promise((settle) => {
    const finish = (id: string) => {
      clearTimeout(timer);
      stop();
      settle(id);
    };
    const timer = setTimeout(() => finish(''), PATIENCE_MS);
    const stop = client.on('afterSendEvent', (event, { statusCode = 0 }) => {
      if (event.type === undefined && statusCode >= 200 && statusCode < 300) {
        finish(event.event_id ?? '');
      }
    });
  });
}
