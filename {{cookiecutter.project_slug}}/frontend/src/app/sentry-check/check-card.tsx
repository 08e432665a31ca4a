import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { VisuallyHidden } from '@/components/visually-hidden';

import type { CheckName, CHECKS, Result } from './checks';
import styles from './sentry-check.module.css';

type CheckCardProps = {
  check: (typeof CHECKS)[number];
  result: Result | undefined;
  run: (name: CheckName) => void;
};

/** One check: its button, and what it led to. */
export function CheckCard({ check: { name, title, runtime }, result, run }: CheckCardProps) {
  return (
    <li className={styles.check}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <Badge tone="neutral">{runtime}</Badge>
      </div>
      <Button look="secondary" data-check={name} onClick={() => run(name)}>
        <span>
          Make it fail<VisuallyHidden>: {title}</VisuallyHidden>
        </span>
      </Button>
      <p className={styles.result} aria-live="polite">
        <Outcome result={result} />
      </p>
    </li>
  );
}

function Outcome({ result }: { result: Result | undefined }) {
  switch (result?.state) {
    case undefined:
      return 'Not tried yet.';
    case 'running':
      return 'Waiting…';
    case 'nothing':
      return result.why;
    case 'done':
      return (
        <>
          Look for event <code data-event-id={result.eventId}>{result.eventId}</code>
        </>
      );
  }
}
