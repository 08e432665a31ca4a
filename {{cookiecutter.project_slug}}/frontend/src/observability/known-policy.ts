/** What the policy lets out by name. Server only. */
import type { Policy } from '@/phi/policy';

import { isHashed, type Ids } from './ids';
import type { KnownByPolicy } from './known';
import { acceptedId, TAG } from './request-id';
import { oneOf } from './shapes';

/** What Sentry takes. */
const LONGEST_TAG = 200;
const NOTHING: ReadonlySet<string> = new Set();

/** What the policy says of names. */
export type AllowedByName = Pick<Policy, 'tags' | 'textTags' | 'contexts' | 'metrics'>;

/** Knowledge of the Next server about its own telemetry. Without a policy nothing is known. */
export function knownByPolicy(policy: AllowedByName | undefined, ids: Ids): KnownByPolicy {
  return {
    tag(name, value, says) {
      if (typeof value !== 'string') {
        return undefined;
      }
      if (name === TAG) {
        return acceptedId(value) === value ? value : undefined;
      }
      return policy?.textTags.has(name)
        ? says?.text(value, LONGEST_TAG)
        : oneOf(value, policy?.tags.get(name) ?? NOTHING);
    },
    context: (name, key) => policy?.contexts.get(name)?.has(key) ?? false,
    id: (value) => ids.hashed(value),
    // Django's answers say it hashed.
    user: (value) => (isHashed(value) ? value : ids.hashed(value)),
    metric(name, value) {
      const found = policy?.metrics.get(name);
      return found && value >= found.low && value <= found.high ? found.unit : undefined;
    },
    // No task of this server runs by a schedule.
    monitor: () => false,
  };
}

/** What the tunnel knows beside: a browser's user is what the server calls its session, or nobody. */
export const knownOfBrowser: Pick<KnownByPolicy, 'user'> = {
  user: (value) => (isHashed(value) ? value : undefined),
};
