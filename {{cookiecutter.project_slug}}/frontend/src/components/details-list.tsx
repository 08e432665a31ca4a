import type { ReactNode } from 'react';

import styles from './details-list.module.css';

export type Detail = { term: string; value: ReactNode };

/** Facts about one thing; an empty one shows a dash. */
export function DetailsList({ details }: { details: readonly Detail[] }) {
  return (
    <dl className={styles.list}>
      {details.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value || '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
