// @vitest-environment node
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { BYPASS_VARIABLES, ConfigError, readConfig, readService } from '@/observability/config';

const service = {
  variables: { frontend_dsn: 'WEB_DSN', environment: 'STAGE' },
  environments: ['development', 'staging', 'production'],
  defaults: { environment: 'development', traces_sample_rate: 0.25 },
};
const read = (environ: Record<string, string>) => readConfig(environ, service);

describe('the configuration', () => {
  it('has defaults', () => {
    expect(read({ WEB_DSN: '', STAGE: '', RELEASE: '', TRACES_SAMPLE_RATE: '' })).toStrictEqual({
      dsn: undefined,
      environment: 'development',
      release: '0.0.0',
      tracesSampleRate: 0.25,
      tracesSampleRates: {},
      replays: false,
      apiOrigin: 'http://127.0.0.1:8000',
      webOrigin: 'http://localhost:3000',
      production: false,
      logFormat: 'text',
      debug: false,
    });
  });

  it('reads rates of single routes, beside those of the backend', () => {
    const { tracesSampleRates } = read({
      TRACES_SAMPLE_RATES: ' /patients/[id]=1, /api/patients/{pk}/=0.5,',
    });
    expect(tracesSampleRates).toEqual({ '/patients/[id]': 1, '/api/patients/{pk}/': 0.5 });
  });

  it('reads the variables that service.json names', () => {
    const config = read({
      WEB_DSN: 'https://abc@ingest.example/prefix/42',
      STAGE: 'production',
      RELEASE: '0123abc',
      TRACES_SAMPLE_RATE: '1.0',
      API_URL: 'http://api.internal:8000/base/',
      WEB_ORIGIN: 'https://clinic.example/',
      DEBUG: 'True',
      SENTRY_DSN: 'https://other@ingest.example/1',
      ENVIRONMENT: 'unknown',
    });
    expect(config).toStrictEqual({
      dsn: {
        text: 'https://abc@ingest.example/prefix/42',
        publicKey: 'abc',
        envelopeUrl: 'https://ingest.example/prefix/api/42/envelope/',
        origin: 'https://ingest.example',
      },
      environment: 'production',
      release: '0123abc',
      tracesSampleRate: 1,
      tracesSampleRates: {},
      replays: false,
      apiOrigin: 'http://api.internal:8000',
      webOrigin: 'https://clinic.example',
      production: true,
      logFormat: 'json',
      debug: true,
    });
  });

  it.each(BYPASS_VARIABLES)('refuses %s', (name) => {
    expect(() => read({ [name]: '0' })).toThrow(
      new ConfigError(
        `${name} is set, and would carry telemetry past the gate. ` +
          `Accepted: not set. Remove ${name} from the environment.`,
      ),
    );
    expect(() => read({ [name]: '' })).not.toThrow();
  });

  it.each([
    ['STAGE', 'prod', 'one of development, staging, production'],
    ['LOG_FORMAT', 'xml', 'json or text, or empty: json in production, else text'],
    ['RELEASE', 'Mary\nJohnson', 'a commit SHA'],
    ['RELEASE', 'x'.repeat(500), 'a commit SHA'],
    ['TRACES_SAMPLE_RATES', '/patients', 'names of routes, each with a rate'],
    ['TRACES_SAMPLE_RATES', '/a b=1', 'names of routes, each with a rate'],
    ['TRACES_SAMPLE_RATES', '/a=2', 'names of routes, each with a rate'],
    ['TRACES_SAMPLE_RATE', '1.5', 'a number from 0 to 1'],
    ['TRACES_SAMPLE_RATE', 'nan', 'a number from 0 to 1'],
    ['TRACES_SAMPLE_RATE', '1e-3', 'a number from 0 to 1'],
    ['TRACES_SAMPLE_RATE', '0,1', 'a number from 0 to 1'],
    ['API_URL', 'ftp://api', 'an http or https address'],
    ['WEB_ORIGIN', 'clinic.example', 'an http or https address'],
    ['WEB_DSN', 'https://ingest.example/1', 'https://KEY@HOST/PROJECT'],
    ['WEB_DSN', 'https://key@ingest.example/project', 'https://KEY@HOST/PROJECT'],
    ['WEB_DSN', 'secret', 'https://KEY@HOST/PROJECT'],
  ])('refuses %s=%j in one line that says what is accepted', (name, value, accepted) => {
    let message = '';
    try {
      read({ [name]: value });
    } catch (error) {
      message = error instanceof ConfigError ? error.message : '';
    }
    expect(message).toMatch(new RegExp(`^${name} is `));
    expect(message).toContain(accepted);
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(250);
    if (name === 'WEB_DSN') {
      expect(message).not.toContain(value);
    }
  });

  it('reads service.json beside the frontend folder, and says so when it cannot', () => {
    const folder = mkdtempSync(join(tmpdir(), 'service '));
    const path = join(folder, 'service.json');
    expect(() => readService(path)).toThrow(/^service\.json cannot be read\./);
    writeFileSync(path, '{');
    expect(() => readService(path)).toThrow(/^service\.json is not valid JSON\./);
    writeFileSync(path, JSON.stringify(service));
    expect(readService(path)).toStrictEqual(service);
    expect(readService()).toHaveProperty('variables.frontend_dsn');
  });
});
