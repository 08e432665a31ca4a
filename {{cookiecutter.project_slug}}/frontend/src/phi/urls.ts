/**
 * Ids in URLs: what stands behind a resource word, and behind the policy's sensitive prefixes.
 *
 * Query, fragment and `;params` need no rule of their own: they are pairs like any other. The twin of
 * `backend/phi/urls.py`.
 */
import { digitsOf } from './checks';
import type { Found } from './found';
import { endAt, escaped, matchAt, stripped } from './matching';

const SEGMENT = /\/([^/?#&;, \t\n\r\f\v"'<>()[\]{}|]+)/y;
const SEGMENTS = new RegExp(SEGMENT.source, 'g');
const ROUTE =
  /^(?:v[0-9]{1,2}|[A-Za-z_-]+\.[a-z]{2,4}|:[A-Za-z_]+|%[sd]|\*+|\$[a-z]+|[0-9]{3}\.html?|[0-9]{4}_[a-z][a-z0-9_]{0,80}\.pyc?)$/;
const SLUG = /^[A-Za-z\u0080-\uffff]+[-_.+ ][A-Za-z\u0080-\uffff_.+-]+$/;
const FILE = /^[A-Za-z_-]+\.[a-z]{2,4}$/;
const DIGIT = /[0-9]/;
const LONG = /[0-9]{4}/;
const BARE = /\/([A-Za-z]{0,8}-?[0-9][0-9A-Za-z-]{0,60})(?![0-9A-Za-z_.%-])/g;
const WORD_BEFORE = /(?<![0-9A-Za-z_./%:\\-])[A-Za-z][A-Za-z_-]{2,30}$/;
const FEWEST_DIGITS = 5;
const PATH = /[^?# \t\n\r\f\v"'<>]*/y;

/** Finds ids in paths; built from `phi/defaults/urls.json` and the policy's prefixes. */
export class Urls {
  readonly sensitive: ReadonlySet<string>;
  readonly resources: ReadonlySet<string>;
  /** Names in a path: `/patients/mary-johnson` has nothing else that would tell. */
  readonly mayHoldSlug: RegExp;

  constructor(data: { resources: string[] }, prefixes: readonly string[]) {
    const own = prefixes.map((prefix) => stripped(prefix, '/').split('/').at(-1) as string);
    this.sensitive = new Set(own.filter((word) => word !== ''));
    const words = [...this.sensitive].map(escaped).sort().reverse().join('|');
    this.mayHoldSlug = words === '' ? /(?!)/ : new RegExp(`/(?:${words})/[A-Za-z]`);
    this.resources = new Set([...data.resources, ...this.sensitive]);
  }

  /** Adds the ids that follow a resource word in a path; returns where the last one ends. */
  segments(text: string, word: string, end: number, found: Found): number {
    const sensitive = this.sensitive.has(word);
    let first = true;
    let last = end;
    for (let position = end; ;) {
      const match = matchAt(SEGMENT, text, position);
      if (match === null) {
        return last;
      }
      const segment = match[1] as string;
      const start = position + 1;
      position = start + segment.length;
      if (ROUTE.test(segment)) {
        first = false;
        continue;
      }
      let holds = (first ? DIGIT : LONG).test(segment);
      if (sensitive) {
        const slug = SLUG.test(segment) && !FILE.test(segment);
        holds = DIGIT.test(segment) || (slug && (first || segment !== segment.toLowerCase()));
      }
      if (holds) {
        found.push([start, position, '[id]', 'url:segment']);
        last = position;
      } else if (!first && !sensitive) {
        return last;
      }
      first = false;
    }
  }

  /** Adds ids in a path without a slash before it: `visits/604…`, `Practitioner/44`. */
  bare(text: string, found: Found): void {
    for (const { 1: id = '', index: place } of text.matchAll(BARE)) {
      const word = WORD_BEFORE.exec(text.slice(Math.max(0, place - 32), place))?.[0];
      if (word === undefined || !this.resources.has(word)) {
        continue;
      }
      const fhir = word < 'a';
      if (fhir || digitsOf(id).length >= FEWEST_DIGITS) {
        found.push([place + 1, place + 1 + id.length, '[id]', 'url:segment']);
      }
    }
  }

  /** Adds what identifies in an address that is itself the value of a field. */
  strict(url: string, found: Found): void {
    const scheme = url.indexOf('://');
    const start = scheme === -1 ? 0 : url.indexOf('/', scheme + 3);
    if (start === -1) {
      return;
    }
    const path = url.slice(0, endAt(PATH, url, start));
    for (let match = matchAt(SEGMENTS, path, start); match; match = SEGMENTS.exec(path)) {
      const segment = match[1] as string;
      if (LONG.test(segment) && !FILE.test(segment)) {
        const from = match.index + 1;
        found.push([from, from + segment.length, '[id]', 'url:segment']);
      }
    }
  }
}
