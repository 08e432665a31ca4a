/**
 * SQL without its values: what is left are keywords, names of tables and columns, and `%s`.
 *
 * The twin of `backend/observability/statements.py`.
 */
const PLACEHOLDER = '%s';
const MARK_REST = '[text]';
const LONGEST = 4096; // characters that are looked at; more are rows of values
/**
 * Each alternative begins with another character and is left at the first that ends it, a comment at
 * the last, as comments may hold others: linear.
 */
const PIECES =
  /([A-Za-z_][A-Za-z0-9_]*|"[A-Za-z_][A-Za-z0-9_]*"|`[A-Za-z_][A-Za-z0-9_]*`|%\([A-Za-z_][A-Za-z0-9_]*\)s)|(--[^\n]*|\/\*(?:[^]*\*\/|[^]*))|'(?:[^']|'')*(?:'|(?![^]))|"[^"]*"?|`[^`]*`?|[0-9][0-9A-Za-z_.]*|[^\x00-\x7f]+/g;
const SEVERAL = /%s(?:, ?%s)+/g;
const ROWS = /\(%s\)(?:, ?\(%s\))+/g;
/** Where quotes mean something else, what is a value cannot be told. */
const UNCLEAR = /[\\\0]|\$[A-Za-z0-9_]*\$/;
const QUOTE = /['"`]/;

/** The statement with each value as `%s`, lists of them as one, and no comments. */
export function withoutValues(statement: string): string {
  let shown = statement.slice(0, LONGEST);
  const unclear = shown.search(UNCLEAR);
  if (unclear >= 0) {
    shown = shown.slice(0, unclear);
    // A quote that opens before must not show what stands behind it.
    const opened = shown.search(QUOTE);
    shown = opened < 0 ? shown : shown.slice(0, opened);
  }
  shown = shown
    .replace(PIECES, (piece, name?: string, comment?: string) =>
      name === undefined ? (comment === undefined ? PLACEHOLDER : ' ') : piece,
    )
    .replace(SEVERAL, PLACEHOLDER)
    .replace(ROWS, '(%s)')
    .trim();
  const cut = unclear >= 0 || statement.length > LONGEST;
  return cut ? `${shown} ${MARK_REST}`.trimStart() : shown;
}
