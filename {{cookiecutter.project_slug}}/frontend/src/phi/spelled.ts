/** Dates in words and brackets: shapes that more than one rule reads. The twin of `backend/phi/spelled.py`. */
const BRACKET = /[[\]{}()]/g;
const MONTH =
  '(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec' +
  '|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[a-zA-Z]{0,6}\\.?';
export const DATE_IN_WORDS =
  '(?:(?:[Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un)[a-z]{0,6},? )?' +
  `(?:[0-9]{1,2}(?:st|nd|rd|th|\\.)?[ -](?:of )?${MONTH}[ ,-]{1,2}[0-9]{2,4}` +
  `|${MONTH} [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}` +
  `|${MONTH},? [0-9]{4})`;

/** Where each bracket is closed, by where it opens; one pass over the text. */
export function closedBrackets(text: string): Map<number, number> {
  const closed = new Map<number, number>();
  const opened: number[] = [];
  for (const { 0: bracket, index } of text.matchAll(BRACKET)) {
    if ('[{('.includes(bracket)) {
      opened.push(index);
    } else {
      const start = opened.pop();
      if (start !== undefined) {
        closed.set(start, index);
      }
    }
  }
  return closed;
}
