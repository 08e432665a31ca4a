'use client';

import Form from 'next/form';
import { useEffect, useRef } from 'react';

import { Button, ButtonLink } from '@/components/button';
import { Field, Select } from '@/components/field';

import { PATIENT_STATUS } from './display';
import styles from './patient-filter.module.css';

const OPTIONS = [
  { value: '', label: 'Any status' },
  ...Object.entries(PATIENT_STATUS).map(([value, { label }]) => ({ value, label })),
];

type PatientFilterProps = { search: string; status: string; isFiltered: boolean };

/** Search and status as a GET form: what is listed has an address, so that reloading and going back work. */
export function PatientFilter({ search, status, isFiltered }: PatientFilterProps) {
  const form = useRef<HTMLFormElement>(null);

  // "Clear" and the browser's back button change the address: the fields must say what is listed, and keep the focus.
  useEffect(() => {
    const fields = form.current?.elements;
    (fields?.namedItem('search') as HTMLInputElement).value = search;
    (fields?.namedItem('status') as HTMLSelectElement).value = status;
  }, [search, status]);

  return (
    <Form ref={form} action="/patients" role="search" className={styles.filter}>
      <Field
        name="search"
        label="Search"
        type="search"
        placeholder="Name or MRN"
        autoComplete="off"
        defaultValue={search}
      />
      <Select name="status" label="Status" options={OPTIONS} defaultValue={status} />
      <div className={styles.buttons}>
        <Button type="submit">Search</Button>
        {isFiltered && (
          <ButtonLink look="quiet" href="/patients">
            Clear
          </ButtonLink>
        )}
      </div>
    </Form>
  );
}
