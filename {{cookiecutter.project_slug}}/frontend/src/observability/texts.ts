/**
 * The gate's only way to the PHI engine: a text goes in, what of it may leave comes out. Server only.
 *
 * Closed when broken: whatever fails, and whatever is too much, becomes `[text]`. Texts are cut
 * after they are scrubbed, so that no cut goes through an identifier. The twin of
 * `backend/observability/texts.py`.
 */
import type { Policy } from '@/phi/policy';
import { scrubText } from '@/phi/text';

import { MARK_TEXT, type Says } from './parts';
import { withoutValues } from './statements';

const CUT = '…';
export const LONGEST = 2048; // characters of one text that leave
const WINDOW = 8192; // characters of one text that are looked at
/** What may be left of an identifier that the window's edge went through. */
const EDGE = 64;
const LONGEST_MARK = 16;
const BEHIND = /[?#;]|%3[FfBb]|%23/;
const USER = /^([^/]*:\/\/)[^/]*@/;
/** Characters of one envelope that are looked at; an error with all that Sentry keeps has 40 000. */
const BUDGET = 400_000;

/**
 * The texts of one envelope.
 *
 * @param policy what to scrub by; undefined: every text is `[text]`.
 * @param budget the characters in all.
 */
export function textsOf(policy: Policy | undefined, budget = BUDGET): Says {
  let left = budget;

  function scrubbed(given: string, longest: number): string {
    const seen = given.slice(0, WINDOW);
    left -= seen.length;
    if (policy === undefined || left < 0) {
      return MARK_TEXT;
    }
    let clean: string;
    try {
      clean = scrubText(seen, policy);
    } catch {
      return MARK_TEXT;
    }
    if (given.length > WINDOW) {
      clean = clean.slice(0, -EDGE) + CUT;
    }
    return clean.length <= longest ? clean : cut(clean, longest);
  }

  return {
    text: (given, longest = LONGEST) => scrubbed(given, longest),
    statement: (given, longest = LONGEST) => scrubbed(withoutValues(given), longest),
    url(given, longest = LONGEST) {
      return policy === undefined ? undefined : scrubbed(bare(given), longest) || undefined;
    },
  };
}

/** Scheme, host and path: never query, fragment, parameters and user. */
function bare(url: string): string {
  const [path = ''] = url.slice(0, WINDOW).split(BEHIND, 1);
  return path.replace(USER, (_found, scheme: string) => scheme);
}

function cut(text: string, longest: number): string {
  const shown = text.slice(0, longest - 1);
  const opened = shown.lastIndexOf('[');
  // No half of a mark.
  const half = opened > shown.lastIndexOf(']') && shown.length - opened < LONGEST_MARK;
  return (half ? shown.slice(0, opened) : shown) + CUT;
}
