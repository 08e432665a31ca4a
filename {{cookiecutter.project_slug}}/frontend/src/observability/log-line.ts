/**
 * One line of the Next server's log, in the form of the backend's (`backend/config/logs.py`): by
 * LOG_FORMAT one JSON object, or a line for people. What stands in it, `printed.ts` has let out.
 */
import * as Sentry from '@sentry/nextjs';

import type { LogFormat } from './config';
import { currentRequestId } from './request-id';

export type Level = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

export interface Line {
  level: Level;
  /** Who says it: `app` (our own code), `observability`, `console` (Next and React) or `node`. */
  logger: 'app' | 'observability' | 'console' | 'node';
  message: string;
  /** By the names that the policy has as tags. */
  tags?: Readonly<Record<string, string>>;
  /** Errors, line by line. */
  exception?: readonly string[];
}

/**
 * The line, without its end.
 *
 * As JSON: `time` (UTC), `level`, `logger`, `message`, `runtime`; `request_id` and `trace_id` where
 * there are some; `tags`; `exception`, a list of lines.
 */
export function formatted(line: Line, format: LogFormat, now = new Date()): string {
  const { level, logger, message, tags = {}, exception = [] } = line;
  const tagged = Object.keys(tags).length > 0;
  if (format === 'text') {
    const told = tagged ? [` ${JSON.stringify(tags)}`] : [];
    return [[`${level} ${logger}: ${message}`, ...told].join(''), ...exception].join('\n');
  }
  return JSON.stringify({
    time: now.toISOString().replace('Z', '+00:00'),
    level,
    logger,
    message,
    runtime: 'next-server',
    request_id: currentRequestId(),
    trace_id: traceId(),
    tags: tagged ? tags : undefined,
    exception: exception.length > 0 ? exception : undefined,
  });
}

function traceId(): string | undefined {
  return Sentry.getClient() && Sentry.getTraceData()['sentry-trace']?.split('-', 1)[0];
}
