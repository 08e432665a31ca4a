/**
 * Identifiers that are letters and digits: e-mail, VIN, MBI, DEA, IBAN, MAC, IPv6, media, tokens.
 *
 * The twin of `backend/phi/codes.py`.
 */
import { isWordAt } from './characters';
import * as checks from './checks';
import type { Found } from './found';

const EMAIL =
  /(?<![A-Za-z0-9._+\u0080-\uffff-])[A-Za-z0-9._+\u0080-\uffff][A-Za-z0-9._+'\u0080-\uffff-]*@([A-Za-z0-9\u0080-\uffff-]+(?:\.[A-Za-z0-9\u0080-\uffff-]+)+)/g;
const USER_INFO = /:\/\/(?!\[filtered\]@)([^/?#@ \t\n\r\f\v"'<>]+)@/g;
const NO_TOP_LEVEL: ReadonlySet<string> = new Set(
  'png jpg jpeg gif svg webp ico css js mjs ts tsx jsx map json html py scss woff ttf'.split(' '),
);
const LETTER = /[A-Za-z\u0080-\uffff]/;
/** No surrogates: whether two of them are one character, the languages see differently. */
const TOP_LEVEL = /^-*[A-Za-z\u0080-\ud7ff\ue000-\uffff][A-Za-z\u0080-\ud7ff\ue000-\uffff-]*$/;
const CODE = /[A-Z0-9]{4}(?:[A-Z0-9]{3,30}|[ -][A-Z0-9]{3,4}(?:[ -][A-Z0-9]{1,4}){1,7})/g;
const ONE_KIND = /^(?:[0-9]+|[A-Z]+)$/;
const PART = /[A-Z0-9]+(?:-[A-Z0-9]+)*/g;
const MBI = /^[1-9][A-Z][A-Z0-9][0-9]-?[A-Z][A-Z0-9][0-9]-?[A-Z]{2}[0-9]{2}$/;
const DEA = /^[A-Z][A-Z9][0-9]{7}$/;
const IBAN = /[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]){11,30}/;
const WHOLE_IBAN = new RegExp(`^${IBAN.source}$`);
const PAIRS =
  /(?<![0-9A-Za-z])(?<![0-9A-Fa-f]{2}[:-])[0-9A-Fa-f]{2}([:-])[0-9A-Fa-f]{2}(?:\1[0-9A-Fa-f]{2}){4}(?:\1[0-9A-Fa-f]{2}){0,2}(?![0-9A-Za-z]|[:-][0-9A-Fa-f]{2}(?![0-9A-Za-z]))/g;
const CISCO =
  /(?<![0-9A-Za-z.])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![0-9A-Za-z]|\.[0-9A-Za-z])/g;
const COLONS =
  /(?<![0-9A-Za-z.])(?<![0-9A-Fa-f]{2}:)(?<!::)(?:[0-9A-Fa-f]{1,4}:|::)[0-9A-Fa-f:]{2,40}(?:[0-9.]{7,15})?(?![0-9A-Za-z])/g;
const MEDIA =
  /data:(?:image|audio|video)\/[A-Za-z0-9.+-]{1,40}[A-Za-z0-9=;._-]{0,60},?[A-Za-z0-9+/=%_-]*/g;
// In two steps: one pattern that starts at `eyJ` takes quadratic time on many of them without a dot.
const BEFORE_A_DOT = /(?<![\w-])[\w-]{8,}(?=\.[\w-]{5})/g;
const JWT = /eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/y;
const SCHEME =
  /(?<![A-Za-z])(?:[Bb]asic|BASIC|[Bb]earer|BEARER|Token)[ +]+([A-Za-z0-9._~+/=-]{6,})/g;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const COLON = 58;

/** Adds codes in upper case: VIN, MBI, DEA, IBAN. */
export function findCodes(text: string, found: Found): void {
  for (const { 0: code, index: start } of text.matchAll(CODE)) {
    const end = start + code.length;
    if (ONE_KIND.test(code) || isWordAt(text, start - 1) || isWordAt(text, end)) {
      continue;
    }
    const mark = markOf(code);
    if (mark !== undefined) {
      found.push([start, end, `[${mark}]`, `code:${mark}`]);
    } else if (code.includes(' ') || code.includes('-')) {
      findInside(code, start, found);
    }
  }
}

function markOf(code: string): string | undefined {
  const size = code.length;
  if (size === 17 && checks.vin(code)) {
    return 'vin';
  }
  if ((size === 11 || size === 13) && MBI.test(code)) {
    return 'mbi';
  }
  if (size === 9 && DEA.test(code) && checks.dea(code)) {
    return 'dea';
  }
  return size >= 15 && WHOLE_IBAN.test(code) && checks.iban(code) ? 'iban' : undefined;
}

/** Looks at each part of a code with blanks or dashes: a VIN or an MBI may stand among others. */
function findInside(code: string, offset: number, found: Found): void {
  for (const { 0: part, index } of code.matchAll(PART)) {
    const mark = markOf(part);
    if (mark !== undefined) {
      const start = offset + index;
      found.push([start, start + part.length, `[${mark}]`, `code:${mark}`]);
    }
  }
  const account = IBAN.exec(code);
  const words = account?.[0].split(' ') ?? [];
  for (let size = words.length; account && size > 2; size--) {
    const part = words.slice(0, size).join(' ');
    if (checks.iban(part)) {
      const start = offset + account.index;
      found.push([start, start + part.length, '[iban]', 'code:iban']);
      break;
    }
  }
}

/** Adds e-mail addresses, and what stands before the @ of a URL. */
export function findEmails(text: string, found: Found): void {
  const hosts = new Set<number>(); // where the @ stands before a URL's host, which stays
  if (text.includes('://')) {
    for (const { 1: user = '', index } of text.matchAll(USER_INFO)) {
      const start = index + '://'.length;
      found.push([start, start + user.length, '[filtered]', 'url:user']);
      hosts.add(start + user.length);
    }
  }
  for (const { 0: address, 1: host = '', index } of text.matchAll(EMAIL)) {
    if (hosts.has(index + address.length - host.length - 1)) {
      continue;
    }
    const known = hostIn(host);
    if (known !== '' && !address.startsWith('git@')) {
      const end = index + address.length - host.length + known.length;
      found.push([index, end, '[email]', 'code:email']);
    }
  }
}

/** What of a name may be a host, at most all but `.x` and `.1` at its end. */
function hostIn(name: string): string {
  const labels = name.split('.');
  const last = labels.at(-1) as string;
  if (NO_TOP_LEVEL.has(last.toLowerCase())) {
    return ''; // a file, whose name may end with `@2x.png`
  }
  if (isTopLevel(last)) {
    return name;
  }
  while (labels.length > 1 && !isTopLevel(labels.at(-1) as string)) {
    labels.pop();
  }
  return labels.length > 1 && labels.every((label) => LETTER.test(label)) ? labels.join('.') : '';
}

function isTopLevel(label: string): boolean {
  return label.length > 1 && TOP_LEVEL.test(label);
}

/** Adds MAC and IPv6 addresses. */
export function findHex(text: string, found: Found): void {
  add(text, PAIRS, '[mac]', 'code:mac', found, (value) => !isClock(value));
  if (text.indexOf(':') === text.lastIndexOf(':')) {
    return;
  }
  for (const { 0: given, index } of text.matchAll(COLONS)) {
    const value = given.endsWith('::') ? given : given.replace(/:+$/, '');
    if (checks.ipv6(value) && !isClock(value)) {
      found.push([index, index + value.length, '[ip]', 'code:ipv6']);
    }
  }
}

/** Adds MAC addresses in three groups. */
export function findCisco(text: string, found: Found): void {
  add(text, CISCO, '[mac]', 'code:mac', found);
}

/** Adds pictures and sounds in `data:` addresses. */
export function findMedia(text: string, found: Found): void {
  add(text, MEDIA, '[media]', 'code:media', found);
}

/** Adds credentials after `Basic` and `Bearer`. */
export function findTokens(text: string, found: Found): void {
  for (const { 0: given, 1: value = '', index } of text.matchAll(SCHEME)) {
    if (isSecret(value)) {
      const end = index + given.length;
      found.push([end - value.length, end, '[filtered]', 'code:credential']);
    }
  }
}

/** Adds JSON Web Tokens. */
export function findJwt(text: string, found: Found): void {
  let start = -1;
  let end = 0;
  for (const { 0: part, index } of text.matchAll(BEFORE_A_DOT)) {
    if (start < Math.max(index, end)) {
      start = text.indexOf('eyJ', Math.max(index, end));
    }
    if (start === -1) {
      return;
    }
    JWT.lastIndex = start;
    const token = start < index + part.length ? JWT.exec(text)?.[0] : undefined;
    if (token) {
      end = start + token.length;
      found.push([start, end, '[filtered]', 'code:jwt']);
    }
  }
}

function add(
  text: string,
  pattern: RegExp,
  mark: string,
  rule: string,
  found: Found,
  accepts: (value: string) => boolean = () => true,
): void {
  for (const { 0: value, index } of text.matchAll(pattern)) {
    if (accepts(value)) {
      found.push([index, index + value.length, mark, rule]);
    }
  }
}

function isSecret(value: string): boolean {
  const padded = value + '='.repeat((4 - (value.length % 4)) % 4);
  if (BASE64.test(padded) && Buffer.from(padded, 'base64').includes(COLON)) {
    return true;
  }
  const mixed = /[0-9]/.test(value) && /[A-Za-z]/.test(value);
  return mixed || value.endsWith('=') || value.length > 40;
}

/** Tells a row of two-digit numbers such as `12:30:45:10` from an address. */
function isClock(value: string): boolean {
  const count = (character: string) => value.split(character).length - 1;
  return !value.includes('::') && count(':') < 5 && count('-') < 5;
}
