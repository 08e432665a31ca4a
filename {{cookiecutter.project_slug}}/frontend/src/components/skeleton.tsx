import styles from './skeleton.module.css';
import { VisuallyHidden } from './visually-hidden';

/** Holds the place of what is being loaded. */
export function Skeleton({ label, lines = 5 }: { label: string; lines?: number }) {
  return (
    <div role="status" className={styles.skeleton}>
      <VisuallyHidden>{label}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={styles.line} aria-hidden="true" />
      ))}
    </div>
  );
}
