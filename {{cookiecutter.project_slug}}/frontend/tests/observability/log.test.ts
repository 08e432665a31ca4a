// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest';

import { logger } from '@/observability/log';
import { formatted } from '@/observability/log-line';
import { quietConsole, quietWarnings } from '@/observability/quiet-console';
import { printsBy } from '@/observability/printed';
import { shared } from '@/observability/server';
import { loadPolicy } from '@/phi/policy';

import { known } from './known-here';

const NAME = 'Mary Johnson';
// Not written where it is logged: the linters refuse that.
const UNLAWFUL = `The patient is ${NAME}.`;
const WHEN = new Date('2026-11-27T08:09:10.011Z');
const prints = printsBy(loadPolicy());

const config = { ...shared().config };
afterEach(() => {
  Object.assign(shared().config, config);
});

function logged(format: 'json' | 'text', tell: (log: ReturnType<typeof logger>) => void): string[] {
  const lines: string[] = [];
  Object.assign(shared().config, { logFormat: format });
  tell(logger((text) => lines.push(text)));
  return lines;
}

function printedInJson(...values: unknown[]): Record<string, unknown>[] {
  const lines: string[] = [];
  const target = { ...console };
  quietConsole({ known, format: 'json', prints }, target, (text) => lines.push(text));
  target.error(...values);
  return lines.filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a line has the fields of the backend’s', () => {
  const line = { level: 'ERROR', logger: 'app', message: 'It failed.' } as const;
  const said = JSON.parse(formatted({ ...line, exception: ['TypeError'] }, 'json', WHEN)) as object;
  expect(said).toStrictEqual({
    time: '2026-11-27T08:09:10.011+00:00',
    level: 'ERROR',
    logger: 'app',
    message: 'It failed.',
    runtime: 'next-server',
    exception: ['TypeError'],
  });
  expect(formatted({ ...line, exception: ['TypeError'] }, 'text')).toBe(
    'ERROR app: It failed.\nTypeError',
  );
});

test('a constant leaves whole, tags of the policy leave, and nothing else', () => {
  const tell = (log: ReturnType<typeof logger>) => {
    log.warning('A form was refused.', { role: 'nurse', patient: NAME, name: NAME });
    log.info(UNLAWFUL);
  };
  expect(logged('text', tell)).toStrictEqual([
    'WARNING app: A form was refused. {"role":"nurse"}\n',
    'INFO app: The patient is [text].\n',
  ]);
  expect(logged('json', tell).map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 'WARNING', message: 'A form was refused.', tags: { role: 'nurse' } },
    { level: 'INFO', message: 'The patient is [text].' },
  ]);
});

test('an error is logged as its class, scrubbed text and causes', () => {
  const error = new TypeError(`No number for ${NAME}.`, { cause: new RangeError(NAME) });
  const [line = ''] = logged('json', (log) => {
    log.error('It failed.', { error });
  });
  const { exception } = JSON.parse(line) as { exception: string[] };
  expect(exception).toContain('TypeError: No number for [text].');
  expect(exception).toContain('caused by RangeError: [text]');
  expect(line).not.toContain('Johnson');
});

test('what the console prints is a line of the log, without symbols and colours', () => {
  const error = new TypeError(`No number for ${NAME}.`);
  expect(
    printedInJson('\x1b[31m⨯\x1b[39m', 'Failed to start', error, { name: NAME }),
  ).toMatchObject([
    {
      level: 'ERROR',
      logger: 'console',
      message: 'Failed to start [text]',
      exception: expect.arrayContaining(['TypeError: No number for [text].']) as string[],
    },
  ]);
  expect(printedInJson(' ⨯ ', error)).toMatchObject([
    { message: 'TypeError: No number for [text].' },
  ]);
  expect(printedInJson('')).toStrictEqual([]);
});

test('numbers go through the engine too', () => {
  expect(printedInJson(123456789)[0]?.message).not.toContain('123456789');
  expect(printedInJson(true)[0]?.message).toBe('true');
});

test('warnings of the process are lines of the log', () => {
  let warn: (warning: Error) => void = () => undefined;
  const write = vi.fn<(text: string) => void>();
  const on = (_: string, listener: typeof warn) => (warn = listener);
  const source = { listeners: () => [], off: vi.fn(), on, stderr: { write } } as never;
  quietWarnings({ known, format: 'json', prints }, source);
  warn(new TypeError(NAME));
  const said = JSON.parse(write.mock.calls[0]?.[0] ?? '') as { message: string };
  expect(said).toMatchObject({ level: 'WARNING', logger: 'node' });
  expect(said.message).toMatch(/^TypeError: \[text\]/);
});
