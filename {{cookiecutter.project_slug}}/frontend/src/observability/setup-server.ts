/**
 * The door of the Next server: the only place that initialises Sentry in its process.
 *
 * Without a DSN nothing is initialised and nothing is sent.
 */
import * as Sentry from '@sentry/nextjs';

import { isCapturedByApi } from './api-error';
import { ConfigError, type Config } from './config';
import { NOTHING_COLLECTED } from './data-collection';
import { countDropped } from './dropped';
import { gate, isGate } from './gate';
import type { Known } from './known';
import { originPattern } from './origin-pattern';
import { UNTRACED_PATHS } from './paths';
import type { Process } from './rebuild';
import { shared } from './server';

/** Integrations of the SDK that stay; all others, today's and tomorrow's, are left out. */
export const KEPT_INTEGRATIONS: ReadonlySet<string> = new Set([
  'EventFilters',
  'FunctionToString',
  'LinkedErrors',
  'Dedupe',
  'OnUncaughtException',
  'OnUnhandledRejection',
  'DistDirRewriteFrames',
]);

/** Starts telemetry. @throws ConfigError if a setting is not accepted. */
export function start(): void {
  const { config, known } = shared();
  if (config.dsn === undefined) {
    return;
  }
  Sentry.init(serverOptions(config, config.dsn, known));
  if (!isGate(Sentry.getClient()?.getTransport())) {
    throw new ConfigError('Sentry’s transport is not the gate; refusing to start.');
  }
}

/** The SDK's options on the Next server. */
export function serverOptions(
  config: Config,
  dsn: NonNullable<Config['dsn']>,
  known: Known,
): Sentry.NodeOptions {
  const describe = (): Process => ({
    environment: config.environment,
    release: config.release,
    runtime: 'next-server',
    languageRuntime: { name: 'node', version: process.versions.node },
    publicKey: dsn.publicKey,
  });
  // Sending telemetry must not make telemetry.
  const ignoreOutgoingRequests = (url: string) => url.startsWith(`${dsn.origin}/`);
  return {
    dsn: dsn.text,
    environment: config.environment,
    release: config.release,
    transport: gate(Sentry.makeNodeTransport, known, describe),
    beforeSend: (event, hint) => {
      if (!isCapturedByApi(hint.originalException)) {
        return event;
      }
      countDropped('event', 'captured_by_api');
      return null;
    },
    tracesSampleRate: config.tracesSampleRate,
    traceLifecycle: 'stream',
    ignoreSpans: [{ attributes: { 'http.target': UNTRACED_PATHS } }],
    tracePropagationTargets: [originPattern(config.apiOrigin)],
    dataCollection: NOTHING_COLLECTED,
    integrations: (defaults) => [
      ...defaults.filter((one) => KEPT_INTEGRATIONS.has(one.name)),
      Sentry.httpIntegration({
        breadcrumbs: false,
        disableIncomingRequestSpans: true,
        ignoreOutgoingRequests,
        maxRequestBodySize: 'none',
        sessions: false,
      }),
      Sentry.nativeNodeFetchIntegration({ breadcrumbs: false, ignoreOutgoingRequests }),
    ],
    includeServerName: false,
    maxBreadcrumbs: 0,
    enhanceFetchErrorMessages: false,
    spotlight: false,
    debug: false,
  };
}
