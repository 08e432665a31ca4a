import { ButtonLink } from './button';
import styles from './pagination.module.css';

type PaginationProps = {
  /** What the list is of, for people who hear the page: "Patients". */
  label: string;
  count: number;
  page: number;
  pageSize: number;
  /** The address of another page. */
  href: (page: number) => string;
};

/** Where one is in a long list, and the way to its neighbours. Nothing when one page holds it all. */
export function Pagination({ label, count, page, pageSize, href }: PaginationProps) {
  const pages = Math.max(1, Math.ceil(count / pageSize));
  if (pages === 1) {
    return null;
  }
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(count, page * pageSize);
  return (
    <nav className={styles.pagination} aria-label={`${label}, pages`}>
      <p className={styles.summary}>
        {first}–{last} of {count}
      </p>
      <div className={styles.links}>
        {page > 1 && (
          <ButtonLink look="secondary" href={href(page - 1)} rel="prev">
            Previous
          </ButtonLink>
        )}
        {page < pages && (
          <ButtonLink look="secondary" href={href(page + 1)} rel="next">
            Next
          </ButtonLink>
        )}
      </div>
    </nav>
  );
}
