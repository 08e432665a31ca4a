import 'server-only';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { EVERY_KIND } from './kinds';

/** This run's canary, which the harness has written into the var folder. */
export function canaryOf(place: string, kind: string): string {
  const folder = process.env.VAR_DIR ?? '';
  const file = join(/* turbopackIgnore: true */ folder, 'canaries.json');
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  const text = texts[place]?.[EVERY_KIND[Number(kind)] ?? ''];
  if (text === undefined) {
    throw new Error('no such canary');
  }
  return text;
}
