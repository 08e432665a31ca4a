/** The policy's `telemetry`: which tags, contexts and metrics may leave by name. The twin of `backend/phi/telemetry.py`. */
import { PolicyError } from './errors';

/** A registered metric: its unit, and the range that its values lie in. */
export interface Metric {
  unit: string;
  low: number;
  high: number;
}

/** What may leave by name. */
export interface Telemetry {
  /** Tag names, and the values each may have. */
  readonly tags: ReadonlyMap<string, ReadonlySet<string>>;
  /** Tags whose values are scrubbed texts. */
  readonly textTags: ReadonlySet<string>;
  /** Context names, and the keys of each whose values leave as keyed hashes. */
  readonly contexts: ReadonlyMap<string, ReadonlySet<string>>;
  readonly metrics: ReadonlyMap<string, Metric>;
}

/** The section as the policy's schema has it. */
export interface TelemetrySection {
  tags: Record<string, string[] | 'text'>;
  contexts: Record<string, string[]>;
  metrics: Record<string, Metric>;
}

/** What a section allows that is as the schema says; none allows nothing. @throws PolicyError if a metric's range is none. */
export function readTelemetry(section: TelemetrySection | undefined, file: string): Telemetry {
  const { tags, contexts, metrics } = section ?? { tags: {}, contexts: {}, metrics: {} };
  for (const [name, { low, high }] of Object.entries(metrics)) {
    if (low > high) {
      const accepted = 'numbers low and high, low not above high';
      throw PolicyError.of(file, `telemetry.metrics.${name}`, 'has no range', accepted);
    }
  }
  const listed = Object.entries(tags).flatMap(([name, values]): [string, Set<string>][] =>
    values === 'text' ? [] : [[name, new Set(values)]],
  );
  return {
    tags: new Map(listed),
    textTags: new Set(Object.keys(tags).filter((name) => tags[name] === 'text')),
    contexts: new Map(Object.entries(contexts).map(([name, keys]) => [name, new Set(keys)])),
    metrics: new Map(Object.entries(metrics)),
  };
}
