import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';

import { PatientFilter } from '@/patients/patient-filter';

it('is a GET form that says what is listed, also after the address has changed', () => {
  const { rerender } = render(<PatientFilter search="mar" status="active" isFiltered />);
  const search = screen.getByRole('searchbox', { name: 'Search' });
  const status = screen.getByRole('combobox', { name: 'Status' });
  expect(screen.getByRole('search')).toHaveAttribute('action', '/patients');
  expect([search, status].map((field) => (field as HTMLInputElement).value)).toEqual([
    'mar',
    'active',
  ]);
  search.focus();

  rerender(<PatientFilter search="" status="" isFiltered={false} />);

  expect(search).toHaveValue('');
  expect(status).toHaveValue('');
  expect(search).toHaveFocus();
  expect(screen.queryByRole('link', { name: 'Clear' })).not.toBeInTheDocument();
});
