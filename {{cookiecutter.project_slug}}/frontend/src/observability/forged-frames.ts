/** Finds what an error's own text adds to its stack. */

/** What the SDK's stack parsers look at of one line. */
const LONGEST_LINE = 1024;
const LINE_NUMBER = /:0*([0-9]{1,9})/g;

/**
 * The line numbers that a stack parser could read in an error's name and message.
 *
 * Engines write both at the head of the stack, so a message of `…\n at Mary (file.js:12:3)` becomes
 * a frame like any other. Each such frame has its number from the text.
 */
export function linesNamedIn(...texts: readonly unknown[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const text of texts) {
    for (const line of typeof text === 'string' ? text.split('\n') : []) {
      if (line.includes('at ') || line.includes('@')) {
        for (const [, digits] of line.slice(0, LONGEST_LINE).matchAll(LINE_NUMBER)) {
          found.add(Number(digits));
        }
      }
    }
  }
  return found;
}
