/**
 * What may be printed: stdout and stderr have left the process, as envelopes have. The twin of
 * `backend/observability/printed.py`.
 *
 * Names are printed by the gate's own rule (`known`). All free text goes through `says`, the one place
 * where it is let out or not. No code of a printed value runs.
 */
import { types } from 'node:util';

import type { Policy } from '@/phi/policy';

import { linesNamedIn } from './forged-frames';
import type { KnownCode } from './known';
import { withoutKnownValues } from './known-values';
import { MARK_EXCEPTION, MARK_FRAME, MARK_FUNCTION, MARK_TEXT } from './parts';
import { eventId, integer } from './shapes';
import { textsOf } from './texts';

/** `⨯`, ` ✓ ` and the like, with the codes for colours that terminals take. */
export const SYMBOLS = /^(?:\x1b\[[0-9;]{0,10}m|[^\p{L}\p{N}\x1b])*$/u;
const FRAME = /^ {4}at (?:(.{1,300}) \()?([^\s()]{1,1000}):([0-9]{1,8}):([0-9]{1,8})\)?$/;
const MAX_FRAMES = 50;
const MAX_CAUSES = 5;
const LONGEST_STACK = 100_000;

/** What may be printed of a free text. Never throws. */
export type Prints = (text: string) => string;

/** Without a policy no text is printed. */
export const nothing: Prints = () => MARK_TEXT;

/** Prints what the engine lets out of a text, without what this request's forms held. */
export function printsBy(policy: Policy | undefined): Prints {
  if (policy === undefined) {
    return nothing;
  }
  return (text) => textsOf(policy).text(withoutKnownValues({ message: text }, policy).message);
}

/** What may be printed of a value. Never throws. */
export function value(given: unknown, known: KnownCode, prints: Prints = nothing): string {
  if (types.isNativeError(given)) {
    try {
      return failure(given, known, prints);
    } catch {
      return `${MARK_EXCEPTION}: ${MARK_TEXT}`;
    }
  }
  if (typeof given === 'number' || typeof given === 'boolean') {
    return prints(String(given));
  }
  if (typeof given !== 'string') {
    return MARK_TEXT;
  }
  return SYMBOLS.test(given) ? given : prints(given);
}

/** An error's class, digest and frames as far as they are known, and those of its causes. */
export function failure(error: Error, known: KnownCode, prints: Prints = nothing): string {
  const lines: string[] = [];
  let cause: unknown = error;
  for (let n = 0; n < MAX_CAUSES && types.isNativeError(cause); n++) {
    lines.push(`${n === 0 ? '' : 'caused by '}${one(cause, known, prints)}`);
    cause = data(cause, 'cause');
  }
  return lines.join('\n');
}

function one(error: Error, known: KnownCode, prints: Prints): string {
  const [name, message, digest] = ['name', 'message', 'digest'].map((key) => data(error, key));
  const kind = typeof name === 'string' && known.exceptionType(name) ? name : MARK_EXCEPTION;
  const shown = isDigest(digest, error, message) ? ` (digest ${digest})` : '';
  const text = typeof message === 'string' ? prints(message) : MARK_TEXT;
  const said = message === '' ? '' : `: ${text}`;
  return [`${kind}${said}${shown}`, ...frames(error, name, message, known)].join('\n');
}

/** Whether Next made the digest of the error's own text, or it is an event's id: any other may be somebody's number. */
function isDigest(digest: unknown, error: Error, message: unknown): digest is string {
  const text = [message, data(error, 'stack')].filter((one) => typeof one === 'string').join('');
  return eventId(digest) !== undefined || digest === String(hashOf(text));
}

/** As Next's `string-hash` has it. */
function hashOf(text: string): number {
  let hash = 5381;
  for (let n = text.length - 1; n >= 0; n--) {
    hash = (hash * 33) ^ text.charCodeAt(n);
  }
  return hash >>> 0;
}

function frames(error: Error, name: unknown, message: unknown, known: KnownCode): string[] {
  const stack = data(error, 'stack');
  if (typeof stack !== 'string' || typeof message !== 'string' || stack.length > LONGEST_STACK) {
    return [];
  }
  // Cut behind the message, since its own lines may look like frames.
  const end = stack.indexOf(message);
  if (end < 0) {
    return [];
  }
  const forged = linesNamedIn(name, message);
  return stack
    .slice(end + message.length)
    .split('\n', MAX_FRAMES)
    .flatMap((line) => frame(FRAME.exec(line), forged, known) ?? []);
}

function frame(
  found: RegExpExecArray | null,
  forged: ReadonlySet<number>,
  known: KnownCode,
): string | undefined {
  if (found === null) {
    return undefined;
  }
  const [, name, filename = '', line, column] = found;
  const file = known.frame(filename, name);
  const lineno = integer(Number(line), file?.lines ?? 0);
  if (file === undefined || lineno === undefined || forged.has(lineno)) {
    return `    at ${MARK_FRAME}`;
  }
  const place = `${file.filename}:${lineno}:${column}`;
  const called = file.functionKnown ? name : MARK_FUNCTION;
  return called === undefined ? `    at ${place}` : `    at ${called} (${place})`;
}

/** A data property, its own or inherited. */
function data(error: object, key: string): unknown {
  for (let at: object | null = error; at !== null && !types.isProxy(at);) {
    const found = Object.getOwnPropertyDescriptor(at, key);
    if (found !== undefined) {
      return found.value;
    }
    at = Object.getPrototypeOf(at) as object | null;
  }
  return undefined;
}
