/**
 * Behind the gate: searches what was rebuilt for what should have been impossible.
 *
 * A hit means that the gate has a hole; the item is dropped. The twin of
 * `backend/observability/tripwire.py`.
 */

const SEPARATORS = '[-. /_\\u00a0\\u2010-\\u2015\\u2212]';
const SSN = new RegExp(`(?<![0-9])[0-9]{3}(${SEPARATORS})[0-9]{2}\\1[0-9]{4}(?![0-9])`);
const EMAIL = /[\w.%+-]@(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24}(?!\w)/;
const CARD = /(?<![0-9A-Za-z])[2-6][0-9](?:[ -]?[0-9]){11,17}(?![0-9A-Za-z])/g;
/** First digits and lengths that the card schemes give out: Visa, Mastercard, American Express, … */
const SCHEMES =
  /^(?:4[0-9]{12}(?:[0-9]{3}){0,2}|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}|3[47][0-9]{13}|(?:6011|65[0-9]{2}|64[4-9][0-9])[0-9]{12}|3(?:0[0-5]|[68][0-9])[0-9]{11}|35(?:2[89]|[3-8][0-9])[0-9]{12})$/;
/** What cannot hold any of it: marks, rates, and ids of the SDK's own making. */
const PLAIN =
  /^(?:\[[a-z]+\]|\[id:[0-9a-f]{8}\]|[0-9a-f]{32}|(?=[0-9]*[a-f])[0-9a-f]{16}|[01]\.[0-9]{1,17}|[a-z_.]+)$/;
const CLASSES = /\[[^\]]*\]|\\.|\(\?[a-zA-Z:=!<]+/g;
const TWO_LETTERS = /[A-Za-z]{2}/;

/** Whether a rebuilt payload holds a social security number, an address, a record number or a card. */
export type Tripwire = (payload: unknown) => boolean;

/** @param mrn source of the policy's pattern; without two letters of its own it would hit any number. */
export function tripwire(mrn: string | undefined): Tripwire {
  const record =
    mrn !== undefined && TWO_LETTERS.test(mrn.replace(CLASSES, ' '))
      ? new RegExp(mrn, 'i')
      : undefined;
  const hit = (text: string): boolean =>
    (text.includes('@') && EMAIL.test(text)) ||
    (/[0-9]{2}/.test(text) && (SSN.test(text) || hasCard(text))) ||
    (record?.test(text) ?? false);
  return (payload) => {
    // The same few texts come again and again: each is looked at once.
    const seen = new Set<string>();
    const search = (value: unknown): boolean => {
      if (typeof value === 'string') {
        return !seen.has(value) && Boolean(seen.add(value)) && !PLAIN.test(value) && hit(value);
      }
      if (typeof value !== 'object' || value === null) {
        return false;
      }
      return Array.isArray(value)
        ? value.some(search)
        : Object.keys(value).some(search) || Object.values(value).some(search);
    };
    return search(payload);
  };
}

function hasCard(text: string): boolean {
  return (text.match(CARD) ?? []).some((found) => {
    const digits = found.replace(/[ -]/g, '');
    return SCHEMES.test(digits) && luhn(digits);
  });
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let n = 0; n < digits.length; n++) {
    const digit = Number(digits[digits.length - 1 - n]);
    const doubled = digit * 2;
    sum += n % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
