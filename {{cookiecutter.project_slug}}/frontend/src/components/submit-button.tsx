'use client';

import type { ComponentProps, MouseEvent } from 'react';
import { useFormStatus } from 'react-dom';

import { Button } from './button';

type SubmitButtonProps = ComponentProps<typeof Button> & { pendingText: string };

/** Submits its form, once: while the action runs it stays focusable but does nothing. */
export function SubmitButton({ children, pendingText, ...rest }: SubmitButtonProps) {
  const { pending } = useFormStatus();
  const swallow = (event: MouseEvent) => {
    if (pending) {
      event.preventDefault();
    }
  };
  return (
    <Button type="submit" aria-disabled={pending} onClick={swallow} {...rest}>
      {pending ? pendingText : children}
    </Button>
  );
}
