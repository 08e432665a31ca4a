import type { Metadata } from 'next';
import type { ReactNode } from 'react';

import { Brand } from '@/components/brand';
import { Page } from '@/components/page';
import { readService } from '@/service';

import { requireSentryCheck } from './allowed';
import { CheckPanel } from './check-panel';
import styles from './sentry-check.module.css';

export const metadata: Metadata = { title: 'Sentry check' };

/** Off in production; elsewhere for people who are signed in, or for everybody in DEBUG. */
export default async function SentryCheckLayout({ children }: { children: ReactNode }) {
  await requireSentryCheck();
  return (
    <>
      <header className={styles.bar}>
        <Brand name={readService().name} />
      </header>
      <Page
        title="Sentry check"
        lead="Each button makes one real error. Look for the event id in Sentry or the local viewer: it must be there exactly once, and the note must not."
      >
        <CheckPanel>{children}</CheckPanel>
      </Page>
    </>
  );
}
