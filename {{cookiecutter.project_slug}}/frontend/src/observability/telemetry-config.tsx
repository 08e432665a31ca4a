import { connection } from 'next/server';

import { CONFIG_META, type BrowserConfig } from './browser-config';
import { shared } from './server';

/**
 * Tells the browser environment, release and rate, read from the environment when the page is asked
 * for, so that one build serves every environment. Without a DSN on the server: not enabled.
 */
export async function TelemetryConfig() {
  await connection();
  return <meta name={CONFIG_META} content={JSON.stringify(browserConfig())} />;
}

function browserConfig(): BrowserConfig {
  const { config } = shared();
  return {
    enabled: config.dsn !== undefined,
    environment: config.environment,
    release: config.release,
    tracesSampleRate: config.tracesSampleRate,
  };
}
