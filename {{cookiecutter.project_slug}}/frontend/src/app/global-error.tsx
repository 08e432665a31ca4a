'use client';

import './globals.css';

import { ErrorNotice, type ErrorNoticeProps } from '@/observability/error-notice';

/** Shown when the root layout itself failed: a document of its own. */
export default function GlobalError({ error }: { error: ErrorNoticeProps['error'] }) {
  return (
    <html lang="en">
      <head>
        <title>Something went wrong</title>
        <meta name="color-scheme" content="light dark" />
      </head>
      <body>
        <ErrorNotice error={error} retry={() => window.location.reload()} />
      </body>
    </html>
  );
}
