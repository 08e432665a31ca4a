// Runs Next.js with its telemetry off from the first moment: the parent process of `next dev` never loads next.config.ts.
import { createRequire } from 'node:module';

process.env.NEXT_TELEMETRY_DISABLED = '1';
createRequire(import.meta.url)('next/dist/bin/next');
