/** Check digits and ranges that tell an identifier from any other number. All take plain ASCII. */

const VIN_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const VIN_VALUES = [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9];
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const CARD_LENGTHS: Readonly<Record<string, readonly number[]>> = {
  '2': [16],
  '3': [14, 15],
  '4': [13, 16, 19],
  '5': [16],
  '6': [16, 17, 18, 19],
};
const ISSUERS_3: ReadonlySet<number> = new Set([30, 34, 35, 36, 37, 38, 39]);
const ISSUERS_6: ReadonlySet<number> = new Set([60, 62, 63, 64, 65, 67]);

/** The text's ASCII digits. */
export function digitsOf(text: string): string {
  return text.replace(/[^0-9]+/g, '');
}

/** Whether the last digit is the Luhn check digit of the others. */
export function luhn(digits: string): boolean {
  let total = 0;
  const last = digits.length - 1;
  for (let index = 0; index <= last; index++) {
    let value = digits.charCodeAt(last - index) - 48;
    if (index % 2 === 1) {
      value *= 2;
      value -= value > 9 ? 9 : 0;
    }
    total += value;
  }
  return total % 10 === 0;
}

/** Whether it is a payment card's number: issuer's range, length and Luhn. */
export function card(text: string): boolean {
  const digits = digitsOf(text);
  const first = digits[0] ?? '';
  if (!CARD_LENGTHS[first]?.includes(digits.length)) {
    return false;
  }
  const two = Number(digits.slice(0, 2));
  const four = Number(digits.slice(0, 4));
  if (
    (first === '5' && (two < 51 || two > 55)) ||
    (first === '2' && (four < 2221 || four > 2720)) ||
    (first === '3' && !ISSUERS_3.has(two)) ||
    (first === '6' && !ISSUERS_6.has(two))
  ) {
    return false;
  }
  const number = BigInt(digits);
  return (number & (number - 1n)) !== 0n && luhn(digits);
}

/** Whether it is a National Provider Identifier (Luhn over 80840 and its ten digits). */
export function npi(text: string): boolean {
  const digits = digitsOf(text);
  return digits.length === 10 && '12'.includes(digits[0] as string) && luhn(`80840${digits}`);
}

/** Whether it is a DEA registration: two letters, six digits, a check digit. */
export function dea(text: string): boolean {
  const digits = [...digitsOf(text)].map(Number);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, check] = digits;
  return digits.length === 7 && (a + c + e + 2 * (b + d + f)) % 10 === check;
}

/** Whether it is a vehicle's number: 17 letters and digits, the ninth of them a check. */
export function vin(text: string): boolean {
  if (text.length !== 17) {
    return false;
  }
  let total = 0;
  for (const [index, weight] of VIN_WEIGHTS.entries()) {
    const character = text[index] as string;
    const value =
      character >= '0' && character <= '9'
        ? Number(character)
        : VIN_VALUES[VIN_LETTERS.indexOf(character)];
    if (value === undefined) {
      return false;
    }
    total += value * weight;
  }
  return text[8] === '0123456789X'[total % 11];
}

/** Whether it is an International Bank Account Number (mod 97). */
export function iban(text: string): boolean {
  const plain = text.replace(/[ -]/g, '');
  if (plain.length < 15 || plain.length > 34) {
    return false;
  }
  let rest = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** Whether it is an address of four bytes that names a machine: no loopback, no mask. */
export function ipv4(text: string): boolean {
  const parts = text.split('.');
  const first = Number(parts[0]);
  return (
    parts.every((part) => Number(part) <= 255 && (part.length < 2 || part[0] !== '0')) &&
    !text.startsWith('127.') &&
    first !== 0 &&
    first !== 255
  );
}

/** Whether it is an IPv6 address other than `::` and `::1`. */
export function ipv6(text: string): boolean {
  const short = text.includes('::');
  if (text.includes('.')) {
    return short || text.split(':').length === 7;
  }
  if (text.startsWith('::1:') || text === '::1' || text === '::') {
    return false; // this machine, with a port
  }
  if (text.includes(':::') || text.indexOf('::') !== text.lastIndexOf('::')) {
    return false;
  }
  const groups = text.split(':').filter((group) => group !== '');
  if ((!short && groups.length !== 8) || groups.length > (short ? 7 : 8)) {
    return false;
  }
  const longest = Math.max(0, ...groups.map((group) => group.length));
  return longest <= 4 && groups.length >= 2 && groups.join('').length >= 4;
}

/** Whether it can be a date of a person or of a visit. */
export function calendar(year: number, month: number, day: number): boolean {
  return year >= 1850 && year <= 2150 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

export const CHECKS: Readonly<Record<string, (text: string) => boolean>> = {
  card,
  npi,
  dea,
  vin,
  iban,
  luhn: (text) => luhn(digitsOf(text)),
  ipv4,
  ipv6,
};
