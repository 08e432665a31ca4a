/**
 * Counts of what the gates of this process dropped, by `item type:reason`.
 *
 * Kept on globalThis: the bundler may put a copy of this module into each entry point.
 */
const KEY = Symbol.for('observability.dropped');

function counts(): Map<string, number> {
  const holder = globalThis as { [KEY]?: Map<string, number> };
  return (holder[KEY] ??= new Map());
}

/** Counts something dropped. Types and reasons come from lists of ours, so the map stays small. */
export function countDropped(type: string, reason: string): void {
  const name = `${type}:${reason}`;
  counts().set(name, (counts().get(name) ?? 0) + 1);
}

/** How many items this process has dropped, by `item type:reason`. */
export function dropped(): Record<string, number> {
  return Object.fromEntries(counts());
}
