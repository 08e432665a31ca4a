/** Kinds of characters; everything outside ASCII counts as a letter, as it does in Python's half. */

function isAsciiLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether the character at `index` is a letter; there is none outside of the text. */
export function isLetterAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return isAsciiLetter(code) || code > 0x7f;
}

/** Whether the character at `index` is a letter or a digit. */
export function isWordAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return isAsciiLetter(code) || isDigit(code) || code > 0x7f;
}
