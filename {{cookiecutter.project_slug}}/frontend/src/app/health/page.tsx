import type { Metadata } from 'next';
import Link from 'next/link';

import { type ApiHealth, readApiHealth } from '@/api/health';
import { currentUser } from '@/api/session';
import type { Session } from '@/api/types';
import { Alert } from '@/components/alert';
import { Badge } from '@/components/badge';
import { Brand } from '@/components/brand';
import { ButtonLink } from '@/components/button';
import { Card } from '@/components/card';
import { Header } from '@/components/header';
import { Page } from '@/components/page';
import { shared } from '@/observability/server';
import { readService } from '@/service';

import { signOut } from '../sign-in/actions';
import styles from './page.module.css';

export const metadata: Metadata = { title: 'Health' };

const API_STATE = {
  ready: { label: 'Up', tone: 'good' },
  'not ready': { label: 'Not ready', tone: 'warn' },
  unreachable: { label: 'Down', tone: 'bad' },
} as const;

const CHECK_LABELS: Record<string, string> = { database: 'Database', broker: 'Task queue' };

/** Whether everything is up, for people; probes ask /healthz. Open to all, as it is needed when signing in fails. */
export default async function HealthPage() {
  const api = await readApiHealth();
  const user = await knownUser(api);
  const service = readService().name;
  return (
    <>
      {user ? (
        <Header service={service} user={user} signOut={signOut} />
      ) : (
        <header className={styles.bar}>
          <Brand name={service} />
        </header>
      )}
      <Page
        title="Health"
        width="narrow"
        actions={
          <ButtonLink look="secondary" href="/health" prefetch={false}>
            Check again
          </ButtonLink>
        }
      >
        <Summary api={api} />
        <PolicyNotice api={api} />
        <Card>
          <ul className={styles.list}>
            <li>
              <span>Web</span>
              <Badge tone="good">Up</Badge>
            </li>
            <li>
              <span>API</span>
              <Badge tone={API_STATE[api.state].tone}>{API_STATE[api.state].label}</Badge>
            </li>
            {api.checks.map(({ name, ok }) => (
              <li key={name}>
                <span>{CHECK_LABELS[name]}</span>
                <Badge tone={ok ? 'good' : 'bad'}>{ok ? 'Up' : 'Down'}</Badge>
              </li>
            ))}
          </ul>
        </Card>
        {!user && (
          <p>
            <Link href="/">Back to the start page</Link>
          </p>
        )}
      </Page>
    </>
  );
}

/** Who is signed in, as far as one can know it: this page must not fail. */
async function knownUser(api: ApiHealth): Promise<Session | null> {
  if (api.state === 'unreachable') {
    return null;
  }
  return currentUser().catch(() => null);
}

function Summary({ api }: { api: ApiHealth }) {
  return api.state === 'ready' ? (
    <Alert tone="good" title="Everything is up." />
  ) : (
    <Alert tone="bad" title="Not everything is up.">
      Patients cannot be shown or saved right now. Nothing that was saved is lost.
    </Alert>
  );
}

/** Both halves of the service must hold the same telemetry policy. */
function PolicyNotice({ api }: { api: ApiHealth }) {
  if (api.state === 'unreachable' || api.policy === (shared().policyHash ?? undefined)) {
    return null;
  }
  return (
    <Alert tone="bad" title="Web and API hold different telemetry policies.">
      Deploy both from the same version, so that phi/policy.json is the same file.
    </Alert>
  );
}
