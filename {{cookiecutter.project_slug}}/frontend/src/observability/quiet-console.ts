/**
 * Next, React and Node print the errors and texts that they meet, and what is printed has left. From
 * here on the console prints as `printed.ts` does. The twin of `backend/observability/quiet.py`.
 *
 * What the application writes to process.stdout by hand is held by the linters alone.
 */
import type { KnownCode } from './known';
import { value } from './printed';
import { shared } from './server';

const PRINTING = [
  'debug',
  'dir',
  'dirxml',
  'error',
  'group',
  'groupCollapsed',
  'info',
  'log',
  'table',
  'trace',
  'warn',
] as const;
/** Their labels are texts, and what they print is of use to a developer only. */
const SILENT = ['assert', 'count', 'countReset', 'time', 'timeEnd', 'timeLog'] as const;

type Target = Pick<Console, (typeof PRINTING)[number] | (typeof SILENT)[number]>;

/** Quietens this process. */
export function quiet(): void {
  const { known } = shared();
  quietConsole(known);
  quietWarnings(known);
}

/** Quietens a console. */
export function quietConsole(known: KnownCode, target: Target = console): void {
  const { error, log, warn } = target;
  const prints = { error: error.bind(target), warn: warn.bind(target) };
  const print = log.bind(target);
  for (const level of PRINTING) {
    const say = level === 'error' || level === 'warn' ? prints[level] : print;
    // One argument, as the first of several could be a format.
    target[level] = (...values: unknown[]) => say(values.map((one) => value(one, known)).join(' '));
  }
  for (const name of SILENT) {
    target[name] = () => undefined;
  }
}

/** Node prints the warnings of a process by a listener of its own. */
export function quietWarnings(
  known: KnownCode,
  source: Pick<NodeJS.Process, 'listeners' | 'off' | 'on' | 'stderr'> = process,
): void {
  for (const listener of source.listeners('warning')) {
    if (listener.name === 'onWarning') {
      source.off('warning', listener as () => void);
    }
  }
  source.on('warning', (warning) => {
    source.stderr.write(`Warning: ${value(warning, known)}\n`);
  });
}
