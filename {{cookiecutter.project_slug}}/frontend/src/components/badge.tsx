import type { ReactNode } from 'react';

import styles from './badge.module.css';
import { classNames } from './class-names';

export type Tone = 'good' | 'warn' | 'bad' | 'neutral' | 'accent';

/** A state in one or two words; the words say it, the colour only helps. */
export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={classNames(styles.badge, styles[tone])}>{children}</span>;
}
