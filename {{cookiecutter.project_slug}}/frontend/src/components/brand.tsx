import Link from 'next/link';

import styles from './brand.module.css';

/** The service's mark and name, leading to the start page. */
export function Brand({ name }: { name: string }) {
  return (
    <Link href="/" prefetch={false} className={styles.brand}>
      <svg className={styles.mark} viewBox="0 0 32 32" aria-hidden="true">
        <rect className={styles.ground} width="32" height="32" rx="9" />
        <path className={styles.cross} d="M16 9.5v13M9.5 16h13" />
      </svg>
      {name}
    </Link>
  );
}
