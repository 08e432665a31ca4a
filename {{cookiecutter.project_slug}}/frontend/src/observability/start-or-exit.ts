import { ConfigError } from './config';
import { quiet } from './quiet-console';
import { shared } from './server';
import { start } from './setup-server';

/** Starts telemetry. A wrong setting gets one line on stderr and ends the process. */
export function startOrExit(): void {
  try {
    // First: the SDK keeps what the console was when it started, and prints by that.
    if (process.env.NODE_ENV === 'production' || shared().config.logFormat === 'json') {
      quiet();
    }
    start();
  } catch (error) {
    if (!(error instanceof ConfigError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
