/**
 * The hook that careful teams write by hand, for comparison: sensitive keys and patterns, everywhere.
 * It does more than most: it walks the whole event. The Python twin is backend/canaries/hook.py.
 */
const KEYS =
  /ssn|social|name|birth|dob|phone|email|address|mrn|patient|diagnos|note|password|token|secret/i;
const PATTERNS = new RegExp(
  [
    /\b\d{3}-\d{2}-\d{4}\b/,
    /[\w.+-]+@[\w-]+\.[\w.]+/,
    /\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b/,
    /\bMRN[- ]?\d{5,10}\b/,
    /\b\d{4}-\d{2}-\d{2}\b(?!T)/,
    /\b(?:\d{4}[- ]?){3}\d{4}\b/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'g',
);
/** A key of the SDK's own that would be taken for one. */
const GRAMMAR = new Set(['filename']);

/** Returns the event with what looks sensitive replaced by `[Filtered]`. */
export function filtered<Value>(value: Value): Value {
  return walk(value, 0) as Value;
}

function walk(value: unknown, depth: number): unknown {
  if (typeof value === 'string') {
    return value.replace(PATTERNS, '[Filtered]');
  }
  if (typeof value !== 'object' || value === null || depth > 20) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((child) => walk(child, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      typeof child === 'string' && KEYS.test(key) && !GRAMMAR.has(key)
        ? '[Filtered]'
        : walk(child, depth + 1),
    ]),
  );
}
