import { types } from 'node:util';

const DIGEST = /^[0-9a-f]{1,32}$/;

/**
 * Next prints the errors that it catches. An error's text may quote what somebody typed, and what is
 * printed has left: of an error only its digest and frames are printed from here on.
 */
export function quietConsole(target: Pick<Console, 'error' | 'warn'> = console): void {
  for (const level of ['error', 'warn'] as const) {
    const print = target[level].bind(target);
    target[level] = (...values: unknown[]) => print(...values.map(withoutText));
  }
}

/** What may be printed of a value that may be an error. */
export function withoutText(value: unknown): unknown {
  if (!types.isNativeError(value)) {
    return value;
  }
  const { message, stack = '', digest } = value as Error & { digest?: unknown };
  // Cut behind the message, since its own lines may look like frames.
  const end = stack.indexOf(message);
  const frames = end < 0 ? '' : stack.slice(end + message.length);
  const shown = typeof digest === 'string' && DIGEST.test(digest) ? ` (digest ${digest})` : '';
  return `Error [text]${shown}${frames}`;
}
