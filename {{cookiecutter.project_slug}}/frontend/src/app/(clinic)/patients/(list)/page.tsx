import type { Metadata } from 'next';
import { redirect } from 'next/navigation';

import { dataOf } from '@/api/answer';
import { sessionClient } from '@/api/session';
import { PAGE_SIZE } from '@/api/types';
import { ButtonLink } from '@/components/button';
import { Card } from '@/components/card';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { Pagination } from '@/components/pagination';
import { patientStatusOf } from '@/patients/display';
import { PatientFilter } from '@/patients/patient-filter';
import { PatientTable } from '@/patients/patient-table';
import { pageParam, searchParam } from '@/routes';

export const metadata: Metadata = { title: 'Patients' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The clinic's patients: search, filter, page by page. */
export default async function PatientsPage({ searchParams }: Props) {
  const params = await searchParams;
  const search = searchParam(params.search);
  const status = patientStatusOf(searchParam(params.status));
  const page = pageParam(params.page);

  const pageHref = (number: number) => {
    const query = new URLSearchParams({
      ...(search && { search }),
      ...(status && { status }),
      ...(number > 1 && { page: String(number) }),
    });
    return query.size > 0 ? `/patients?${query}` : '/patients';
  };

  const client = await sessionClient();
  const answer = await client.GET('/api/patients/', {
    params: { query: { search: search || undefined, status, page } },
  });
  if (answer.response.status === 404 && page > 1) {
    // The list got shorter than that page: an old link, or a filter that was changed by hand.
    redirect(pageHref(1));
  }
  const { count, results } = await dataOf(answer);
  const isFiltered = search !== '' || status !== undefined;

  return (
    <Page
      title="Patients"
      lead={isFiltered ? `${count} found` : `${count} in your clinic`}
      actions={<ButtonLink href="/patients/new">New patient</ButtonLink>}
    >
      <Card>
        <PatientFilter search={search} status={status ?? ''} isFiltered={isFiltered} />
        {results.length > 0 ? (
          <>
            <PatientTable patients={results} />
            <Pagination
              label="Patients"
              count={count}
              page={page}
              pageSize={PAGE_SIZE}
              href={pageHref}
            />
          </>
        ) : (
          <NobodyFound isFiltered={isFiltered} />
        )}
      </Card>
    </Page>
  );
}

function NobodyFound({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState
      title="Nobody found"
      action={
        <ButtonLink look="secondary" href="/patients">
          Show all patients
        </ButtonLink>
      }
    >
      Try fewer letters of a name, the MRN, or another status.
    </EmptyState>
  ) : (
    <EmptyState
      title="No patients yet"
      action={<ButtonLink href="/patients/new">Add the first patient</ButtonLink>}
    />
  );
}
