/**
 * What the gate asks before it lets a name out.
 *
 * The browser answers by shape (`known-browser.ts`), the Next server by what its own build holds
 * (`known-server.ts`) and by the policy (`known-policy.ts`). All telemetry of the browser passes both.
 */
import type { Process, Says } from './parts';
import type { Built } from './reading';
import type { Words } from './sdk-words';

export interface Known extends KnownCode, KnownByPolicy {}

/** What the code itself says. */
export interface KnownCode {
  /** The route template that `path` names or is an instance of; undefined when it is none. */
  route(path: string): string | undefined;
  /** What the SDK calls things in this runtime. */
  words: Words;
  /** Rebuilds what only a server sends; a browser has none. */
  serverItem?(type: string, payload: unknown, known: Known, process: Process): Built | undefined;
  /** Whether `name` is an error class of the language, the platform or our own source. */
  exceptionType(name: string): boolean;
  /** The file as it may be called, and whether it spells `functionName`; undefined when unknown. */
  frame(filename: string, functionName: string | undefined): KnownFrame | undefined;
}

export interface KnownFrame {
  filename: string;
  functionKnown: boolean;
  /** The last line that the file has; undefined when that is not known. */
  lines?: number;
}

/** What the policy says. */
export interface KnownByPolicy {
  /** What of a tag's value may leave; undefined when nothing may. */
  tag(name: string, value: unknown, says?: Says): string | undefined;
  /** Whether the values of this key of this context may leave as keyed hashes. */
  context(name: string, key: string): boolean;
  /** An id as it may leave: `[id:8 hex]`. Undefined when it may not leave at all. */
  id(value: unknown): string | undefined;
  /** The user's id as it may leave. */
  user(value: unknown): string | undefined;
  /** The unit of a registered metric; undefined when it is not registered or the value out of range. */
  metric(name: string, value: number, unit: unknown): string | undefined;
  /** Whether a monitor of this name is registered. */
  monitor(slug: string): boolean;
}
