import type { ReactNode } from 'react';

import styles from './alert.module.css';
import { classNames } from './class-names';

type AlertProps = { tone: 'bad' | 'info' | 'good'; title: string; children?: ReactNode };

/** A message about the whole page or form. Bad news interrupts a screen reader, other news waits. */
export function Alert({ tone, title, children }: AlertProps) {
  return (
    <div
      // A form may put the focus here.
      tabIndex={tone === 'bad' ? -1 : undefined}
      role={tone === 'bad' ? 'alert' : 'status'}
      className={classNames(styles.alert, styles[tone])}
    >
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.body}>{children}</div>}
    </div>
  );
}
