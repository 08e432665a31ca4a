import type { ReactNode } from 'react';

import styles from './empty-state.module.css';

type EmptyStateProps = { title: string; children?: ReactNode; action?: ReactNode };

/** What stands where a list would be. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {children && <p className={styles.text}>{children}</p>}
      {action}
    </div>
  );
}
