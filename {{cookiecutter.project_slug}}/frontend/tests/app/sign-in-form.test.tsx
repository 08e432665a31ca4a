import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';

import { SignInForm } from '@/app/sign-in/sign-in-form';

it('keeps the name after a failed attempt, empties the password and puts the focus there', async () => {
  const user = userEvent.setup();
  let sent: FormData | undefined;
  render(
    <SignInForm
      next="/patients/new"
      action={(state, form) => {
        sent = form;
        return Promise.resolve({ attempt: state.attempt + 1, username: 'demo', failed: true });
      }}
    />,
  );
  await user.type(screen.getByLabelText('User name'), 'demo');
  await user.type(screen.getByLabelText('Password'), 'wrong');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));

  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The user name or the password is wrong',
  );
  expect(Object.fromEntries(sent ?? [])).toEqual({
    next: '/patients/new',
    username: 'demo',
    password: 'wrong',
  });
  expect(screen.getByLabelText('User name')).toHaveValue('demo');
  expect(screen.getByLabelText('Password')).toHaveValue('');
  expect(screen.getByLabelText('Password')).toHaveFocus();
});
