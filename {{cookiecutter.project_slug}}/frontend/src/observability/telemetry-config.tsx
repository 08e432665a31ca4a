import { cookies } from 'next/headers';
import { connection } from 'next/server';

import { SESSION_COOKIE } from '@/api/session-cookie';

import { CONFIG_META, type BrowserConfig } from './browser-config';
import { shared } from './server';

/**
 * Tells the browser environment, release, rate and what its session is called in telemetry, read from the environment when the page is asked
 * for, so that one build serves every environment. Without a DSN on the server: not enabled.
 */
export async function TelemetryConfig() {
  await connection();
  const session = (await cookies()).get(SESSION_COOKIE)?.value;
  return <meta name={CONFIG_META} content={JSON.stringify(browserConfig(session))} />;
}

function browserConfig(session: string | undefined): BrowserConfig {
  const { config, ids } = shared();
  // Another word in front: nobody shall find the session by a hash of its cookie made elsewhere.
  const user = session && ids.hashed(`browser ${session}`);
  return {
    enabled: config.dsn !== undefined,
    environment: config.environment,
    release: config.release,
    tracesSampleRate: config.tracesSampleRate,
    ...(user && { user }),
  };
}
