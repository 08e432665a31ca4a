'use client';

import { useActionState, useRef } from 'react';

import { Alert } from '@/components/alert';
import { Field } from '@/components/field';
import { SubmitButton } from '@/components/submit-button';
import { useFocusAfterAttempt } from '@/components/use-focus-after-attempt';

import type { SignInState } from './actions';
import styles from './page.module.css';

type SignInFormProps = {
  action: (state: SignInState, form: FormData) => Promise<SignInState>;
  next: string;
};

/** User name and password; keeps the name after a failed attempt and puts the focus on the password. */
export function SignInForm({ action, next }: SignInFormProps) {
  const [state, submit] = useActionState(action, { attempt: 0, username: '', failed: false });
  const form = useRef<HTMLFormElement>(null);
  useFocusAfterAttempt(form, state.attempt, '[name=password]');
  return (
    <form ref={form} action={submit} className={styles.form}>
      {state.failed && (
        <Alert tone="bad" title="That did not work.">
          The user name or the password is wrong.
        </Alert>
      )}
      <input type="hidden" name="next" value={next} />
      <Field
        name="username"
        label="User name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={state.username}
        required
      />
      <Field
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        required
      />
      <SubmitButton pendingText="Signing in…">Sign in</SubmitButton>
    </form>
  );
}
