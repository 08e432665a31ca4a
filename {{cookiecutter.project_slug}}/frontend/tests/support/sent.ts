import { readFileSync } from 'node:fs';

export type Item = Record<string, unknown>;

/** What was sent to Sentry: envelopes, in order. */
export class Sent {
  readonly envelopes: string[] = [];

  /** The payloads of the items of a type; of a batch each entry. */
  items(type: string): Item[] {
    return this.envelopes.flatMap((envelope) => {
      const lines = envelope.split('\n');
      return lines.flatMap((line, at) => {
        const isHeader = at > 0 && at % 2 === 1 && line !== '';
        if (!isHeader || (JSON.parse(line) as Item).type !== type) {
          return [];
        }
        const payload = JSON.parse(lines[at + 1] ?? '{}') as Item & { items?: Item[] };
        return payload.items ?? [payload];
      });
    });
  }
}

/** The environment in which telemetry is on: the variables have the names that the service was baked with. */
export function telemetryEnvironment(dsn: string, api = 'http://127.0.0.1:9'): Item {
  const service = JSON.parse(readFileSync('../service.json', 'utf8')) as {
    variables: Record<string, string>;
    environments: string[];
  };
  const { frontend_dsn = '', environment = '' } = service.variables;
  const other = service.environments.find((name) => name !== 'production');
  return {
    [frontend_dsn]: dsn,
    [environment]: other,
    API_URL: api,
    PHI_HASH_KEY: 'a key',
    TRACES_SAMPLE_RATE: '1',
    WEB_ORIGIN: 'http://localhost:3000',
  };
}
