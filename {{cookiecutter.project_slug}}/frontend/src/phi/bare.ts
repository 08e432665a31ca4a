/** Where a value without quotes goes on: behind an apostrophe, over further words. The twin of `backend/phi/bare.py`. */
import { isLetterAt } from './characters';
import { endAt, stripped } from './matching';

export const BARE = /[^ \t\n\r\f\v&;,|<>"'`)\]}]+/y;
export const WORDS = /[^ \t\r\n&;,|<>"'`)\]}=]+/y;
const NEXT_WORD =
  /,? (?!(?:failed|while|timed|on retry|retry|rejected|not found|could|during|when|because)\b)[0-9A-Za-z\u0080-\uffff][^ \t\n\r\f\v&;,|<>"'`)\]}=]*/y;
const PARAMETER = /[?&;][A-Za-z0-9_.[\]-]{1,60}=$/;
const NEXT_KEY = /[,;]? ?[A-Za-z_][A-Za-z0-9_.-]*['"]? ?[=:]/y;
const WHOLE = /^[0-9]{3,6}$/;
const OLDEST = 150;
const FIRST_YEAR = 1850;
const LAST_YEAR = 2050;

/** Goes on past an apostrophe between letters: `surname=D'Angelo`. */
export function pastApostrophe(text: string, from: number): number {
  let end = from;
  while (text[end] === "'" && isLetterAt(text, end - 1) && isLetterAt(text, end + 1)) {
    const word = endAt(BARE, text, end + 1);
    if (word < 0) {
      break;
    }
    end = word;
  }
  return end;
}

/** Whether a value is that of a URL's parameter, which ends at a blank. */
export function isParameter(text: string, start: number): boolean {
  return PARAMETER.test(text.slice(Math.max(0, start - 64), start));
}

/** Takes along the words of what is told in sentences: `notes = one and two`. */
export function sentence(text: string, from: number): number {
  let end = from;
  for (;;) {
    const word = endAt(NEXT_WORD, text, end);
    if (word < 0 || endAt(NEXT_KEY, text, end) >= 0) {
      return end;
    }
    end = word;
  }
}

/** Takes along words that go on with a capital: `name=Mary Ann Smith, dob=…`. */
export function moreWords(text: string, from: number): number {
  let end = from;
  while (text[end] === ' ' || text[end] === ',') {
    const start = end + (text[end] === ',' && text[end + 1] === ' ' ? 2 : 1);
    const next = endAt(WORDS, text, start);
    if (next < 0 || endAt(NEXT_KEY, text, end) >= 0) {
      return end;
    }
    const first = text.charCodeAt(start);
    if (!((first >= 65 && first <= 90) || (first >= 48 && first <= 57) || first >= 0x80)) {
      return end;
    }
    end = next;
  }
  return end;
}

/** Whether a number is too great for an age, and no year: `Age: 3600` of HTTP. */
export function isNoAge(value: string): boolean {
  const plain = stripped(value, ' \'"');
  const age = Number(plain);
  return WHOLE.test(plain) && age > OLDEST && !(age >= FIRST_YEAR && age <= LAST_YEAR);
}
