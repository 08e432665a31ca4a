'use client';

import { ErrorNotice, type ErrorNoticeProps } from '@/observability/error-notice';

/** Shown in place of a page that failed. */
export default function ErrorPage({ error, retry }: ErrorNoticeProps) {
  return <ErrorNotice error={error} retry={retry} />;
}
