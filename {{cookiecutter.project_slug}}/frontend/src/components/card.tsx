import type { ReactNode } from 'react';

import styles from './card.module.css';

type CardProps = { title?: string; id?: string; children: ReactNode };

/** A framed part of a page. With a title it is a region of that name. */
export function Card({ title, id, children }: CardProps) {
  if (title === undefined) {
    return <div className={styles.card}>{children}</div>;
  }
  const titleId = `${id ?? title.toLowerCase().replace(/[^a-z]+/g, '-')}-title`;
  return (
    <section className={styles.card} aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {children}
    </section>
  );
}
