import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';

import { Alert } from '@/components/alert';
import { Skeleton } from '@/components/skeleton';

it('interrupts for bad news only', () => {
  render(
    <>
      <Alert tone="bad" title="Not saved." />
      <Alert tone="info" title="Signed out." />
    </>,
  );
  expect(screen.getByRole('alert')).toHaveTextContent('Not saved.');
  expect(screen.getByRole('status')).toHaveTextContent('Signed out.');
});

it('says that something is being loaded', () => {
  render(<Skeleton label="Loading patients…" />);
  expect(screen.getByRole('status')).toHaveTextContent('Loading patients…');
});
