/** Rebuilds what only servers send: counts of sessions, and check-ins. */
import type { Known } from './known';
import { traceContext, type Process } from './parts';
import { list, mapping, put, type Built } from './reading';
import { LARGEST_COUNT, LONGEST_DURATION, MAX_ENTRIES, plainId } from './rebuild-items';
import * as shapes from './shapes';

const AGGREGATES = ['exited', 'errored', 'crashed', 'abnormal', 'unhandled'] as const;
const CHECK_IN_STATUSES: ReadonlySet<string> = new Set(['in_progress', 'ok', 'error']);

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
    const started = shapes.timestamp(source('started'), process.now);
    const built: Built = { started };
    for (const name of AGGREGATES) {
      put(built, name, shapes.rounded(source(name), 0, LARGEST_COUNT));
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
  put(built, 'duration', shapes.rounded(source('duration'), 0, LONGEST_DURATION));
  Object.assign(built, { environment: process.environment, release: process.release });
  // Without a configuration: no task of this server runs by a schedule that would say it.
  const trace = traceContext(mapping(mapping(source('contexts'))('trace')), known);
  put(built, 'contexts', trace && { trace });
  return built;
}
