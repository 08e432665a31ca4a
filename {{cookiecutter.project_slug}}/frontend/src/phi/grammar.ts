/**
 * The patterns that a policy may bring: those that Python and JavaScript read alike, in short time.
 *
 * The same grammar as the template's question for record numbers: literals, escaped punctuation,
 * character classes, `?`, `{m}` and `{m,n}`; no groups, no alternatives, no unbounded repetition.
 * The twin of `backend/phi/grammar.py`.
 */

export const ACCEPTED =
  'literals, \\ before punctuation, [classes], ?, {m} and {m,n}; ' +
  '1 to 64 characters, few of them variable';
const LONGEST = 64;
/** Ways to match the same text; each costs time at every place where the pattern nearly fits. */
const MOST_WAYS = 1000;
const PIECE =
  '(?:[A-Za-z0-9 _/#:,-]|\\\\[\\\\/^$.*+?()\\[\\]{}|]' +
  '|\\[(?!\\]|--)-?(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|[A-Za-z0-9 _/#:,.]|\\\\[\\\\[\\]^-])*-?\\])' +
  '(?:(\\?)|\\{([0-9]{1,2})(?:,([0-9]{1,2}))?\\})?';
const PIECES = new RegExp(`^(?:${PIECE})+$`);
const EACH = new RegExp(PIECE, 'g');

/** Whether a pattern needs a character, ends within 64, and never backtracks far. */
export function isSafe(pattern: string): boolean {
  if (!PIECES.test(pattern)) {
    return false;
  }
  let [shortest, longest, ways] = [0, 0, 1];
  for (const [, optional, lowest, highest] of pattern.matchAll(EACH)) {
    const low = optional ? 0 : Number(lowest ?? 1);
    const high = optional ? 1 : Number(highest ?? low);
    if (high < Math.max(low, 1)) {
      return false;
    }
    shortest += low;
    longest += high;
    ways *= high - low + 1;
  }
  try {
    new RegExp(pattern);
  } catch {
    return false; // a range such as [9-0]
  }
  return shortest > 0 && longest <= LONGEST && ways <= MOST_WAYS;
}
