import 'server-only';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from 'react';

/** The service's name and description, as answered when it was baked; read at run time. */
export const readService = cache((): { name: string; description: string } => {
  const file = join(/* turbopackIgnore: true */ process.cwd(), '..', 'service.json');
  const { name, description } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return { name: String(name ?? ''), description: String(description ?? '') };
});
