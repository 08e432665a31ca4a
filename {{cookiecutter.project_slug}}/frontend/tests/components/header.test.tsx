import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { Header } from '@/components/header';
import { currentPlace } from '@/components/navigation';

import { USER } from '../support/signed-in';

vi.mock('next/navigation', () => ({ usePathname: () => '/patients/new' }));

it('shows the service, the clinic and who is signed in, and marks where one is', () => {
  render(
    <Header
      service="Clinic Intake"
      user={{ ...USER, role: 'doctor' }}
      signOut={() => Promise.resolve()}
    />,
  );
  const banner = screen.getByRole('banner');
  expect(banner).toHaveTextContent('Clinic Intake');
  expect(banner).toHaveTextContent('Dana Okafor');
  expect(banner).toHaveTextContent('Riverside Clinic');
  expect(screen.getByRole('button', { name: 'Sign out' })).toBeInTheDocument();
  const current = screen.getAllByRole('link').filter((link) => link.ariaCurrent === 'page');
  expect(current.map((link) => link.textContent)).toEqual(['New patient']);
});

it('takes a patient for the list, but the form for itself', () => {
  expect(currentPlace('/patients/0b8f3c1e')).toBe('/patients');
  expect(currentPlace('/patients/new')).toBe('/patients/new');
  expect(currentPlace('/patientsx')).toBeUndefined();
});
