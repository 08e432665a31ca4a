'use client';

import { useReference } from '@/observability/reference';

import styles from './reference.module.css';

/** The number to tell support; nothing when telemetry is off. */
export function Reference() {
  const reference = useReference();
  return (
    reference && (
      <p className={styles.reference}>
        Reference: <code>{reference}</code>
      </p>
    )
  );
}
