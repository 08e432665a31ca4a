/** The patterns of the browser, by what has left the tunnel: the example domain's and those of the documents. */
import { createRequire } from 'node:module';

import * as Sentry from '@sentry/nextjs';
import { configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { type ComponentType } from 'react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { ErrorNoticeProps } from '@/observability/error-notice';
import { shared } from '@/observability/server';
import { start } from '@/observability/setup-browser';
import { handleTunnelRequest } from '@/observability/tunnel';
import { PatientForm } from '@/patients/patient-form';
import { PATIENT_FIELDS, type PatientFormState } from '@/patients/patient-form-state';
import { assertNoPhi } from '@/phi/assertion';

import { type Item, Sent, telemetryEnvironment } from '../support/sent';
import { importShown } from '../support/import-shown';

// In Node, '@sentry/nextjs' is the server's SDK; this is the browser's.
vi.mock('@sentry/nextjs', () =>
  createRequire(import.meta.url)('../../node_modules/@sentry/nextjs/build/cjs/index.client.js'),
);

// For a machine that does much else.
configure({ asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 60_000 });

const HERE = 'http://localhost:3000';
const sent = new Sent();

/** Takes what the tunnel forwards. */
function ingest(_: unknown, init?: RequestInit): Promise<Response> {
  sent.envelopes.push(String(init?.body));
  return Promise.resolve(new Response('{}'));
}

/** Stands for the page's way to the tunnel, whose own code answers. */
function toTunnel(_: unknown, { body }: RequestInit): Promise<Response> {
  const headers = { 'Content-Type': 'text/plain;charset=UTF-8', Origin: HERE };
  const request = new Request(`${HERE}/monitoring`, { method: 'POST', body, headers });
  return handleTunnelRequest(request, { ...shared(), fetch: ingest });
}

beforeAll(() => {
  Object.assign(process.env, telemetryEnvironment('http://k3y@127.0.0.1:9/7'));
  vi.stubGlobal(
    'fetch',
    Object.assign(toTunnel, { toString: () => 'function fetch() { [native code] }' }),
  );
  start({ enabled: true, environment: 'staging', release: '1.2.3', tracesSampleRate: 1 });
});
beforeEach(() => {
  sent.envelopes.splice(0);
  Sentry.getIsolationScope().clearBreadcrumbs();
});

async function told(): Promise<Sent> {
  await Sentry.flush(2000);
  return sent;
}

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const press = (text: string) => fireEvent.click(screen.getByText(text));

const refusals = (found: Sent) =>
  found
    .items('trace_metric')
    .map(({ name, attributes }) => [name, (attributes as Record<string, Item>).field?.value]);

/** Effects come when React finds time. */
const reported = (expected: unknown[]) =>
  waitFor(async () => expect(refusals(await told())).toEqual(expected));

const crumbs = (event: Item | undefined) =>
  (event?.breadcrumbs as Item[]).filter(({ category }) => category === 'validation');

describe('a form that was refused', () => {
  const REFUSED = { errors: { mrn: ['Taken: MRN-00012345.'], phone: ['Bad.'] } };

  it('reports the names of its fields, each attempt once, and nothing that was typed', async () => {
    const again = (state: PatientFormState, form: FormData) =>
      Promise.resolve({
        attempt: state.attempt + 1,
        values: Object.fromEntries(form) as PatientFormState['values'],
        problems: [],
        apiFailed: false,
        ...REFUSED,
        errors: { ...REFUSED.errors },
      });
    render(<PatientForm action={again} doctors={[]} clinical />);
    type(screen.getByLabelText('First name'), 'Zephyra');
    type(screen.getByLabelText(/^Phone/), '212 555 0177');
    press('Save patient');
    await screen.findByRole('alert');
    await reported([
      ['forms.refused', 'mrn'],
      ['forms.refused', 'phone'],
    ]);
    Sentry.captureException(new TypeError('x'));

    const found = await told();
    const [event] = found.items('event');
    expect(crumbs(event)).toMatchObject([
      { category: 'validation', level: 'warning', data: { field: 'mrn' } },
      { category: 'validation', level: 'warning', data: { field: 'phone' } },
    ]);
    assertNoPhi(found.envelopes, ['Zephyra', '212 555 0177', 'MRN-00012345']);

    sent.envelopes.splice(0);
    press('Save patient');
    await reported([
      ['forms.refused', 'mrn'],
      ['forms.refused', 'phone'],
    ]);
  });

  it('has only fields that the policy lists', () => {
    const listed = shared().policy?.tags.get('field');
    expect(PATIENT_FIELDS.filter((field) => !listed?.has(field))).toEqual([]);
  });

  it('is shown in the documents', async () => {
    type Props = { action: (wrong: string[], form: FormData) => Promise<string[]> };
    const { PhoneForm } = await importShown<{ PhoneForm: ComponentType<Props> }>('form');
    render(<PhoneForm action={() => Promise.resolve(['phone', 'Zephyra', 'favourite_colour'])} />);
    type(screen.getByLabelText('Phone'), '212 555 0177');
    press('Save');
    await waitFor(() => expect(screen.getByLabelText('Phone')).toBeInvalid());
    // A name that the policy does not list stays here.
    await reported([
      ['forms.refused', 'phone'],
      ['forms.refused', undefined],
      ['forms.refused', undefined],
    ]);
    Sentry.captureException(new TypeError('y'));

    const found = await told();
    const said = crumbs(found.items('event')[0]).map(({ data }) => data);
    expect(said).toEqual([{ field: 'phone' }, undefined, undefined]);
    assertNoPhi(found.envelopes, ['212 555 0177', 'Zephyra', 'favourite_colour']);
  });
});

describe('an error page', () => {
  it('is shown in the documents: it captures once, and tries again', async () => {
    type Page = { default: ComponentType<ErrorNoticeProps> };
    const { default: AppointmentsError } = await importShown<Page>('error');
    const retry = vi.fn();
    const error = new RangeError('Zephyra Quillfeather');
    const { rerender } = render(<AppointmentsError error={error} retry={retry} />);
    rerender(<AppointmentsError error={error} retry={retry} />);

    const found = await told();
    expect(found.items('event')).toMatchObject([
      {
        level: 'error',
        exception: {
          values: [{ type: 'RangeError', value: '[text]', mechanism: { handled: true } }],
        },
      },
    ]);
    assertNoPhi(found.envelopes, ['Zephyra', 'Quillfeather']);
    press('Try again');
    expect(retry).toHaveBeenCalledOnce();
  });
});
