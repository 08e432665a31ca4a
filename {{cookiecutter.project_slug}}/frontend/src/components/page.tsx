import type { ReactNode } from 'react';

import { classNames } from './class-names';
import styles from './page.module.css';

type PageProps = {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  width?: 'full' | 'narrow';
  children: ReactNode;
};

/** The main part of every page: its heading, what one can do, and the content. */
export function Page({ title, lead, actions, width = 'full', children }: PageProps) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className={classNames(styles.page, width === 'narrow' && styles.narrow)}
    >
      <div className={styles.head}>
        <div className={styles.titles}>
          <h1>{title}</h1>
          {lead && <div className={styles.lead}>{lead}</div>}
        </div>
        {actions}
      </div>
      {children}
    </main>
  );
}
