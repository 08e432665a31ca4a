/**
 * Next, React and Node print the errors and texts that they meet, and what is printed has left. From
 * here on the console prints as `printed.ts` does: with LOG_FORMAT=json as lines of the log, else as
 * it looks by itself. The twin of `backend/observability/quiet.py`.
 *
 * What the application writes to process.stdout by hand is held by the linters alone.
 */
import { types } from 'node:util';

import type { LogFormat } from './config';
import type { KnownCode } from './known';
import { formatted, type Level } from './log-line';
import { nothing, printsBy, SYMBOLS, value, type Prints } from './printed';
import { shared, toStderr } from './server';

const PRINTING = {
  debug: 'DEBUG',
  dir: 'INFO',
  dirxml: 'INFO',
  error: 'ERROR',
  group: 'INFO',
  groupCollapsed: 'INFO',
  info: 'INFO',
  log: 'INFO',
  table: 'INFO',
  trace: 'INFO',
  warn: 'WARNING',
} as const satisfies Record<string, Level>;
/** Their labels are texts, and what they print is of use to a developer only. */
const SILENT = ['assert', 'count', 'countReset', 'time', 'timeEnd', 'timeLog'] as const;
const COLOURS = /\x1b\[[0-9;]{0,10}m/g;

type Target = Pick<Console, keyof typeof PRINTING | (typeof SILENT)[number]>;

/** What is printed by, and how. */
export interface Printing {
  known: KnownCode;
  format?: LogFormat;
  prints?: Prints;
}

/** Quietens this process. */
export function quiet(): void {
  const { config, known, policy } = shared();
  const printing = { known, format: config.logFormat, prints: printsBy(policy) };
  quietConsole(printing);
  quietWarnings(printing);
}

/** Quietens a console. */
export function quietConsole(
  printing: Printing,
  target: Target = console,
  write: (text: string) => void = toStderr,
): void {
  const { known, format, prints } = printing;
  const { error, log, warn } = target;
  const original = { ERROR: error.bind(target), WARNING: warn.bind(target) };
  const print = log.bind(target);
  for (const [name, level] of Object.entries(PRINTING)) {
    const say = level === 'ERROR' || level === 'WARNING' ? original[level] : print;
    target[name as 'log'] = (...values: unknown[]) => {
      if (format === 'json') {
        write(inJson(level, values, printing));
      } else {
        // One argument, as the first of several could be a format.
        say(values.map((one) => value(one, known, prints)).join(' '));
      }
    };
  }
  for (const name of SILENT) {
    target[name] = () => undefined;
  }
}

/** A line of the log; nothing for a blank line. */
function inJson(level: Level, values: readonly unknown[], printing: Printing): string {
  const { known, prints } = printing;
  const texts: string[] = [];
  const exception: string[] = [];
  for (const one of values) {
    if (types.isNativeError(one)) {
      exception.push(...value(one, known, prints).split('\n'));
    } else if (typeof one !== 'string') {
      texts.push(value(one, known, prints));
    } else if (!SYMBOLS.test(one)) {
      texts.push(value(one.replace(COLOURS, '').trim(), known, prints));
    }
  }
  const message = texts.join(' ') || exception[0];
  return message === undefined
    ? ''
    : `${formatted({ level, logger: 'console', message, exception }, 'json')}\n`;
}

/** Node prints the warnings of a process by a listener of its own. */
export function quietWarnings(
  { known, format = 'text', prints = nothing }: Printing,
  source: Pick<NodeJS.Process, 'listeners' | 'off' | 'on' | 'stderr'> = process,
): void {
  for (const listener of source.listeners('warning')) {
    if (listener.name === 'onWarning') {
      source.off('warning', listener as () => void);
    }
  }
  source.on('warning', (warning) => {
    const message = value(warning, known, prints);
    const json = formatted({ level: 'WARNING', logger: 'node', message }, 'json');
    source.stderr.write(format === 'json' ? `${json}\n` : `Warning: ${message}\n`);
  });
}
