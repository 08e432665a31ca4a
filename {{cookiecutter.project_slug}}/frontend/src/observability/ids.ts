/**
 * Keyed hashes that stand for ids: the same id has the same hash, and nobody without the key can
 * tell which id it was. Server only. The twin of `backend/observability/ids.py`.
 */
import { createHmac, randomBytes } from 'node:crypto';

import type { Environ } from './config';

/** Eight digits without a letter may be a birthday or a record's number, so no mark is made of those. */
const MARKED = /(?=[0-9]{0,7}[a-f])[0-9a-f]{8}/;
const HASHED = new RegExp(`^\\[id:${MARKED.source}\\]$`);
/** Few of these exist, so that who has the key could try them all. */
const SSN =
  /(?<![0-9A-Za-z])[0-9]{3}([-. /_\u2010-\u2015\u2212]?)[0-9]{2}\1[0-9]{4}(?![0-9A-Za-z])/;
const LONGEST = 200;

/** Whether `value` is a hash made here or by the backend. */
export function isHashed(value: unknown): value is string {
  return typeof value === 'string' && HASHED.test(value);
}

/** Makes hashes with the key in the environment. */
export class Ids {
  readonly #key: string | Buffer;
  readonly #mrn: RegExp | undefined;

  /**
   * @param mrn source of the pattern of medical record numbers.
   * @param say is told once when there is no key.
   */
  constructor(environ: Environ, mrn: string | undefined, say: (line: string) => void) {
    this.#mrn = mrn === undefined ? undefined : new RegExp(mrn, 'i');
    const given = environ.PHI_HASH_KEY?.trim();
    this.#key = given || randomBytes(32);
    if (!given) {
      say('PHI_HASH_KEY is empty: ids in telemetry are hashed with a key of this process alone.');
    }
  }

  /**
   * `[id:8 hex]` for an id. Undefined for what is none, and for what could be guessed from its hash:
   * social security numbers, medical record numbers, e-mail addresses.
   */
  hashed(value: unknown): string | undefined {
    const text = typeof value === 'number' && Number.isInteger(value) ? String(value) : value;
    if (typeof text !== 'string' || text === '' || text.length > LONGEST) {
      return undefined;
    }
    const plain = text.normalize('NFKC');
    if (SSN.test(plain) || plain.includes('@') || this.#mrn?.test(plain)) {
      return undefined;
    }
    const digest = createHmac('sha256', this.#key).update(text).digest('hex');
    const [found] = MARKED.exec(digest) ?? [];
    return found && `[id:${found}]`;
  }
}
