import * as Sentry from '@sentry/nextjs';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';

import { dataOf } from '@/api/answer';
import { sessionClient } from '@/api/session';
import { Card } from '@/components/card';
import { DetailsList } from '@/components/details-list';
import { Page } from '@/components/page';
import { Skeleton } from '@/components/skeleton';
import { AppointmentList } from '@/patients/appointment-list';
import { day, doctorName, listName, maskedSsn } from '@/patients/display';
import { PatientBadge } from '@/patients/patient-table';
import { isRowId, pageParam } from '@/routes';

import styles from './page.module.css';

// Not the patient's name: titles travel.
export const metadata: Metadata = { title: 'Patient' };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** One patient, with appointments. */
export default async function PatientPage({ params, searchParams }: Props) {
  const { id } = await params;
  if (!isRowId(id)) {
    notFound();
  }
  // Errors from here on say which patient, as a hash.
  Sentry.setContext('patient', { id });
  const { appointments } = await searchParams;
  const client = await sessionClient();
  const patient = await dataOf(client.GET('/api/patients/{id}/', { params: { path: { id } } }));
  return (
    <Page
      title={listName(patient)}
      lead={<PatientBadge status={patient.status} />}
      actions={<Link href="/patients">All patients</Link>}
    >
      <div className={styles.columns}>
        <Card title="Record">
          <DetailsList
            details={[
              { term: 'MRN', value: patient.mrn },
              { term: 'Date of birth', value: day(patient.date_of_birth) },
              // Absent for who may not see it.
              ...('ssn' in patient ? [{ term: 'SSN', value: maskedSsn(patient.ssn) }] : []),
              { term: 'Doctor', value: doctorName(patient.assigned_doctor) },
            ]}
          />
        </Card>
        <Card title="Contact">
          <DetailsList
            details={[
              {
                term: 'Phone',
                value: patient.phone && <a href={`tel:${patient.phone}`}>{patient.phone}</a>,
              },
              {
                term: 'E-mail',
                value: patient.email && <a href={`mailto:${patient.email}`}>{patient.email}</a>,
              },
            ]}
          />
        </Card>
      </div>
      {patient.notes && (
        <Card title="Notes">
          <p className={styles.notes}>{patient.notes}</p>
        </Card>
      )}
      <Card title="Appointments">
        <Suspense fallback={<Skeleton label="Loading appointments…" lines={3} />}>
          <AppointmentList patientId={id} page={pageParam(appointments)} />
        </Suspense>
      </Card>
    </Page>
  );
}
