import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { PatientForm } from '@/patients/patient-form';
import type { PatientFormState } from '@/patients/patient-form-state';

const useReference = vi.hoisted(() => vi.fn(() => ''));
vi.mock('@/observability/reference', () => ({ useReference }));

const DOCTORS = [{ value: 'd1', label: 'Dana Okafor' }];

function failingWith(rest: Partial<PatientFormState>) {
  return vi.fn((state: PatientFormState, form: FormData) =>
    Promise.resolve({
      attempt: state.attempt + 1,
      values: Object.fromEntries(form) as PatientFormState['values'],
      errors: {},
      problems: [],
      apiFailed: false,
      ...rest,
    }),
  );
}

async function submit(action: ReturnType<typeof failingWith>) {
  const user = userEvent.setup();
  render(<PatientForm action={action} doctors={DOCTORS} clinical />);
  await user.type(screen.getByLabelText('First name'), 'Mary');
  await user.selectOptions(screen.getByLabelText('Status'), 'inactive');
  await user.selectOptions(screen.getByLabelText(/^Doctor/), 'd1');
  await user.click(screen.getByRole('button', { name: 'Save patient' }));
  await waitFor(() => expect(action).toHaveBeenCalledOnce());
  await screen.findByRole('alert');
}

describe('the form of a new patient', () => {
  it('ties errors to their fields and puts the focus on the first', async () => {
    await submit(failingWith({ errors: { mrn: ['Taken.'], phone: ['Bad.'] } }));

    const mrn = screen.getByLabelText('MRN');
    expect(mrn).toBeInvalid();
    expect(mrn).toHaveAccessibleDescription('Medical record number Taken.');
    expect(mrn).toHaveFocus();
    expect(screen.getByLabelText(/^Phone/)).toHaveAccessibleDescription('Bad.');
    expect(screen.getByLabelText('Last name')).not.toHaveAttribute('aria-invalid');
    expect(screen.getByRole('alert')).toHaveTextContent('2 fields need your attention.');
  });

  it('keeps what was typed and chosen', async () => {
    await submit(failingWith({ errors: { mrn: ['Taken.'] } }));

    expect(screen.getByLabelText('First name')).toHaveValue('Mary');
    expect(screen.getByLabelText('Status')).toHaveValue('inactive');
    expect(screen.getByLabelText(/^Doctor/)).toHaveValue('d1');
  });

  it('shows problems of the whole form', async () => {
    await submit(failingWith({ problems: ['Try again.'] }));
    expect(screen.getByRole('alert')).toHaveTextContent('Try again.');
  });

  it('gives a reference to tell when the API failed', async () => {
    useReference.mockReturnValue('0123456789ab4def8123456789abcdef');
    await submit(failingWith({ apiFailed: true }));
    expect(screen.getByRole('alert')).toHaveTextContent('try again');
    expect(screen.getByRole('alert')).toHaveFocus();
    expect(screen.getByRole('alert')).toHaveTextContent('0123456789ab4def8123456789abcdef');
  });

  it('asks for clinical fields only those who may write them', () => {
    render(<PatientForm action={failingWith({})} doctors={DOCTORS} clinical={false} />);
    expect(screen.queryByLabelText(/^SSN/)).not.toBeInTheDocument();
    expect(screen.queryByLabelText(/^Notes/)).not.toBeInTheDocument();
    expect(screen.getByLabelText(/^Phone/)).toBeInTheDocument();
  });
});
