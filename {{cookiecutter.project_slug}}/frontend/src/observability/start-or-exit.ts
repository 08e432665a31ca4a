import { ConfigError } from './config';
import { start } from './setup-server';

/** Starts telemetry. A wrong setting gets one line on stderr and ends the process. */
export function startOrExit(): void {
  try {
    start();
  } catch (error) {
    if (!(error instanceof ConfigError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
