/** What stands between a key and its value: signs, and the operators of SQL. The twin of `backend/phi/separators.py`. */

const CLOSERS = '[0-9]{0,3}(?:\\[[0-9a-z_]{0,12}\\])?[)\\]}"\'`*]{0,6}';
const CAST =
  '(?:::[a-z]{1,20}(?: varying)?(?:\\([0-9]{1,4}\\))?)?[)]{0,3}(?: COLLATE [A-Za-z"_-]{1,20})?';

export const SEPARATOR = new RegExp(
  `${CLOSERS}(?:, ?'[^']{0,8}'\\))?${CAST}[ \\t]{0,4}` +
    '(=>|:=|===?|\\?:|!==?|<>|>=|<=|->|=|:(?!:|//)|<-(?=[ ]?[\'"0-9])' +
    "|<(?=[ ]?['0-9])|>(?=[ ]['0-9]))",
  'y',
);
export const OPERATOR = new RegExp(
  `${CLOSERS}${CAST}[ \\t\\r\\n]{1,4}(?:NOT |not )?` +
    '(?:I?LIKE(?: BINARY)?|i?like|IN|in|SIMILAR TO|BETWEEN|between|REGEXP|GLOB|~\\*?|IS DISTINCT FROM)' +
    '[ \\t\\r\\n]{0,4}(?:[A-Za-z_]{2,20}\\(){0,2}(?=[\'"(0-9E%$:?])',
  'y',
);
