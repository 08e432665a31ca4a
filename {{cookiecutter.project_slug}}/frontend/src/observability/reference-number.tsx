'use client';

import { useReference } from './reference';
import styles from './reference-number.module.css';

/** The number to read to support, when there is one. */
export function ReferenceNumber() {
  const reference = useReference();
  if (reference === '') {
    return null;
  }
  return (
    <dl className={styles.reference}>
      <dt>Reference number</dt>
      <dd data-reference={reference}>{reference}</dd>
    </dl>
  );
}
