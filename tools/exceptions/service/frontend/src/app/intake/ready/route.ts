import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import * as Sentry from '@sentry/nextjs';

const noted = new WeakSet<object>();

/** Begins to note what the SDK hands to the gate: the page shows it as "before". */
export function GET(): Response {
  const client = Sentry.getClient();
  if (client !== undefined && !noted.has(client)) {
    noted.add(client);
    const folder = join(/* turbopackIgnore: true */ process.env.VAR_DIR ?? '', 'before');
    mkdirSync(folder, { recursive: true });
    client.on('beforeSendEvent', (event) => {
      appendFileSync(join(folder, 'next-server.jsonl'), `${JSON.stringify(event)}\n`);
    });
  }
  return Response.json({ ready: client !== undefined });
}
