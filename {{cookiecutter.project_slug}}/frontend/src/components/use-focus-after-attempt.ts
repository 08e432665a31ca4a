'use client';

import { type RefObject, useEffect } from 'react';

/** After a failed attempt, moves the focus to the first control of the form that matches. */
export function useFocusAfterAttempt(
  form: RefObject<HTMLFormElement | null>,
  attempt: number,
  selector: string,
): void {
  useEffect(() => {
    if (attempt > 0) {
      form.current?.querySelector<HTMLElement>(selector)?.focus();
    }
  }, [form, attempt, selector]);
}
