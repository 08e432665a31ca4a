// @vitest-environment node
import vm from 'node:vm';

import * as Sentry from '@sentry/nextjs';
import { describe, expect, it } from 'vitest';

import * as rebuild from '@/observability/rebuild';

import { EVENT_ID } from './hostile';
import { known, serverProcess } from './known-here';

/** The server's own parser of stacks. */
const parse = Sentry.defaultStackParser;
const KNOWN = 'app:///_next/known.js';
const FRAME = { filename: '[frame]', function: '[frame]' };

/** What leaves of an error, whose frames the SDK's parser reads from its stack. */
function leaving(error: Error, readable = known) {
  const frames = parse(error.stack ?? '');
  const values = [{ type: error.name, value: error.message, stacktrace: { frames } }];
  const built = rebuild.event(
    { event_id: EVENT_ID, exception: { values } },
    readable,
    serverProcess,
  );
  const [exception] = (built?.exception as { values: Leaving[] }).values;
  return exception as Leaving;
}

interface Leaving {
  type: string;
  stacktrace: { frames: Record<string, unknown>[] };
}

/** Knows every file and every function: the hardest case for what comes behind. */
const gullible = {
  ...known,
  frame: (filename: string) => ({ filename, functionKnown: true }),
};

describe('names that are data', () => {
  it('error.name', () => {
    const error = new Error('x');
    error.name = 'Mary Johnson';
    expect(leaving(error).type).toBe('[exception]');
  });

  it('computed names of functions', () => {
    const name = 'Mary Johnson';
    const holder = {
      [name]() {
        throw new Error('x');
      },
    };
    try {
      holder[name]?.();
    } catch (error) {
      expect((error as Error).stack).toContain(name);
      expect(JSON.stringify(leaving(error as Error))).not.toContain('Mary');
    }
  });

  it.each([
    ['in its message', (line: string) => new Error(`x\n    at ${line}`)],
    [
      'in its name',
      (line: string) => {
        const error = new Error('y');
        error.name = `x\n    at ${line}\n`;
        Error.captureStackTrace(error);
        return error;
      },
    ],
  ])('a line of a stack %s', (_, make) => {
    for (const line of [
      'Mary Johnson (/home/mary/notes.js:12:3)',
      `load (${KNOWN}:4711:3)`,
      `load (${KNOWN}:04711:3)`,
      `${KNOWN}:4711:3`,
      `async Page.load (${KNOWN}:4711:812)`,
    ]) {
      const error = make(line);
      const parsed = parse(error.stack ?? '');
      const forged = parsed.findIndex((one) => one.lineno === 4711 || one.lineno === 12);
      expect(forged).toBeGreaterThanOrEqual(0);
      expect(leaving(error).stacktrace.frames[forged]).toMatchObject(FRAME);
      const trusted = leaving(error, gullible).stacktrace.frames[forged];
      expect(trusted).toMatchObject(FRAME);
      expect(trusted).not.toHaveProperty('lineno');
      expect(JSON.stringify(trusted)).not.toContain('4711');
    }
  });

  it('but a message of numbers takes no frame away', () => {
    const error = new Error('connect ECONNREFUSED 127.0.0.1:8000');
    const frames = leaving(error, gullible).stacktrace.frames;
    expect(frames.length).toBeGreaterThan(0);
    expect(frames).not.toContainEqual(expect.objectContaining(FRAME));
  });

  it('a line beyond the end of the file', () => {
    const short = {
      ...known,
      frame: (filename: string) => ({ filename, functionKnown: true, lines: 10 }),
    };
    const frames = [{ filename: KNOWN, function: 'load', lineno: 412345, colno: 7 }];
    const values = [{ type: 'TypeError', stacktrace: { frames } }];
    const built = rebuild.event(
      { event_id: EVENT_ID, exception: { values } },
      short,
      serverProcess,
    );
    expect(JSON.stringify(built)).not.toContain('412345');
  });

  it.each([
    ['//# sourceURL', 'throw new Error("x")\n//# sourceURL=Mary-Johnson.js'],
    ['eval', 'eval("(function Mary_Johnson(){throw new Error(1)})()")'],
    ['a file’s name', 'throw new Error("x")'],
  ])('%s', (_, code) => {
    try {
      vm.runInThisContext(code, { filename: 'Mary Johnson.vm' });
    } catch (error) {
      expect((error as Error).stack).toContain('Mary');
      expect(JSON.stringify(leaving(error as Error))).not.toContain('Mary');
    }
  });
});
