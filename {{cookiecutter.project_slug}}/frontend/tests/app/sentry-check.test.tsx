import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { CheckCard } from '@/app/sentry-check/check-card';
import { CHECKS } from '@/app/sentry-check/checks';
import { handOver, NOTE_COOKIE, packed, unpacked } from '@/app/sentry-check/note-cookie';

describe('the checks', () => {
  it('have buttons with names of their own that begin with what they show', () => {
    CHECKS.forEach((check) => {
      render(<CheckCard check={check} result={undefined} run={() => undefined} />);
    });
    const names = screen.getAllByRole('button', { name: /^Make it fail: ./ });
    expect(names).toHaveLength(CHECKS.length);
    expect(new Set(names.map((one) => one.textContent)).size).toBe(CHECKS.length);
  });
});

describe('the note', () => {
  it.each(['Zephyra Quillon, 4711; "x"', '', 'Ünal 😀 — \u0000', '😀'.repeat(250)])(
    'of %j comes back as it was, in a cookie that fits',
    (note) => {
      expect(unpacked(packed(note))).toBe(note);
      expect(packed(note)).toMatch(/^[A-Za-z0-9+/=]*$/);
      expect(packed(note).length).toBeLessThan(2000);
    },
  );

  it('is empty where the cookie is none of ours', () => {
    expect(unpacked('%')).toBe('');
    expect(unpacked()).toBe('');
  });

  it('is handed over without an address', () => {
    window.history.replaceState(null, '', '/sentry-check');
    handOver('Zephyra Quillon');
    expect(document.cookie).toContain(`${NOTE_COOKIE}=${packed('Zephyra Quillon')}`);
    expect(window.location.href).not.toContain('Zephyra');
  });
});
