// @vitest-environment node
/** The patterns of the Next server, by what has left: the example domain's and those of the documents. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import * as Sentry from '@sentry/nextjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { ApiError } from '@/api/error';
import { createPatient } from '@/app/(clinic)/patients/new/actions';
import { start } from '@/observability/setup-server';
import { EMPTY_PATIENT_FORM } from '@/patients/patient-form-state';
import { assertNoPhi } from '@/phi/assertion';

import { RecordingApi } from '../support/api';
import type * as NextSupport from '../support/next';
import { CookieJar } from '../support/next';
import { type Item, Sent, telemetryEnvironment } from '../support/sent';
import { importShown } from '../support/import-shown';

// For a machine that does much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const jar = new CookieJar();
vi.mock('next/headers', () => ({ cookies: () => Promise.resolve(jar) }));
vi.mock('next/navigation', async () => {
  const { navigation } = await vi.importActual<typeof NextSupport>('../support/next');
  return navigation;
});

const ID = '0b8f3c1e-1f0a-4c0e-9a53-0d6f6d8f2b11';
const TYPED = {
  first_name: 'Zephyra',
  last_name: 'Quillfeather',
  date_of_birth: '1980-02-29',
  mrn: 'MRN-00012345',
  ssn: '900-12-3456',
  notes: 'Allergic to penicillin',
};
const HASHED = /^\[id:[0-9a-f]{8}\]$/;

const sent = new Sent();
const api = new RecordingApi();
let ingest: Server;

beforeAll(async () => {
  ingest = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      sent.envelopes.push(Buffer.concat(chunks).toString('utf8'));
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => ingest.listen(0, '127.0.0.1', resolve));
  const { port } = ingest.address() as AddressInfo;
  Object.assign(process.env, telemetryEnvironment(`http://k3y@127.0.0.1:${port}/7`));
  process.env.API_URL = await api.start();
  jar.set('sessionid', 'abc123');
  start();
});
afterAll(async () => {
  await Sentry.close(1000);
  await api.stop();
  ingest.close();
});

/** Does it as a request of its own, and gives what that has sent. */
async function told(work: () => Promise<unknown>) {
  sent.envelopes.splice(0);
  await Sentry.withIsolationScope(() =>
    Sentry.startNewTrace(() => Sentry.startSpan({ name: 'a request' }, work)),
  );
  await Sentry.flush(2000);
  return sent;
}

const only = ({ items }: { items: Item[] }) => {
  expect(items).toHaveLength(1);
  return items[0] as Item & { breadcrumbs?: Item[]; contexts: Record<string, Item> };
};
const named = (found: Sent) => found.items('span').map(({ name }) => name);

function submit() {
  const form = new FormData();
  Object.entries(TYPED).forEach(([name, value]) => form.set(name, value));
  return createPatient(EMPTY_PATIENT_FORM, form);
}

describe('the server action', () => {
  it('captures once what it catches, in its span, without what was typed', async () => {
    api.answer = () => ({ status: 502, body: { detail: 'Zephyra Quillfeather' } });

    const found = await told(submit);

    const event = only({ items: found.items('event') });
    expect(event.exception).toMatchObject({
      values: [{ type: 'ApiError', value: 'The API answered with status 502.' }],
    });
    expect(event.breadcrumbs).toMatchObject([
      { category: 'http', level: 'error', data: { method: 'POST', status_code: 502 } },
    ]);
    expect(named(found)).toContain('Save the patient');
    assertNoPhi(found.envelopes, Object.values(TYPED));
  });

  it('leaves to the API what the API has captured', async () => {
    api.answer = () => ({ status: 500, body: { reference: '0123456789ab4def8123456789abcdef' } });
    const found = await told(submit);
    expect(found.items('event')).toEqual([]);
    expect(named(found)).toContain('Save the patient');
  });
});

describe('the documents', () => {
  type Read = { readPatient: (id: string) => Promise<unknown> };

  it('show a span and a context', async () => {
    const { readPatient } = await importShown<Read>('span');
    api.answer = () => ({ status: 200, body: { id: ID, last_name: 'Quillfeather' } });

    const found = await told(async () => {
      await readPatient(ID);
      Sentry.captureException(new TypeError('The API cannot be reached.'));
    });

    expect(named(found)).toContain('Read the patient');
    const event = only({ items: found.items('event') });
    expect(event.contexts.patient?.id).toMatch(HASHED);
    assertNoPhi(found.envelopes, [ID, 'Quillfeather']);
  });

  it('show a call of the API whose failure rises', async () => {
    const { readPatient } = await importShown<Read>('span');
    api.answer = () => ({ status: 503 });
    const found = await told(() => expect(readPatient(ID)).rejects.toBeInstanceOf(ApiError));
    expect(found.items('event')).toEqual([]);
    api.answer = () => ({ status: 404 });
    await told(() => expect(readPatient(ID)).rejects.toMatchObject({ place: 'not-found' }));
  });

  it('show how to capture what is caught, and nothing else', async () => {
    const { orNothing } = await importShown<{
      orNothing: (work: Promise<unknown>) => Promise<unknown>;
    }>('catch');

    const found = await told(() => orNothing(Promise.reject(new ApiError(503))));
    expect(only({ items: found.items('event') }).exception).toMatchObject({
      values: [{ type: 'ApiError', value: 'The API answered with status 503.' }],
    });

    const other = new Error('NEXT_REDIRECT');
    const more = await told(() => expect(orNothing(Promise.reject(other))).rejects.toBe(other));
    expect(more.items('event')).toEqual([]);
    expect(await orNothing(Promise.resolve(7))).toBe(7);
  });
});
