import type { Metadata } from 'next';
import Link from 'next/link';

import { Alert } from '@/components/alert';
import { Brand } from '@/components/brand';
import { Card } from '@/components/card';
import { returnPath, searchParam } from '@/routes';
import { readService } from '@/service';

import { signIn } from './actions';
import styles from './page.module.css';
import { SignInForm } from './sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The way in. */
export default async function SignInPage({ searchParams }: Props) {
  const { next, reason } = await searchParams;
  const service = readService();
  return (
    <main id="main" tabIndex={-1} className={styles.page}>
      <div className={styles.panel}>
        <div className={styles.head}>
          <Brand name={service.name} />
          <div className={styles.titles}>
            <h1>Sign in</h1>
            {service.description && <p className={styles.lead}>{service.description}</p>}
          </div>
        </div>
        {searchParam(reason) === 'expired' && (
          <Alert tone="info" title="Your session has ended. Please sign in again." />
        )}
        <Card>
          <SignInForm action={signIn} next={returnPath(searchParam(next))} />
        </Card>
        <p className={styles.foot}>
          Trouble signing in?{' '}
          <Link href="/health" className={styles.link}>
            See whether everything is up
          </Link>
          .
        </p>
      </div>
    </main>
  );
}
