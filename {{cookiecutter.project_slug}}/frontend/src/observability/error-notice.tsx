'use client';

import * as Sentry from '@sentry/nextjs';
import { useEffect } from 'react';

import { Button, ButtonLink } from '@/components/button';
import { Card } from '@/components/card';
import { Page } from '@/components/page';

import styles from './error-notice.module.css';
import { ReferenceNumber } from './reference-number';
import { isBrowsersOwn } from './server-error';

export interface ErrorNoticeProps {
  error: Error & { digest?: string };
  retry: () => void;
}

const TITLE = 'Something went wrong';

/** What people see in place of a page that failed. */
export function ErrorNotice(props: ErrorNoticeProps) {
  return (
    <Page title={TITLE} lead="The page could not be shown. Please try again." width="narrow">
      <ErrorCard {...props} />
    </Page>
  );
}

/** The same for a part of a page, with a title of its own. */
export function ErrorPart(props: ErrorNoticeProps) {
  return <ErrorCard {...props} title={TITLE} />;
}

/**
 * The reference number and another try; never the error's own text, which may quote what was typed.
 * Captures the error unless the server already has.
 */
function ErrorCard({ error, retry, title }: ErrorNoticeProps & { title?: string }) {
  useEffect(() => {
    if (isBrowsersOwn(error)) {
      Sentry.captureException(error, {
        mechanism: { type: 'auto.function.react.error_boundary', handled: true },
      });
    }
  }, [error]);
  return (
    <Card title={title}>
      <p>If it happens again, tell support this number. It helps to find what failed.</p>
      <ReferenceNumber />
      <div className={styles.ways}>
        <Button onClick={retry}>Try again</Button>
        <ButtonLink look="secondary" href="/" prefetch={false}>
          Back to the start page
        </ButtonLink>
      </div>
    </Card>
  );
}
