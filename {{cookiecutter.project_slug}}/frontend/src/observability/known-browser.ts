/**
 * The browser's knowledge is by shape only: it cannot read files. The tunnel rebuilds again with
 * the Next server's knowledge before anything leaves the service.
 */
import { isErrorName } from './error-names';
import { isFunctionName } from './function-names';
import type { Known } from './known';
import { BROWSER_WORDS } from './sdk-words';

const CHUNK = /^app:\/\/\/_next\/static\/[-.\w/~%[\]()]{1,200}\.js$/;
const WORDS = /^[a-z]{1,20}(?:-[a-z]{1,20}){0,3}$|^\[[a-zA-Z]{1,20}\]$/;

const NAME = /^[a-z][a-z0-9_.]{0,63}$/;
const VALUE = /^[A-Za-z0-9_.-]{1,64}$/;

/** Stands for a path segment that is a value, such as a row's id. */
export const VALUE_SEGMENT = '_';

/** The path with every segment that is not made of small words replaced by `_`. */
export function routeShape(path: string): string | undefined {
  if (!path.startsWith('/') || path.length > 500) {
    return undefined;
  }
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => (WORDS.test(segment) ? segment : VALUE_SEGMENT));
  return `/${segments.join('/')}`;
}

/** Knowledge of a browser. */
export const knownBrowser: Known = {
  route: routeShape,
  words: BROWSER_WORDS,
  exceptionType: isErrorName,
  frame(filename, functionName) {
    if (!CHUNK.test(filename) || filename.includes('..')) {
      return undefined;
    }
    const functionKnown = functionName === undefined || isFunctionName(functionName, () => true);
    return { filename, functionKnown };
  },
  tag: (name, value) => shaped(NAME, name) && shaped(VALUE, value),
  context: (name, key) => NAME.test(name) && NAME.test(key),
  // The tunnel hashes it, if the policy has the context.
  id: (value) =>
    typeof value === 'number' || typeof value === 'string'
      ? shaped(VALUE, String(value))
      : undefined,
  // Who the user is, the server tells; what the page says of it stays here.
  user: () => undefined,
  metric: (name, _value, unit) => shaped(NAME, name) && (shaped(NAME, unit) ?? 'none'),
  monitor: () => false,
};

function shaped(shape: RegExp, value: unknown): string | undefined {
  return typeof value === 'string' && shape.test(value) ? value : undefined;
}
