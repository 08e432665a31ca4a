import type { Metadata } from 'next';

import { dataOf } from '@/api/answer';
import { requireUser, sessionClient } from '@/api/session';
import { isClinical } from '@/api/types';
import { Page } from '@/components/page';
import { PatientForm } from '@/patients/patient-form';

import { createPatient } from './actions';

export const metadata: Metadata = { title: 'New patient' };

/** The form for a new patient. */
export default async function NewPatientPage() {
  const user = await requireUser();
  const client = await sessionClient();
  const doctors = await dataOf(client.GET('/api/doctors/'));
  return (
    <Page title="New patient" width="narrow">
      <PatientForm
        action={createPatient}
        clinical={isClinical(user)}
        doctors={doctors.map(({ id, display_name }) => ({
          value: String(id),
          label: display_name,
        }))}
      />
    </Page>
  );
}
