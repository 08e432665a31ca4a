/** How the note reaches the server component: in a cookie of a minute, which no address and no log shows. */
export const NOTE_COOKIE = 'sentry-check-note';

/** Leaves the note for the page that is asked for next. */
export function handOver(note: string): void {
  document.cookie = `${NOTE_COOKIE}=${packed(note)}; Path=/sentry-check; Max-Age=60; SameSite=Strict`;
}

/** The note as letters that a cookie may hold, shorter than percent signs: it has to fit 4 kB. */
export function packed(note: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(note)));
}

/** What was packed; empty for what is no packed note. */
export function unpacked(cookie = ''): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(cookie), (one) => one.charCodeAt(0)));
  } catch {
    return '';
  }
}
