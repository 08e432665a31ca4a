import Link from 'next/link';

import type { PatientSummary } from '@/api/types';
import { Badge } from '@/components/badge';
import { type Column, Table } from '@/components/table';

import { day, doctorName, listName, PATIENT_STATUS } from './display';

const COLUMNS: readonly Column<PatientSummary>[] = [
  {
    header: 'Name',
    cell: (patient) => <Link href={`/patients/${patient.id}`}>{listName(patient)}</Link>,
  },
  { header: 'MRN', cell: (patient) => patient.mrn },
  { header: 'Date of birth', cell: (patient) => day(patient.date_of_birth) },
  { header: 'Phone', cell: (patient) => patient.phone || '–' },
  { header: 'Doctor', cell: (patient) => doctorName(patient.assigned_doctor) },
  { header: 'Status', cell: (patient) => <PatientBadge status={patient.status} /> },
];

/** A patient's status. */
export function PatientBadge({ status }: { status: PatientSummary['status'] }) {
  const { label, tone } = PATIENT_STATUS[status ?? 'active'];
  return <Badge tone={tone}>{label}</Badge>;
}

/** One page of the list of patients. */
export function PatientTable({ patients }: { patients: readonly PatientSummary[] }) {
  return (
    <Table caption="Patients" columns={COLUMNS} rows={patients} rowKey={(patient) => patient.id} />
  );
}
