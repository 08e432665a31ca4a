/** What the server tells the browser of telemetry, in a meta element. */
import * as shapes from './shapes';

export const CONFIG_META = 'telemetry-config';
/** Where the server's trace stands in a page; the SDK reads it when it starts. */
const TRACE_META = ['sentry-trace', 'baggage'] as const;

const HASHED = /^\[id:[0-9a-f]{8}\]$/;

export interface BrowserConfig {
  enabled: boolean;
  environment: string;
  release: string;
  tracesSampleRate: number;
  /** What the server calls this session of somebody signed in; it tells nothing of them. */
  user?: string;
}

/** The configuration in the page; undefined when there is none (yet) or it is not one of ours. */
export function readBrowserConfig(page: Document): BrowserConfig | undefined {
  const content = findMeta(page, CONFIG_META)?.content;
  if (content === undefined) {
    return undefined;
  }
  let given: Partial<Record<keyof BrowserConfig, unknown>>;
  try {
    given = (JSON.parse(content) ?? {}) as typeof given;
  } catch {
    return undefined;
  }
  const release = shapes.release(given.release);
  const tracesSampleRate = shapes.number(given.tracesSampleRate, 0, 1);
  if (typeof given.environment !== 'string' || !release || tracesSampleRate === undefined) {
    return undefined;
  }
  return {
    enabled: given.enabled === true,
    environment: given.environment,
    release,
    tracesSampleRate,
    ...(typeof given.user === 'string' && HASHED.test(given.user) && { user: given.user }),
  };
}

/**
 * Calls `start` once with the page's configuration.
 *
 * The document that Next sends when rendering on the server failed has no layout; there the
 * configuration comes when React has rendered the layout in the browser. By then React has taken
 * away the trace of that document, so it is put back: the browser shall go on with the trace in
 * which the server failed.
 */
export function whenConfigured(page: Document, start: (config: BrowserConfig) => void): void {
  const config = readBrowserConfig(page);
  if (config !== undefined) {
    start(config);
    return;
  }
  const trace = TRACE_META.map((name) => findMeta(page, name)?.cloneNode()).filter(
    (meta) => meta !== undefined,
  );
  const observer = new MutationObserver(() => {
    const late = readBrowserConfig(page);
    if (late === undefined) {
      return;
    }
    observer.disconnect();
    if (findMeta(page, TRACE_META[0]) === null) {
      page.head.append(...trace);
    }
    start(late);
  });
  observer.observe(page, { childList: true, subtree: true });
}

function findMeta(page: Document, name: string): HTMLMetaElement | null {
  return page.querySelector<HTMLMetaElement>(`meta[name="${name}"]`);
}
