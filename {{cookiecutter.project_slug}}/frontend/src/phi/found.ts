/** What a rule found in a text, and how marks are put in its place. */
import type { View } from './encodings';

export type Hit = readonly [start: number, end: number, mark: string, rule: string];
export type Found = Hit[];

/** The hits in order and without overlaps; of two that overlap the wider gives the mark. */
export function merged(found: Found): Found {
  if (found.length < 2) {
    return found.filter(([start, end]) => end > start);
  }
  const ordered = found.toSorted((a, b) => a[0] - b[0] || b[1] - a[1]);
  const kept: Found = [];
  for (const hit of ordered) {
    const last = kept[kept.length - 1];
    if (last !== undefined && hit[0] < last[1]) {
      if (hit[1] > last[1]) {
        const [, , mark, rule] = hit[1] - hit[0] > last[1] - last[0] ? hit : last;
        kept[kept.length - 1] = [last[0], hit[1], mark, rule];
      }
    } else if (hit[1] > hit[0]) {
      kept.push(hit);
    }
  }
  return kept;
}

/** The original text with a mark where each (ordered) hit stands. */
export function replaced(text: string, hits: Found, view: View | undefined): string {
  let built = '';
  let last = 0;
  for (const [from, to, mark] of hits) {
    const start = view ? view.position(from) : from;
    if (start < last) {
      continue;
    }
    built += text.slice(last, start) + mark;
    last = view ? view.position(to) : to;
  }
  return built + text.slice(last);
}
