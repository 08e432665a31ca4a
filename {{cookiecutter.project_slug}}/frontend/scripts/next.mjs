// Runs Next.js with its telemetry off from the first moment: the parent process of `next dev` never loads next.config.ts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { format, stripVTControlCharacters } from 'node:util';

process.env.NEXT_TELEMETRY_DISABLED = '1';
if (process.argv[2] === 'start' && logsAreJson()) {
  greetInJson();
}
createRequire(import.meta.url)('next/dist/bin/next');

/** As src/observability/config.ts reads it, which speaks of wrong settings when its turn comes. */
function logsAreJson() {
  const { variables, defaults } = JSON.parse(readFileSync('../service.json', 'utf8'));
  const environment = process.env[variables.environment] || defaults.environment;
  return (process.env.LOG_FORMAT || (environment === 'production' && 'json')) === 'json';
}

/** What Next says before our own code runs, its address and version, in the form of the log (log-line.ts). */
function greetInJson() {
  const levels = { log: 'INFO', info: 'INFO', warn: 'WARNING', error: 'ERROR' };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...values) => {
      const message = stripVTControlCharacters(format(...values)).trim();
      const time = new Date().toISOString().replace('Z', '+00:00');
      const line = { time, level, logger: 'console', message, runtime: 'next-server' };
      process.stderr.write(message && `${JSON.stringify(line)}\n`);
    };
  }
}
