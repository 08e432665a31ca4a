import { render, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';

import { Table } from '@/components/table';

it('is a named table with column and row headers; the labels of its cards are not read twice', () => {
  render(
    <Table
      caption="Patients"
      rows={[{ id: '1', name: 'Ada', phone: '555' }]}
      rowKey={(row) => row.id}
      columns={[
        { header: 'Name', cell: (row) => row.name },
        { header: 'Phone', cell: (row) => row.phone },
      ]}
    />,
  );
  const table = screen.getByRole('table', { name: 'Patients' });
  const headers = within(table).getAllByRole('columnheader');
  expect(headers.map((header) => header.textContent)).toEqual(['Name', 'Phone']);
  expect(within(table).getByRole('rowheader', { name: 'Ada' })).toBeInTheDocument();
  expect(within(table).getByRole('cell', { name: '555' })).toBeInTheDocument();
});
