/**
 * The Next server's telemetry configuration, from service.json (names) and the environment (values).
 *
 * Read at run time, so that one image serves staging and production. The frontend runs in its own
 * folder, and service.json lies beside that folder. An empty variable means its default.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import * as shapes from './shapes';

export type Environ = Readonly<Record<string, string | undefined>>;

/** What service.json holds for telemetry. */
export interface Service {
  variables: { frontend_dsn: string; environment: string };
  environments: string[];
  defaults: {
    environment: string;
    traces_sample_rate: number;
    replays_session_sample_rate?: number;
    replays_on_error_sample_rate?: number;
  };
}

export interface Dsn {
  text: string;
  publicKey: string;
  /** Where envelopes are posted. */
  envelopeUrl: string;
  origin: string;
}

export interface Config {
  dsn: Dsn | undefined;
  environment: string;
  release: string;
  tracesSampleRate: number;
  /** Other rates, by route template. */
  tracesSampleRates: Readonly<Record<string, number>>;
  /** Whether replays were asked for. */
  replays: boolean;
  /** Origin of Django: the only address that is given trace headers. */
  apiOrigin: string;
  /** Origin at which people reach the web app. */
  webOrigin: string;
  production: boolean;
  debug: boolean;
  /** How the server logs: JSON for machines, or lines for people. */
  logFormat: LogFormat;
}

export type LogFormat = 'json' | 'text';

/** A wrong setting. Its message is one line: what was given, what is accepted, how to mend it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Each of these makes the SDK send or print envelopes past the gate, or changes what is collected. */
export const BYPASS_VARIABLES = [
  'SENTRY_SPOTLIGHT',
  'SENTRY_PRINT_ENVELOPES',
  'SENTRY_DEBUG',
  'SENTRY_TRACE_LIFECYCLE',
  'SENTRY_TRACE',
  'SENTRY_BAGGAGE',
] as const;

const REPLAY_RATES = [
  ['REPLAYS_SESSION_SAMPLE_RATE', 'replays_session_sample_rate'],
  ['REPLAYS_ON_ERROR_SAMPLE_RATE', 'replays_on_error_sample_rate'],
] as const;
const RATE = /^(?:0|1|0?\.[0-9]{1,17}|[01]\.0{1,17}|0\.[0-9]{1,17})$/;
const RATED = /^[^\s,=]{1,200}$/;
const TRUE: ReadonlySet<string> = new Set(['true', '1', 'on', 'yes', 'y', 'ok']);

/** Reads service.json, which lies beside the frontend's folder. */
export function readService(path = resolve(process.cwd(), '..', 'service.json')): Service {
  let text: string;
  try {
    text = readFileSync(/* turbopackIgnore: true */ path, 'utf8');
  } catch {
    throw new ConfigError(
      'service.json cannot be read. It must lie beside the frontend folder. Start Next in frontend/.',
    );
  }
  try {
    return JSON.parse(text) as Service;
  } catch {
    throw new ConfigError('service.json is not valid JSON. Restore it from version control.');
  }
}

/**
 * Checks and returns the configuration.
 *
 * @throws ConfigError if a by-pass switch is set or a value is not accepted.
 */
export function readConfig(environ: Environ = process.env, service = readService()): Config {
  refuseBypasses(environ);
  const environment = readEnvironment(environ, service);
  const production = environment === 'production';
  return {
    dsn: readDsn(environ, service.variables.frontend_dsn),
    environment,
    release: readRelease(environ),
    tracesSampleRate: readRate(environ, 'TRACES_SAMPLE_RATE', service.defaults.traces_sample_rate),
    tracesSampleRates: readRates(environ, 'TRACES_SAMPLE_RATES'),
    replays: REPLAY_RATES.some(([name, key]) => readRate(environ, name, service.defaults[key]) > 0),
    apiOrigin: readOrigin(environ, 'API_URL', 'http://127.0.0.1:8000'),
    webOrigin: readOrigin(environ, 'WEB_ORIGIN', 'http://localhost:3000'),
    production,
    debug: TRUE.has((environ.DEBUG ?? '').toLowerCase()),
    logFormat: readLogFormat(environ, production),
  };
}

function readLogFormat(environ: Environ, production: boolean): LogFormat {
  const given = environ.LOG_FORMAT || (production ? 'json' : 'text');
  if (given !== 'json' && given !== 'text') {
    throw wrong('LOG_FORMAT', given, 'json or text, or empty: json in production, else text');
  }
  return given;
}

function refuseBypasses(environ: Environ): void {
  for (const name of BYPASS_VARIABLES) {
    if (environ[name]) {
      throw new ConfigError(
        `${name} is set, and would carry telemetry past the gate. ` +
          `Accepted: not set. Remove ${name} from the environment.`,
      );
    }
  }
}

function readEnvironment(environ: Environ, service: Service): string {
  const name = service.variables.environment;
  const given = environ[name] || service.defaults.environment;
  if (!service.environments.includes(given)) {
    throw wrong(name, given, `one of ${service.environments.join(', ')}`);
  }
  return given;
}

function readRelease(environ: Environ): string {
  const given = environ.RELEASE || '0.0.0';
  if (shapes.release(given) === undefined) {
    throw wrong('RELEASE', given, shapes.RELEASE_ACCEPTS);
  }
  return given;
}

function readRate(environ: Environ, name: string, byDefault = 0): number {
  const given = environ[name] || String(byDefault);
  if (!RATE.test(given)) {
    throw wrong(name, given, 'a number from 0 to 1 such as 0.1');
  }
  return Number(given);
}

/** `/patients/[id]=1,/health=0`: the variable is the backend's too, whose names stand for nothing here. */
function readRates(environ: Environ, name: string): Record<string, number> {
  const parts = (environ[name] ?? '').split(',').map((part) => part.trim());
  return Object.fromEntries(
    parts.filter(Boolean).map((part) => {
      const at = part.lastIndexOf('=');
      const [key, value] = [part.slice(0, Math.max(at, 0)), part.slice(at + 1)];
      if (!RATED.test(key) || !RATE.test(value)) {
        throw wrong(name, part, 'names of routes, each with a rate: /patients/[id]=1,/health=0');
      }
      return [key, Number(value)];
    }),
  );
}

function readOrigin(environ: Environ, name: string, byDefault: string): string {
  const given = environ[name] || byDefault;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw wrong(name, given, `an http or https address such as ${byDefault}`);
  }
  return url.origin;
}

function readDsn(environ: Environ, name: string): Dsn | undefined {
  const text = environ[name];
  if (!text) {
    return undefined;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const path = /^(\/(?:[-\w]+\/)*)([0-9]+)\/?$/.exec(url?.pathname ?? '');
  if (!url || !/^https?:$/.test(url.protocol) || !/^[0-9A-Za-z]+$/.test(url.username) || !path) {
    throw new ConfigError(
      `${name} is not a Sentry DSN. Accepted: https://KEY@HOST/PROJECT, or empty to send nothing. ` +
        'Copy it from the project’s settings in Sentry.',
    );
  }
  const [, prefix = '/', project = ''] = path;
  return {
    text,
    publicKey: url.username,
    envelopeUrl: `${url.origin}${prefix}api/${project}/envelope/`,
    origin: url.origin,
  };
}

function wrong(name: string, given: string, accepted: string): ConfigError {
  const shown = JSON.stringify(given.length > 60 ? `${given.slice(0, 60)}…` : given);
  return new ConfigError(
    `${name} is ${shown}. Accepted: ${accepted}. Correct it in the environment.`,
  );
}
