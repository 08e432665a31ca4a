'use server';

import * as Sentry from '@sentry/nextjs';
import { redirect } from 'next/navigation';

import { apiErrorOf } from '@/api/client';
import { ApiError } from '@/api/error';
import { requireUser, sessionClient } from '@/api/session';
import { patientStatusOf } from '@/patients/display';
import {
  errorsIn,
  missingFields,
  type PatientField,
  type PatientFormState,
  typedValues,
} from '@/patients/patient-form-state';

/** Creates a patient and shows it; otherwise gives the form back with what was typed and what is wrong with it. */
export async function createPatient(
  state: PatientFormState,
  form: FormData,
): Promise<PatientFormState> {
  const values = typedValues(form);
  const again = (rest: Partial<PatientFormState>): PatientFormState => ({
    attempt: state.attempt + 1,
    values,
    errors: {},
    problems: [],
    apiFailed: false,
    ...rest,
  });

  const missing = missingFields(values);
  if (Object.keys(missing).length > 0) {
    return again({ errors: missing });
  }

  const outcome = await Sentry.startSpan({ op: 'function', name: 'Save the patient' }, () =>
    postPatient(values),
  );
  if ('wrong' in outcome) {
    return again(outcome.wrong);
  }
  redirect(`/patients/${outcome.id}`);
}

type Outcome = { id: string } | { wrong: Partial<PatientFormState> };

async function postPatient(values: Record<PatientField, string>): Promise<Outcome> {
  const { assigned_doctor_id, status, ssn, notes, ...texts } = values;
  try {
    const { data, error, response } = await (
      await sessionClient()
    ).POST('/api/patients/', {
      body: {
        ...texts,
        // Left out when empty: who may not write them may not even write nothing.
        ...(ssn && { ssn }),
        ...(notes && { notes }),
        status: patientStatusOf(status),
        assigned_doctor_id: assigned_doctor_id || null,
      },
    });
    if (data !== undefined) {
      return { id: data.id };
    }
    if (response.status === 400) {
      return { wrong: errorsIn(error) };
    }
    if (response.status === 401 || response.status === 403) {
      await requireUser();
    }
    throw apiErrorOf(response, error);
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    // Caught, so that nothing typed is lost; hence Next does not report it and we do.
    Sentry.captureException(error);
    return { wrong: { apiFailed: true } };
  }
}
