'use client';

import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';

import { Field } from '@/components/field';

import { failInAction, failInApi } from './actions';
import { CheckCard } from './check-card';
import { type CheckName, CHECKS, type Result } from './checks';
import { beginTrace, newEventId, nextSentEventId } from './event-id';
import { LONGEST_NOTE, messageOf } from './failure';
import { handOver } from './note-cookie';
import { FailingRender } from './render-check';
import styles from './sentry-check.module.css';

const OFF = 'Nothing was sent: telemetry is off here, or the event was refused.';

/** A note, eight buttons, and what each led to. `children` is the slot where pages fail. */
export function CheckPanel({ children }: { children: ReactNode }) {
  const router = useRouter();
  const pathname = usePathname();
  const [note, setNote] = useState('');
  const [failingRender, setFailingRender] = useState<string>();
  const [results, setResults] = useState<Partial<Record<CheckName, Result>>>({});

  const show = (name: CheckName, result: Result) =>
    setResults((before) => ({ ...before, [name]: result }));
  const showId = (name: CheckName, eventId: string) =>
    show(name, eventId === '' ? { state: 'nothing', why: OFF } : { state: 'done', eventId });

  /** Shows the id of the event that the browser is about to send by itself. */
  function watch(name: CheckName) {
    void nextSentEventId().then((id) => showId(name, id));
  }

  async function ask(name: 'route-handler' | 'server-action') {
    const eventId = newEventId();
    try {
      if (name === 'server-action') {
        await failInAction(eventId, note);
      } else {
        await fetch('/sentry-check/route-handler', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ event_id: eventId, note }),
        });
      }
    } catch {
      // The failure is what was asked for; the server has captured it.
    }
    show(name, { state: 'done', eventId });
  }

  async function askApi(name: 'django' | 'drf' | 'celery') {
    try {
      showId(name, await failInApi(name, note));
    } catch {
      show(name, { state: 'nothing', why: 'The API cannot be reached.' });
    }
  }

  function run(name: CheckName) {
    show(name, { state: 'running' });
    if (name !== 'server-component') {
      beginTrace(pathname);
    }
    switch (name) {
      case 'browser':
        watch(name);
        throw new Error(messageOf('browser event handler', newEventId(), note));
      case 'render':
        watch(name);
        if (pathname !== '/sentry-check') {
          router.push('/sentry-check');
        }
        setFailingRender(messageOf('client render', newEventId(), note));
        // What failed stays until "Try again", which then succeeds.
        setTimeout(() => setFailingRender(undefined), 1000);
        return;
      case 'server-component': {
        const eventId = newEventId();
        // What is typed never stands in an address: those are kept, logged and shared.
        handOver(note);
        router.push(`/sentry-check/server-component?event_id=${eventId}`);
        show(name, { state: 'done', eventId });
        return;
      }
      case 'server-action':
      case 'route-handler':
        void ask(name);
        return;
      default:
        void askApi(name);
    }
  }

  return (
    <>
      <Field
        name="note"
        label="Note"
        hint="Goes into each error’s message, to show that text does not leave. Invent something; never a real patient."
        maxLength={LONGEST_NOTE}
        autoComplete="off"
        required={false}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <ul className={styles.checks}>
        {CHECKS.map((check) => (
          <CheckCard key={check.name} check={check} result={results[check.name]} run={run} />
        ))}
      </ul>
      <FailingRender value={failingRender}>{children}</FailingRender>
    </>
  );
}
