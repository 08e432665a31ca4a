/**
 * When the Next server is told to end, it finishes its requests and what was given to `after()`, and
 * exits at once. What Sentry had accepted by then is sent first.
 */
import * as Sentry from '@sentry/nextjs';

import { noteLoss } from './losses';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** As long as the backend waits. */
const PATIENCE_MS = 8_000;

type Ending = Pick<NodeJS.Process, 'exit' | 'once'>;

/** From now on, the exit that follows a signal waits until all is sent, for 8 s at most. */
export function sendBeforeExit(
  flush: (timeout: number) => PromiseLike<boolean> = Sentry.flush,
  source: Ending = process,
): void {
  const holdExit = () => {
    const exit = source.exit.bind(source);
    let ending = false;
    source.exit = ((code?: number) => {
      if (ending) {
        return;
      }
      ending = true;
      void Promise.resolve(flush(PATIENCE_MS))
        .then(
          (all) => all,
          () => false,
        )
        .then((all) => {
          if (!all) {
            noteLoss('unsent', 'envelope');
          }
          exit(code);
        });
    }) as NodeJS.Process['exit'];
  };
  for (const signal of SIGNALS) {
    source.once(signal, holdExit);
  }
}
