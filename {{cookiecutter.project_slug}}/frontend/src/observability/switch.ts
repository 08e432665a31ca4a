/**
 * The stop switch: ends sending without a deploy. `TELEMETRY_OFF=1` in the environment, or a file
 * `telemetry-off` in VAR_DIR (`manage.py telemetry off` writes it). The twin of
 * `backend/observability/switch.py`.
 */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Environ } from './config';

const FILE = 'telemetry-off';
const LOOK_EVERY_MS = 5_000;
const OFF: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'on']);

/** Tells whether telemetry is switched off; looks at the file no more than every five seconds. */
export function offSwitch(
  environ: Environ = process.env,
  now: () => number = () => performance.now(),
): () => boolean {
  if (OFF.has((environ.TELEMETRY_OFF ?? '').trim().toLowerCase())) {
    return () => true;
  }
  const folder = environ.VAR_DIR?.trim() || 'var';
  const file = resolve(/* turbopackIgnore: true */ process.cwd(), '..', folder, FILE);
  let looked = -Infinity;
  let off = false;
  return () => {
    if (now() - looked >= LOOK_EVERY_MS) {
      looked = now();
      off = isThere(file);
    }
    return off;
  };
}

function isThere(file: string): boolean {
  try {
    return statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true; // who cannot tell sends nothing
  }
}
