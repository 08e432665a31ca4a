/** For a service's own tests: asserts that made-up values are nowhere in what was sent. The twin of `backend/phi/assertion.py`. */
import { gunzipSync } from 'node:zlib';

/** Characters of a value; anything shorter is found everywhere. */
export const SHORTEST = 4;
const FOLDED_AWAY = /[\s_\-.,:;/\\^()+'"\u00ad\u200b-\u200f\u2010-\u2015\u2212]+/g;
const ESCAPED = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/g;
const BASE64 = /[A-Za-z0-9+/_-]{8,}={0,2}/g;
const HEX = /(?:[0-9a-fA-F]{2}){4,}/g;
const PERCENT = /(?:%[0-9a-fA-F]{2})+/g;
const ENTITY = /&(?:(amp|lt|gt|quot|apos|nbsp)|#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6}));/g;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
const PLAIN_KEY = /^[a-z_]{1,24}$/;

/**
 * Asserts that none of the values stands in any of the envelopes, however it is spelled.
 *
 * Case, separators and Unicode forms are folded; percent, HTML, `\u`, hex and base64 are decoded.
 *
 * @param envelopes what was sent: bytes or text of envelopes (also gzipped), or parsed JSON.
 * @param values the made-up names and numbers, each of 4 characters or more besides separators.
 * @throws Error if one was found. It names the value by its number and the place by its path, not by
 * its content, so that a report holds none either. Also if a value is too short to be looked for, or
 * there is nothing to look at.
 */
export function assertNoPhi(envelopes: Iterable<unknown>, values: Iterable<string | number>): void {
  const wanted = [...values].map((value) => fold(String(value)));
  if (wanted.length === 0 || wanted.some((value) => value.length < SHORTEST)) {
    throw new Error(`Bring values, each of ${SHORTEST} characters or more besides separators.`);
  }
  let seen = 0;
  let at = 0;
  for (const envelope of envelopes) {
    for (const [path, text] of textsOf(envelope)) {
      seen++;
      const spelled = new Set([...readings(text)].map(fold));
      wanted.forEach((value, number) => {
        if ([...spelled].some((one) => one.includes(value))) {
          throw new Error(`value ${number} left in envelope ${at} at ${path}`);
        }
      });
    }
    at++;
  }
  if (seen === 0) {
    throw new Error(
      'Nothing was sent, so nothing is shown. Bring the envelopes that were recorded.',
    );
  }
}

type Place = [path: string, text: string];

function* textsOf(envelope: unknown): Generator<Place> {
  const given = envelope instanceof Uint8Array ? inflated(envelope) : envelope;
  if (typeof given !== 'string') {
    yield* leaves(given, '$');
    return;
  }
  for (const [index, line] of given.split('\n').entries()) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch {
      yield [`line ${index + 1}`, line];
      continue;
    }
    yield* leaves(parsed, `line ${index + 1}: $`);
  }
}

function inflated(bytes: Uint8Array): string {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  return new TextDecoder().decode(plain);
}

function* leaves(value: unknown, path: string): Generator<Place> {
  const pending: [string, unknown][] = [[path, value]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [where, one] = next;
    if (Array.isArray(one)) {
      one.forEach((inner, at) => pending.push([`${where}[${at}]`, inner]));
    } else if (typeof one === 'object' && one !== null) {
      for (const [at, [key, inner]] of Object.entries(one).entries()) {
        yield [`${where} (a key)`, key];
        // A key can be the very value; its place is told by number.
        pending.push([`${where}.${PLAIN_KEY.test(key) ? key : `#${at}`}`, inner]);
      }
    } else if (typeof one === 'string' || typeof one === 'number' || typeof one === 'bigint') {
      yield [where, String(one)];
    }
  }
}

function* readings(text: string): Generator<string> {
  yield text;
  for (const decoded of [unquoted(text), unescapedHtml(text), unescaped(text)]) {
    if (decoded !== text) {
      yield decoded;
      yield unquoted(unescapedHtml(unescaped(decoded)));
    }
  }
  for (const [found] of text.matchAll(BASE64)) {
    yield* printable(Buffer.from(found, 'base64'));
  }
  for (const [found] of text.matchAll(HEX)) {
    yield* printable(Buffer.from(found, 'hex'));
  }
}

function* printable(bytes: Buffer): Generator<string> {
  try {
    yield new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Ids are hex digits and words look like base64; what they decode to is no text.
  }
}

function unquoted(text: string): string {
  const bytes = (found: string) => Buffer.from(found.replaceAll('%', ''), 'hex').toString('utf8');
  return text.replaceAll('+', ' ').replace(PERCENT, bytes);
}

function unescapedHtml(text: string): string {
  return text.replace(ENTITY, (found, name?: string, decimal?: string, hex?: string) => {
    const point = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return name === undefined
      ? point <= 0x10ffff
        ? String.fromCodePoint(point)
        : found
      : (ENTITIES[name] ?? found);
  });
}

function unescaped(text: string): string {
  return text.replace(ESCAPED, (_found, unit?: string, byte?: string) =>
    String.fromCharCode(parseInt(unit ?? byte ?? '', 16)),
  );
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(FOLDED_AWAY, '');
}
