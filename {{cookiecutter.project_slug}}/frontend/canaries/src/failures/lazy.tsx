'use client';

/** A chunk of its own, which the harness does not let through. */
export default function Lazy() {
  return 'loaded';
}
