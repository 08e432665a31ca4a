'use client';

import { useActionState, useEffect, useRef } from 'react';

import { Alert } from '@/components/alert';
import { ButtonLink } from '@/components/button';
import { Card } from '@/components/card';
import { Field, type Option, Select, TextArea } from '@/components/field';
import { Reference } from '@/components/reference';
import { SubmitButton } from '@/components/submit-button';
import { useFocusAfterAttempt } from '@/components/use-focus-after-attempt';

import { PATIENT_STATUS } from './display';
import styles from './patient-form.module.css';
import { EMPTY_PATIENT_FORM, type PatientField, type PatientFormState } from './patient-form-state';
import { reportRefused } from './refused';

const STATUSES: readonly Option[] = Object.entries(PATIENT_STATUS).map(([value, { label }]) => ({
  value,
  label,
}));

type PatientFormProps = {
  action: (state: PatientFormState, form: FormData) => Promise<PatientFormState>;
  doctors: readonly Option[];
  /** Whether to ask for SSN and notes. */
  clinical: boolean;
};

/** A new patient. After a failed attempt what was typed is still there and the first wrong field has the focus. */
export function PatientForm({ action, doctors, clinical }: PatientFormProps) {
  const [state, submit] = useActionState(action, EMPTY_PATIENT_FORM);
  const form = useRef<HTMLFormElement>(null);
  const someFieldIsWrong = Object.keys(state.errors).length > 0;
  useFocusAfterAttempt(
    form,
    state.attempt,
    someFieldIsWrong ? '[aria-invalid=true]' : '[role=alert]',
  );

  // Each attempt has errors of its own, so each is reported once.
  useEffect(() => reportRefused(Object.keys(state.errors)), [state.errors]);

  const field = (name: PatientField) => ({
    name,
    defaultValue: state.values[name],
    errors: state.errors[name],
  });
  // React resets a form after its action, but a select only to its very first value: a new key makes it anew.
  const select = (name: PatientField) => ({ ...field(name), key: `${name} ${state.attempt}` });
  const { key: doctorKey, ...doctor } = select('assigned_doctor_id');
  const { key: statusKey, ...status } = select('status');

  return (
    <form ref={form} action={submit} noValidate className={styles.form}>
      <Problems state={state} />
      <Card>
        <fieldset className={styles.group}>
          <legend>Person</legend>
          <div className={styles.pair}>
            <Field {...field('first_name')} label="First name" autoComplete="off" required />
            <Field {...field('last_name')} label="Last name" autoComplete="off" required />
          </div>
          <div className={styles.pair}>
            <Field {...field('date_of_birth')} label="Date of birth" type="date" required />
            <Select {...status} key={statusKey} label="Status" options={STATUSES} />
          </div>
        </fieldset>
        <fieldset className={styles.group}>
          <legend>Identifiers</legend>
          <div className={styles.pair}>
            <Field
              {...field('mrn')}
              label="MRN"
              hint="Medical record number"
              autoComplete="off"
              required
            />
            {clinical && (
              <Field
                {...field('ssn')}
                label="SSN"
                hint="As NNN-NN-NNNN"
                inputMode="numeric"
                autoComplete="off"
                required={false}
              />
            )}
          </div>
        </fieldset>
        <fieldset className={styles.group}>
          <legend>Contact</legend>
          <div className={styles.pair}>
            <Field
              {...field('phone')}
              label="Phone"
              type="tel"
              autoComplete="off"
              required={false}
            />
            <Field
              {...field('email')}
              label="E-mail"
              type="email"
              autoComplete="off"
              required={false}
            />
          </div>
        </fieldset>
        <fieldset className={styles.group}>
          <legend>Care</legend>
          <Select
            {...doctor}
            key={doctorKey}
            label="Doctor"
            options={[{ value: '', label: 'Not assigned yet' }, ...doctors]}
            required={false}
          />
          {clinical && <TextArea {...field('notes')} label="Notes" rows={4} required={false} />}
        </fieldset>
        <div className={styles.buttons}>
          <SubmitButton pendingText="Saving…">Save patient</SubmitButton>
          <ButtonLink look="secondary" href="/patients">
            Cancel
          </ButtonLink>
        </div>
      </Card>
    </form>
  );
}

/** Says above the form what the attempt came to. */
function Problems({ state }: { state: PatientFormState }) {
  const wrong = Object.keys(state.errors).length;
  if (wrong === 0 && state.problems.length === 0 && !state.apiFailed) {
    return null;
  }
  return (
    // A new key makes screen readers say it again after each attempt.
    <Alert key={state.attempt} tone="bad" title="The patient was not saved.">
      {wrong > 0 && (
        <p>{wrong === 1 ? 'One field needs' : `${wrong} fields need`} your attention.</p>
      )}
      {state.problems.map((problem) => (
        <p key={problem}>{problem}</p>
      ))}
      {state.apiFailed && (
        <>
          <p>The server could not do it. What you typed is still here: try again in a moment.</p>
          <Reference />
        </>
      )}
    </Alert>
  );
}
