import type { Session } from '@/api/types';

import { Brand } from './brand';
import styles from './header.module.css';
import { Navigation } from './navigation';
import { SubmitButton } from './submit-button';

type HeaderProps = { service: string; user: Session; signOut: () => Promise<void> };

/** Top of every page behind sign-in: where one is, who one is, the way out. */
export function Header({ service, user, signOut }: HeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <Brand name={service} />
        <Navigation />
        <div className={styles.user}>
          <div className={styles.who}>
            <span className={styles.name}>{user.display_name}</span>
            <span className={styles.clinic}>{user.clinic.name}</span>
          </div>
          <form action={signOut}>
            <SubmitButton look="secondary" pendingText="Signing out…">
              Sign out
            </SubmitButton>
          </form>
        </div>
      </div>
    </header>
  );
}
