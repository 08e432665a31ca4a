/** Rebuilds what only servers send: counts of sessions, and check-ins. */
import type { Known } from './known';
import { traceContext, type Process } from './parts';
import { list, mapping, put, type Built } from './reading';
import { LARGEST_COUNT, LONGEST_DURATION, MAX_ENTRIES, plainId } from './rebuild-items';
import * as shapes from './shapes';

const AGGREGATES = ['exited', 'errored', 'crashed', 'abnormal', 'unhandled'] as const;
const CHECK_IN_STATUSES: ReadonlySet<string> = new Set(['in_progress', 'ok', 'error']);
const INTERVALS: ReadonlySet<string> = new Set(['year', 'month', 'week', 'day', 'hour', 'minute']);
const CRONTAB = /^[-0-9*,/]{1,20}(?: [-0-9*,/]{1,20}){4}$/;
const LIMITS = [
  'checkin_margin',
  'max_runtime',
  'failure_issue_threshold',
  'recovery_threshold',
] as const;

/** A new item of a type that only servers send; undefined when it may not leave. */
export function serverItem(
  type: string,
  payload: unknown,
  known: Known,
  process: Process,
): Built | undefined {
  switch (type) {
    case 'check_in':
      return checkIn(payload, known, process);
    case 'sessions':
      return sessions(payload, process);
    default:
      return undefined;
  }
}

/** New counts of sessions. */
function sessions(payload: unknown, process: Process): Built | undefined {
  const aggregates = list(mapping(payload)('aggregates'), MAX_ENTRIES).flatMap((one) => {
    const source = mapping(one);
    const started = shapes.timestamp(source('started'));
    const built: Built = { started };
    for (const name of AGGREGATES) {
      put(built, name, shapes.integer(source(name), LARGEST_COUNT));
    }
    return started === undefined ? [] : [built];
  });
  const attrs = { release: process.release, environment: process.environment };
  return aggregates.length > 0 ? { attrs, aggregates } : undefined;
}

/** A new check-in of a registered monitor. */
function checkIn(payload: unknown, known: Known, process: Process): Built | undefined {
  const source = mapping(payload);
  const id = shapes.eventId(plainId(source('check_in_id')));
  const slug = source('monitor_slug');
  const status = shapes.oneOf(source('status'), CHECK_IN_STATUSES);
  if (!id || !status || typeof slug !== 'string' || !known.monitor(slug)) {
    return undefined;
  }
  const built: Built = { check_in_id: id, monitor_slug: slug, status };
  put(built, 'duration', shapes.number(source('duration'), 0, LONGEST_DURATION));
  Object.assign(built, { environment: process.environment, release: process.release });
  put(built, 'monitor_config', monitorConfig(source('monitor_config')));
  const trace = traceContext(mapping(mapping(source('contexts'))('trace')), known);
  put(built, 'contexts', trace && { trace });
  return built;
}

function monitorConfig(payload: unknown): Built | undefined {
  const source = mapping(payload);
  const given = mapping(source('schedule'));
  const [value, unit] = [given('value'), shapes.oneOf(given('unit'), INTERVALS)];
  const schedule: Built = {};
  if (given('type') === 'crontab' && typeof value === 'string' && CRONTAB.test(value)) {
    Object.assign(schedule, { type: 'crontab', value });
  } else if (given('type') === 'interval' && shapes.integer(value, 1e6) && unit) {
    Object.assign(schedule, { type: 'interval', value, unit });
  } else {
    return undefined;
  }
  const built: Built = { schedule };
  for (const name of LIMITS) {
    put(built, name, shapes.integer(source(name), 1e6));
  }
  return built;
}
