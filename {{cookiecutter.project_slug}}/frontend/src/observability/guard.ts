/** The server's guard of the gate: stop switch, policy and tripwire. */
import type { Policy } from '@/phi/policy';

import type { Guard } from './rebuild';
import { tripwire } from './tripwire';

const ALARM = 'Telemetry: the tripwire dropped an item; the gate has a hole. See /healthz.';

/**
 * @param policy undefined when it is missing or broken: then nothing may leave.
 * @param off whether telemetry is switched off.
 * @param say writes one line; it never holds content.
 */
export function guard(
  policy: Pick<Policy, 'mrn'> | undefined,
  off: () => boolean,
  say: (line: string) => void,
): Guard {
  const trips = tripwire(policy?.mrn);
  return {
    closed: () => (off() ? 'off' : policy === undefined ? 'policy' : undefined),
    trips(payload) {
      const tripped = trips(payload);
      if (tripped) {
        say(ALARM);
      }
      return tripped;
    },
  };
}
