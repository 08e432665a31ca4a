/**
 * The door of the Next server: the only place that initialises Sentry in its process.
 *
 * Without a DSN nothing is initialised and nothing is sent.
 */
import * as Sentry from '@sentry/nextjs';

import type { Policy } from '@/phi/policy';

import { isCapturedByApi } from './api-error';
import { findBundledCopies, findForeignAgents, findForeignTracer, findOpenDoors } from './checks';
import { sendBeforeExit } from './before-exit';
import { ConfigError, type Config } from './config';
import { isControlFlow } from './control-flow';
import { NOTHING_COLLECTED } from './data-collection';
import { countDropped } from './dropped';
import { gate, isGate } from './gate';
import { discardIncomingBaggage } from './incoming-baggage';
import type { Known } from './known';
import { lineWithoutKnownValues, watchForms, withoutKnownValues } from './known-values';
import { withLevel } from './levels';
import { counting, countLosses } from './losses';
import { originPattern } from './origin-pattern';
import { ownSdk } from './own-sdk';
import type { Says } from './parts';
import type { Guard, Process } from './rebuild';
import { giveRequestsIds, withRequestId } from './request-id';
import { rateOf, sampler } from './sampling';
import { sealClients } from './seal';
import { here, say, shared } from './server';
import { withWho } from './who';

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

/** Integrations that are added below, or that the SDK adds for the options below. */
const ADDED_INTEGRATIONS = ['Http', 'NodeFetch', 'SpanStreaming'];

/**
 * Starts telemetry.
 *
 * @throws ConfigError if a setting is not accepted, or in production if a start-up check finds something.
 */
export function start(): void {
  giveRequestsIds();
  const { config, known, guard, says, policy, policyProblem } = shared();
  if (config.dsn === undefined) {
    return;
  }
  const found = policyProblem === undefined ? [] : [policyProblem];
  if (Sentry.getClient() === undefined) {
    found.push(...findForeignAgents(process.env), ...findForeignTracer());
    if (process.env.NODE_ENV === 'production') {
      found.push(...findBundledCopies(here('.next/server')));
    }
  }
  refuse(found, config);
  discardIncomingBaggage(config);
  const client = Sentry.init(serverOptions(config, config.dsn, known, guard, says, policy));
  const doors = findOpenDoors(
    client,
    Sentry.getClient(),
    new Set([...KEPT_INTEGRATIONS, ...ADDED_INTEGRATIONS]),
  );
  if (client === undefined || !isGate(client.getTransport())) {
    throw new ConfigError(doors.join(' '));
  }
  refuse(doors, config);
  sealClients(client, known);
  countLosses(client);
  sendBeforeExit();
  if (policy !== undefined) {
    watchForms(policy);
  }
  if (config.replays) {
    say('Replay rates are set, but replays do not leave: the gate drops them.');
  }
}

function refuse(found: readonly string[], config: Config): void {
  const [first] = found;
  if (first !== undefined && config.production) {
    throw new ConfigError(first);
  }
  found.forEach((line) => say(`Telemetry: ${line} Production would refuse to start.`));
}

/** The SDK's options on the Next server. */
export function serverOptions(
  config: Config,
  dsn: NonNullable<Config['dsn']>,
  known: Known,
  guard: Guard,
  says?: () => Says,
  policy?: Policy,
): Sentry.NodeOptions {
  const sampleRate = rateOf(config);
  const describe = (): Process => ({
    environment: config.environment,
    release: config.release,
    runtime: 'next-server',
    languageRuntime: { name: 'node', version: process.versions.node },
    publicKey: dsn.publicKey,
    ...(says && { says: says() }),
    ...ownSdk,
    sampleRate,
    now: Date.now() / 1000,
  });
  // Sending telemetry must not make telemetry.
  const ignoreOutgoingRequests = (url: string) => url.startsWith(`${dsn.origin}/`);
  return {
    dsn: dsn.text,
    environment: config.environment,
    release: config.release,
    transport: gate(counting(Sentry.makeNodeTransport), known, describe, guard),
    beforeSend: (event, { originalException }) => {
      if (isControlFlow(originalException)) {
        return null;
      }
      if (isCapturedByApi(originalException)) {
        countDropped('event', 'captured_by_api');
        return null;
      }
      const told = withWho(withRequestId(withLevel(event)));
      return policy === undefined ? told : withoutKnownValues(told, policy);
    },
    ...(policy && {
      beforeSendLog: (log) => lineWithoutKnownValues(log, 'message', policy),
      beforeSendSpan: (span) => lineWithoutKnownValues(span, 'name', policy),
    }),
    tracesSampleRate: config.tracesSampleRate,
    tracesSampler: sampler(config, known.route),
    traceLifecycle: 'stream',
    tracePropagationTargets: [originPattern(config.apiOrigin)],
    dataCollection: NOTHING_COLLECTED,
    integrations: (defaults) => [
      ...defaults.filter((one) => KEPT_INTEGRATIONS.has(one.name)),
      Sentry.httpIntegration({
        breadcrumbs: true,
        disableIncomingRequestSpans: true,
        ignoreOutgoingRequests,
        maxRequestBodySize: 'none',
        sessions: false,
      }),
      // The breadcrumbs of the API's answers are api/client.ts's: these would go to other people's requests.
      Sentry.nativeNodeFetchIntegration({ breadcrumbs: false, ignoreOutgoingRequests }),
    ],
    includeServerName: false,
    maxBreadcrumbs: 100,
    enhanceFetchErrorMessages: false,
    spotlight: false,
    debug: false,
  };
}
