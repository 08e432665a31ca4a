// @vitest-environment node
import { expect, it } from 'vitest';

import { withLevel } from '@/observability/levels';

const event = (type: string) => ({
  type: undefined,
  level: 'fatal' as const,
  exception: { values: [{ mechanism: { type } }] },
});
const uncaught = event('auto.node.onuncaughtexception');

it('calls what the process survives an error', () => {
  expect(withLevel(uncaught, 2).level).toBe('error');
  expect(uncaught.level).toBe('fatal');
});

it('leaves what ends the process fatal, and all else as it is', () => {
  expect(withLevel(uncaught, 1).level).toBe('fatal');
  expect(withLevel(event('generic'), 2).level).toBe('fatal');
  expect(withLevel({ type: undefined, level: 'info' }, 2).level).toBe('info');
});
