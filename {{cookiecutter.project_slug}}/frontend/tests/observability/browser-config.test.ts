import { beforeEach, describe, expect, it, vi } from 'vitest';

import { readBrowserConfig, whenConfigured } from '@/observability/browser-config';

const CONFIG = { enabled: true, environment: 'staging', release: '1.2.3', tracesSampleRate: 0.1 };

function addMeta(name: string, content: string): void {
  const meta = document.createElement('meta');
  meta.name = name;
  meta.content = content;
  document.head.append(meta);
}

beforeEach(() => {
  document.head.innerHTML = '';
});

describe('the configuration in a page', () => {
  it('is read by shape', () => {
    addMeta('telemetry-config', JSON.stringify({ ...CONFIG, extra: 'dropped' }));
    expect(readBrowserConfig(document)).toStrictEqual(CONFIG);
  });

  it.each([
    ['', 'no JSON'],
    ['null', 'nothing'],
    ['[]', 'a list'],
    [JSON.stringify({ ...CONFIG, release: 'Mary' }), 'a release of another shape'],
    [JSON.stringify({ ...CONFIG, tracesSampleRate: 2 }), 'a rate above one'],
    [JSON.stringify({ ...CONFIG, environment: 1 }), 'an environment that is no text'],
  ])('%j is none: %s', (content) => {
    addMeta('telemetry-config', content);
    expect(readBrowserConfig(document)).toBeUndefined();
  });

  it('names the user only as the server does', () => {
    addMeta('telemetry-config', JSON.stringify({ ...CONFIG, user: '[id:0123abcd]' }));
    expect(readBrowserConfig(document)?.user).toBe('[id:0123abcd]');
    document.head.innerHTML = '';
    addMeta('telemetry-config', JSON.stringify({ ...CONFIG, user: 'mary' }));
    expect(readBrowserConfig(document)).toStrictEqual(CONFIG);
  });

  it('is enabled by the word true only', () => {
    addMeta('telemetry-config', JSON.stringify({ ...CONFIG, enabled: 'true' }));
    expect(readBrowserConfig(document)?.enabled).toBe(false);
  });
});

describe('starting', () => {
  it('happens at once when the page has it', () => {
    addMeta('telemetry-config', JSON.stringify(CONFIG));
    const start = vi.fn();
    whenConfigured(document, start);
    expect(start).toHaveBeenCalledExactlyOnceWith(CONFIG);
  });

  it('waits for it in an error document, and goes on with the trace of the server', async () => {
    addMeta('sentry-trace', 'aaaa-bbbb-1');
    addMeta('baggage', 'sentry-trace_id=aaaa');
    const start = vi.fn();
    whenConfigured(document, start);
    document.head.innerHTML = '<title>React took over</title>';
    await Promise.resolve();
    expect(start).not.toHaveBeenCalled();
    addMeta('telemetry-config', JSON.stringify(CONFIG));
    await vi.waitFor(() => expect(start).toHaveBeenCalledExactlyOnceWith(CONFIG));
    expect(document.querySelector<HTMLMetaElement>('[name=sentry-trace]')?.content).toBe(
      'aaaa-bbbb-1',
    );
    expect(document.querySelectorAll('[name=baggage]')).toHaveLength(1);
    addMeta('telemetry-config', JSON.stringify(CONFIG));
    await new Promise((resolve) => setTimeout(resolve));
    expect(start).toHaveBeenCalledOnce();
  });
});
