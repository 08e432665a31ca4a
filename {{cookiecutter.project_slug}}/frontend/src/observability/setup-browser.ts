/**
 * The door of the browser: the only place that initialises Sentry there.
 *
 * The DSN is a placeholder on the page's own origin and everything goes to the tunnel, so the bundle
 * holds no ingest host and no key, and nothing can be sent elsewhere by leaving out a setting.
 */
import * as Sentry from '@sentry/nextjs';

import type { BrowserConfig } from './browser-config';
import { isControlFlow } from './control-flow';
import { NOTHING_COLLECTED } from './data-collection';
import { countDropped } from './dropped';
import { engineMessage } from './engine-messages';
import { gate } from './gate';
import { knownBrowser, routeShape } from './known-browser';
import { originPattern } from './origin-pattern';
import { ownSdk } from './own-sdk';
import { TUNNEL_PATH } from './paths';
import { watchResources } from './resources';
import { isFromServer } from './server-error';
import { sealClients } from './seal';
import { number } from './shapes';

/** Integrations of the SDK that stay; all others, today's and tomorrow's, are left out. */
export const KEPT_INTEGRATIONS: ReadonlySet<string> = new Set([
  'EventFilters',
  'FunctionToString',
  'BrowserApiErrors',
  'GlobalHandlers',
  'LinkedErrors',
  'Dedupe',
  'NextjsClientStackFrameNormalization',
]);

/** What happened before an error: when and of which kind. Texts stay in the page; the gate leaves them out. */
const breadcrumbs = () => Sentry.breadcrumbsIntegration({ sentry: false });

const PLACEHOLDER_KEY = 'public';

/** A redirect would take what is sent to where nobody chose. */
const FETCH_OPTIONS = {
  credentials: 'omit',
  redirect: 'error',
  referrerPolicy: 'no-referrer',
} as const;

/** Starts telemetry if the server has switched it on. */
export function start(config: BrowserConfig): void {
  if (config.enabled) {
    const client = Sentry.init(browserOptions(config, window.location));
    if (client !== undefined) {
      sealClients(client, knownBrowser);
    }
    watchResources();
  }
}

/** The SDK's options in the browser. */
export function browserOptions(
  config: BrowserConfig,
  location: Pick<Location, 'protocol' | 'host' | 'origin'>,
): Sentry.BrowserOptions {
  const { environment, release, tracesSampleRate, user } = config;
  return {
    dsn: `${location.protocol}//${PLACEHOLDER_KEY}@${location.host}/0`,
    tunnel: TUNNEL_PATH,
    environment,
    release,
    tracesSampleRate,
    // A server action that fails rejects in the browser too, where nobody may have waited for it.
    beforeSend: (event, { originalException }) => {
      if (isControlFlow(originalException)) {
        return null;
      }
      if (!isFromServer(originalException)) {
        return event;
      }
      countDropped('event', 'captured_by_server');
      return null;
    },
    transport: gate(Sentry.makeFetchTransport, knownBrowser, () => ({
      ...ownSdk,
      // The server began most traces of a page; the tunnel knows which rates there are.
      sampleRate: (given) => number(Number(given), 0, 1) ?? tracesSampleRate,
      now: Date.now() / 1000,
      environment,
      release,
      runtime: 'browser',
      publicKey: PLACEHOLDER_KEY,
      constant: engineMessage,
      ...(user && { user }),
    })),
    transportOptions: { fetchOptions: FETCH_OPTIONS },
    tracePropagationTargets: [originPattern(location.origin)],
    routeProvider: {
      resolveRoute: (url) => routeShape(url.pathname),
      resolveCurrentRoute: () => routeShape(window.location.pathname),
    },
    dataCollection: NOTHING_COLLECTED,
    integrations: (defaults) => [
      ...defaults.filter((one) => KEPT_INTEGRATIONS.has(one.name)),
      breadcrumbs(),
      Sentry.browserTracingIntegration({
        enableInp: false,
        enableLongAnimationFrame: false,
        enableLongTask: false,
        linkPreviousTrace: 'off',
      }),
    ],
    maxBreadcrumbs: 100,
    enhanceFetchErrorMessages: false,
    debug: false,
  };
}
