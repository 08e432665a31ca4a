// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';

import { createPatient } from '@/app/(clinic)/patients/new/actions';
import { EMPTY_PATIENT_FORM } from '@/patients/patient-form-state';

import type * as NextSupport from '../support/next';
import { signedIn } from '../support/signed-in';

const captureException = vi.hoisted(() => vi.fn());
const here = signedIn();

vi.mock('next/headers', () => ({ cookies: () => Promise.resolve(here.jar) }));
vi.mock('next/navigation', async () => {
  const { navigation } = await vi.importActual<typeof NextSupport>('../support/next');
  return navigation;
});
vi.mock('@sentry/nextjs', () => ({
  addBreadcrumb: vi.fn(),
  captureException,
  startSpan: (_: object, work: () => unknown) => work(),
}));

const ID = '0b8f3c1e-1f0a-4c0e-9a53-0d6f6d8f2b11';
const TYPED = {
  first_name: 'Mary',
  last_name: 'Johnson',
  date_of_birth: '1980-02-29',
  mrn: 'MRN-00012345',
  status: 'active',
};

function submit(typed: Record<string, string>) {
  const form = new FormData();
  Object.entries(typed).forEach(([name, value]) => form.set(name, value));
  return createPatient(EMPTY_PATIENT_FORM, form);
}

describe('creating a patient', () => {
  it('saves what was typed and shows the patient by id', async () => {
    here.api.answer = () => ({ status: 201, body: { id: ID } });

    await expect(submit({ ...TYPED, ssn: '123-45-6789' })).rejects.toMatchObject({
      place: `/patients/${ID}`,
    });

    expect(here.api.only).toMatchObject({ method: 'POST', url: '/api/patients/' });
    expect(here.api.only.body).toEqual({
      ...TYPED,
      ssn: '123-45-6789',
      phone: '',
      email: '',
      assigned_doctor_id: null,
    });
  });

  it('names empty required fields without asking the API', async () => {
    const state = await submit({ ...TYPED, first_name: '  ', mrn: '' });

    expect(Object.keys(state.errors)).toEqual(['first_name', 'mrn']);
    expect(state.attempt).toBe(1);
    expect(here.api.calls).toEqual([]);
  });

  it('gives back what was typed with the errors of the API', async () => {
    here.api.answer = () => ({
      status: 400,
      body: { mrn: ['Taken.'], non_field_errors: ['Too many.'], phone: ['Bad.', 'Worse.'] },
    });

    const state = await submit({ ...TYPED, phone: '12' });

    expect(state.errors).toEqual({ mrn: ['Taken.'], phone: ['Bad.', 'Worse.'] });
    expect(state.problems).toEqual(['Too many.']);
    expect(state.values).toMatchObject({ ...TYPED, phone: '12' });
    expect(captureException).not.toHaveBeenCalled();
  });

  it('loses nothing when the API fails, and reports the failure once, without text', async () => {
    here.api.answer = () => ({ status: 500, body: { detail: 'Mary Johnson' } });

    const state = await submit(TYPED);

    expect(state.values).toMatchObject(TYPED);
    expect(state.apiFailed).toBe(true);
    expect(captureException).toHaveBeenCalledOnce();
    expect(String(captureException.mock.calls[0]?.[0])).toBe(
      'ApiError: The API answered with status 500.',
    );
  });

  it('sends whoever is signed out to the sign-in page', async () => {
    here.api.answer = () => ({ status: 403, body: {} });
    await expect(submit(TYPED)).rejects.toMatchObject({ place: '/sign-in?reason=expired' });
    expect(captureException).not.toHaveBeenCalled();
  });
});
