'use client';

import * as Sentry from '@sentry/nextjs';
import { useEffect, useState } from 'react';

import type { Person } from './person';
import { callBack, findSlot, notesOf, planOf, sinceWhen, WhoWaits } from './waiting';

interface Desk {
  /** Events as the SDK made them. */
  before: unknown[];
  /** What the board shall do next, as if somebody had pressed a button. */
  press: (what: string, person: Person) => void;
}

/** Who waits, and what can be done for them. */
export function Board() {
  const [shown, show] = useState<Person>();
  useEffect(() => {
    const desk: Desk = {
      before: [],
      press(what, person) {
        const actions: Record<string, () => unknown> = {
          plan: () => planOf(person),
          'call back': () => callBack(person),
          since: () => sinceWhen(person),
          notes: () => notesOf(person),
          'who waits': () => show(person),
          slot: () => findSlot(person),
        };
        setTimeout(() => void actions[what]?.());
      },
    };
    Sentry.getClient()?.on('beforeSendEvent', (event) => desk.before.push(event));
    Object.assign(window, { desk });
  }, []);
  return shown ? <WhoWaits person={shown} /> : <p>Nobody waits.</p>;
}
