/**
 * The application's own log lines on the Next server. They are called as `Sentry.logger` is, and go
 * to stderr: through the engine, as all that leaves does.
 *
 *     log.warning('A form was refused.', { role });
 *     log.error('The export failed.', { error });
 *
 * A message is a constant, so that it may leave. Attributes leave under the names that the policy has
 * as tags, an error as its class, text and frames. To log an error is not to capture it: that is
 * `Sentry.captureException`.
 */
import 'server-only';

import { types } from 'node:util';

import { formatted, type Level } from './log-line';
import { printsBy, value } from './printed';
import { shared, toStderr } from './server';

type Logs = (message: string, attributes?: Readonly<Record<string, unknown>>) => void;

/** The levels of a log, each a function that writes a line. */
export function logger(write: (text: string) => void = toStderr): Record<Lowercase<Level>, Logs> {
  const at =
    (level: Level): Logs =>
    (given, attributes = {}) => {
      const { config, known, policy, says } = shared();
      const prints = printsBy(policy);
      const tags: Record<string, string> = {};
      const exception: string[] = [];
      for (const [name, one] of Object.entries(attributes)) {
        const told = known.tag(name, one, says());
        if (types.isNativeError(one)) {
          exception.push(...value(one, known, prints).split('\n'));
        } else if (told !== undefined) {
          tags[name] = told;
        }
      }
      const line = { level, logger: 'app', message: prints(given), tags, exception } as const;
      write(`${formatted(line, config.logFormat)}\n`);
    };
  return { debug: at('DEBUG'), info: at('INFO'), warning: at('WARNING'), error: at('ERROR') };
}

export const log = logger();
