/**
 * Start-up checks: that everything goes through the gate and nothing beside it. Production refuses to
 * start with one line, development says the line once. The twin of `backend/observability/checks.py`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type * as Sentry from '@sentry/nextjs';

import type { Environ } from './config';
import { NOTHING_COLLECTED } from './data-collection';
import { isGate } from './gate';

type Client = NonNullable<ReturnType<typeof Sentry.getClient>>;

const FOREIGN_VARIABLES = /^(?:OTEL|DD|NEW_RELIC)_/;
const FOREIGN_PACKAGES =
  /[/\\]node_modules[/\\](dd-trace|newrelic|elastic-apm-node|@opentelemetry[/\\](?:exporter-[-a-z]+|auto-instrumentations-node|sdk-node|otlp-[-a-z]+))[/\\]/;
const FOREIGN_FLAGS = /dd-trace|newrelic|elastic-apm|@opentelemetry/;
/** Where every copy of OpenTelemetry's API keeps what is registered. */
const OPENTELEMETRY = Symbol.for('opentelemetry.js.api.1');

/** What is there before Sentry starts. Each finding is one line. */
export function findForeignAgents(environ: Environ, loaded = loadedFiles()): string[] {
  const found = Object.keys(environ).filter(
    (name) => FOREIGN_VARIABLES.test(name) && environ[name] !== '',
  );
  if (FOREIGN_FLAGS.test(environ.NODE_OPTIONS ?? '')) {
    found.push('NODE_OPTIONS');
  }
  const variables = found
    .sort()
    .map((name) => `${name} is set: a foreign agent would send past the gate. Remove it.`);
  const packages = new Set(loaded.flatMap((file) => FOREIGN_PACKAGES.exec(file)?.[1] ?? []));
  return [
    ...variables,
    ...[...packages].map((name) => `${name} is loaded: it would send past the gate. Remove it.`),
  ];
}

/**
 * Whether the server's part of a build holds a copy of the SDK of its own: the seal would not reach
 * it. A method that no minifier renames tells.
 *
 * @param server the folder of the build's server part; one that is not there holds none.
 */
export function findBundledCopies(server: string): string[] {
  let files: string[];
  try {
    files = readdirSync(/* turbopackIgnore: true */ server, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  const copy = files
    .filter((file) => file.endsWith('.js'))
    .find((file) =>
      /\bsendEnvelope\s*\(/.test(
        readFileSync(/* turbopackIgnore: true */ join(server, file), 'utf8'),
      ),
    );
  return copy === undefined
    ? []
    : [
        'The build holds a second copy of Sentry’s SDK, which could send past the gate. ' +
          'Keep serverExternalPackages in next.config.ts, and build again.',
      ];
}

/** Whether somebody else has registered a tracer provider; Sentry registers its own. */
export function findForeignTracer(): string[] {
  const registered = (globalThis as { [OPENTELEMETRY]?: { trace?: unknown } })[OPENTELEMETRY];
  return registered?.trace === undefined
    ? []
    : ['An OpenTelemetry tracer is registered: it would send past the gate. Remove it.'];
}

/** What is wrong with the client that was started. */
export function findOpenDoors(
  client: Client | undefined,
  current: Client | undefined,
  allowed: ReadonlySet<string>,
): string[] {
  if (client === undefined || !isGate(client.getTransport())) {
    return [
      'Sentry’s transport is not the gate. Start Sentry in src/observability/setup-server.ts only.',
    ];
  }
  const found: string[] = [];
  const {
    spotlight,
    debug,
    integrations,
  }: Partial<Sentry.NodeOptions> & { integrations?: unknown } = client.getOptions();
  if (current !== client) {
    found.push('A second Sentry client is active. Start Sentry in src/observability only.');
  }
  if (spotlight !== false || debug === true) {
    found.push('Sentry’s spotlight or debug is on: it would send or print past the gate.');
  }
  if (JSON.stringify(client.getDataCollectionOptions()) !== JSON.stringify(NOTHING_COLLECTED)) {
    found.push('Sentry collects data by itself. See src/observability/data-collection.ts.');
  }
  if ((integrations as { name: string }[]).some(({ name }) => !allowed.has(name))) {
    found.push('Sentry has an integration that nobody has looked at. See setup-server.ts.');
  }
  return found;
}

function loadedFiles(): string[] {
  return Object.keys(createRequire(`${process.cwd()}/`).cache);
}
