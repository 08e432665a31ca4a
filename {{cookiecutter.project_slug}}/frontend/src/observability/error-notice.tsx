'use client';

import * as Sentry from '@sentry/nextjs';
import { useEffect } from 'react';

import { Button } from '@/components/button';
import { Card } from '@/components/card';
import { Page } from '@/components/page';

import styles from './error-notice.module.css';
import { ReferenceNumber } from './reference-number';
import { isBrowsersOwn } from './server-error';

export interface ErrorNoticeProps {
  error: Error & { digest?: string };
  retry: () => void;
}

/**
 * What people see when a page failed: never the error's own text, which may quote what was typed.
 * Captures the error unless the server already has.
 */
export function ErrorNotice({ error, retry }: ErrorNoticeProps) {
  useEffect(() => {
    if (isBrowsersOwn(error)) {
      Sentry.captureException(error, {
        mechanism: { type: 'auto.function.react.error_boundary', handled: true },
      });
    }
  }, [error]);
  return (
    <Page
      title="Something went wrong"
      lead="The page could not be shown. Please try again."
      width="narrow"
    >
      <Card>
        <p>If it happens again, tell support this number. It helps to find what failed.</p>
        <ReferenceNumber />
        <div className={styles.actions}>
          <Button onClick={retry}>Try again</Button>
        </div>
      </Card>
    </Page>
  );
}
