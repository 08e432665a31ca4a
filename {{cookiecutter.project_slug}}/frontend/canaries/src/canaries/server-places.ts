/** Places on the Next server: each is one function that puts a text into one position. */
import * as Sentry from '@sentry/nextjs';

import { log } from '@/observability/log';

import { KINDS, PlantedError, type Kind } from './kinds';
import { computed, sendItem, shared, type Plant } from './shared-places';
import { written } from './written-places';

export interface ServerPlace {
  name: string;
  kinds: readonly Kind[];
  plant: Plant;
}

export const SERVER_PLACES: ServerPlace[] = [];

function place(name: string, plant: Plant, kinds: readonly Kind[] = KINDS): void {
  SERVER_PLACES.push({ name: `server: ${name}`, kinds, plant });
}

for (const { name, kinds, plant } of [...shared, ...written]) {
  place(name, plant, kinds);
}

const thirdHost = () => `http://127.0.0.1:${process.env.CANARIES_THIRD_HOST_PORT}`;
const IN_PATHS = KINDS.filter((kind) => kind !== 'clinical note');

place(
  'outgoing request: path',
  async (text) => {
    await fetch(`${thirdHost()}/patients/${encodeURIComponent(text)}`, { cache: 'no-store' });
  },
  IN_PATHS,
);

place('outgoing request: query', async (text) => {
  await fetch(`${thirdHost()}/patients?q=${encodeURIComponent(text)}`, { cache: 'no-store' });
});

place('outgoing request: from a span with a name', async (text) => {
  await Sentry.startNewTrace(() =>
    Sentry.startSpan({ name: text, forceTransaction: true }, () =>
      fetch(thirdHost(), { cache: 'no-store' }),
    ),
  );
});

place('outgoing request: by node:http', async (text) => {
  const { get } = await import('node:http');
  await new Promise((done) => {
    get(`${thirdHost()}/patients?q=${encodeURIComponent(text)}`, (answer) => {
      answer.resume().on('end', done);
    });
  });
});

place('outgoing request: one that fails', async (text) => {
  await fetch(`http://127.0.0.1:9/${encodeURIComponent(text)}`);
});

place('child process: argument', async (text) => {
  const { execFileSync } = await import('node:child_process');
  execFileSync(process.execPath, ['-e', '', text]);
});

place('log line', (text) => {
  log.warning(text, { role: text, job: text, ssn: text, error: new PlantedError(text) });
});

place('check-in: monitor', (text) => {
  Sentry.captureCheckIn({ monitorSlug: text, status: 'ok' });
});

place('check-in: configuration', (text) => {
  Sentry.captureCheckIn(
    { monitorSlug: 'reminders', status: 'in_progress' },
    { schedule: { type: 'crontab', value: text }, timezone: text },
  );
});

place('sessions: aggregates', (text) => {
  const row = { started: text, exited: 1, did: text };
  sendItem('sessions', { aggregates: [row], attrs: { release: text, environment: text } });
});

place('client of its own', (text) => {
  const options = { ...Sentry.getClient()?.getOptions(), transport: Sentry.makeNodeTransport };
  const client = new Sentry.NodeClient(
    options as ConstructorParameters<typeof Sentry.NodeClient>[0],
  );
  client.captureException(new PlantedError(text), undefined, Sentry.getCurrentScope());
});

place('error of a server action', (text) => {
  throw Object.assign(new PlantedError(text), { digest: text });
});

place('unhandled rejection', (text) => {
  void Promise.reject(new PlantedError(text));
});

place('mechanism', (text) => {
  Sentry.captureException(new PlantedError(), {
    mechanism: { type: text, handled: false, data: { text } },
  });
});

place('a stack that lies', (text) => {
  const error = new PlantedError('x');
  error.stack = `Error: x\n    at ${text} (${text}:1:2)\n    at Object.${text} (/srv/${text}.js:3:4)`;
  throw error;
});

place(
  'function with a computed name in our file',
  (text) => {
    computed(text)();
  },
  ['name'],
);
