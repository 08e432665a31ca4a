const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a path segment can be the id of a row. */
export function isRowId(text: string): boolean {
  return UUID.test(text);
}

/**
 * A page of ours to return to after signing in: the path only, as queries may hold what somebody searched for.
 * Anything that could lead elsewhere becomes the start page.
 */
export function returnPath(given: unknown): string {
  if (typeof given !== 'string' || !/^\/(?![/\\])/.test(given)) {
    return '/';
  }
  const { origin, pathname } = new URL(given, 'http://own.invalid');
  return origin === 'http://own.invalid' && !pathname.startsWith('//') ? pathname : '/';
}

/** First value of a search parameter, trimmed; empty when there is none. */
export function searchParam(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? '';
}

/** Page number in a search parameter: 1 unless it says a larger one. */
export function pageParam(value: string | string[] | undefined): number {
  const text = searchParam(value);
  return /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : 1;
}
