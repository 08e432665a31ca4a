'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

import styles from './navigation.module.css';

const PLACES = [
  { href: '/patients', label: 'Patients' },
  { href: '/patients/new', label: 'New patient' },
  { href: '/health', label: 'Health' },
];

/** The most specific place that the path lies in. */
export function currentPlace(path: string): string | undefined {
  return PLACES.map(({ href }) => href)
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** The main navigation. */
export function Navigation() {
  const current = currentPlace(usePathname());
  return (
    <nav aria-label="Main">
      <ul className={styles.list}>
        {PLACES.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              className={styles.link}
              aria-current={href === current ? 'page' : undefined}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
