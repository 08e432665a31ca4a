/**
 * Numbers that are spoken digit by digit: `five five five, one two three four`.
 *
 * Each of the words is one of programs, so that each may stand; three of them in a row are a number.
 * The twin of `backend/phi/spoken.py`.
 */

const WORDS = 'zero one two three four five six seven eight nine oh double triple'.split(' ');
const IN_ANY_CASE: ReadonlySet<string> = new Set(
  WORDS.flatMap((word) => [
    word,
    `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
    word.toUpperCase(),
  ]),
);
const LETTER = 'A-Za-z0-9_\\u0080-\\uffff';
const ONE = `(?:${WORDS.join('|')})`;
const RUN = new RegExp(`(?<![${LETTER}])${ONE}(?:[ \\t,./_-]{1,3}${ONE}){2,}(?![${LETTER}])`, 'gi');
const FEWEST = 3;

/** Whether the token is a digit's word. */
export const mayBeSpoken = (token: string): boolean => IN_ANY_CASE.has(token);

/** Whether so many parts of one token are digits' words. */
export function isSpoken(parts: readonly string[]): boolean {
  return parts.filter((part) => IN_ANY_CASE.has(part.toLowerCase())).length >= FEWEST;
}

/** `text` with a mark for each number that is spoken. */
export function withoutSpoken(text: string): string {
  return text.replace(RUN, '[number]');
}
