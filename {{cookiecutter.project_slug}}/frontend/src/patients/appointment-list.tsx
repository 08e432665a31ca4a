import { dataOf } from '@/api/answer';
import { sessionClient } from '@/api/session';
import { type Appointment, PAGE_SIZE } from '@/api/types';
import { Badge } from '@/components/badge';
import { EmptyState } from '@/components/empty-state';
import { Pagination } from '@/components/pagination';
import { type Column, Table } from '@/components/table';

import { APPOINTMENT_STATUS, doctorName, moment } from './display';

const COLUMNS: readonly Column<Appointment>[] = [
  {
    header: 'When',
    cell: ({ starts_at }) => <time dateTime={starts_at}>{moment(starts_at)}</time>,
  },
  { header: 'Length', cell: ({ duration_minutes = 0 }) => `${duration_minutes} min` },
  { header: 'Doctor', cell: ({ doctor }) => doctorName(doctor) },
  { header: 'Reason', cell: ({ reason }) => reason || '–' },
  { header: 'Status', cell: ({ status }) => <AppointmentBadge status={status} /> },
];

function AppointmentBadge({ status }: { status: Appointment['status'] }) {
  const { label, tone } = APPOINTMENT_STATUS[status ?? 'scheduled'];
  return <Badge tone={tone}>{label}</Badge>;
}

/** One page of a patient's appointments. */
export async function AppointmentList({ patientId, page }: { patientId: string; page: number }) {
  const client = await sessionClient();
  const { count, results } = await dataOf(
    client.GET('/api/appointments/', { params: { query: { patient: patientId, page } } }),
  );
  if (results.length === 0) {
    return <EmptyState title="No appointments yet" />;
  }
  return (
    <>
      <Table
        caption="Appointments"
        columns={COLUMNS}
        rows={results}
        rowKey={(appointment) => appointment.id}
      />
      <Pagination
        label="Appointments"
        count={count}
        page={page}
        pageSize={PAGE_SIZE}
        href={(number) => `/patients/${patientId}?appointments=${number}`}
      />
    </>
  );
}
