// @vitest-environment node
import * as Sentry from '@sentry/nextjs';
import { after as afterResponse } from 'next/server';
import { beforeEach, expect, it, vi } from 'vitest';

import { after } from '@/observability/after';

vi.mock('@sentry/nextjs', () => ({ captureException: vi.fn() }));
vi.mock('next/server', () => ({ after: vi.fn() }));

const failure = new Error('it fails');
const captured = vi.mocked(Sentry.captureException);
const handed = () => vi.mocked(afterResponse).mock.calls[0]?.[0] as () => Promise<void>;

beforeEach(() => {
  captured.mockClear();
  vi.mocked(afterResponse).mockClear();
});

it.each([
  [
    'throws',
    () => {
      throw failure;
    },
  ],
  ['rejects', () => Promise.reject(failure)],
])('captures what %s once, and lets Next say it too', async (_, task) => {
  after(task);
  await expect(handed()()).rejects.toBe(failure);
  expect(captured).toHaveBeenCalledOnce();
  expect(captured.mock.calls[0]?.[0]).toBe(failure);
});

it('captures the failure of a promise that is under way', async () => {
  after(Promise.reject(failure));
  await expect(handed()()).rejects.toBe(failure);
  expect(captured).toHaveBeenCalledOnce();
});

it('captures nothing of what succeeds, and runs it once', async () => {
  const task = vi.fn();
  after(task);
  expect(task).not.toHaveBeenCalled();
  await handed()();
  expect(task).toHaveBeenCalledOnce();
  expect(captured).not.toHaveBeenCalled();
});
