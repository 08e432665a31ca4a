/** Regular expressions at a place in a text; all with explicit ASCII classes, as in Python's half. */

/** Where a match of a sticky `pattern` that begins at `position` ends; -1 if there is none. */
export function endAt(pattern: RegExp, text: string, position: number): number {
  pattern.lastIndex = position;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** The match of a sticky `pattern` at `position`, or of a global one from there on. */
export function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/** `text` without any of `characters` at its ends. */
export function stripped(text: string, characters: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text[start] as string)) {
    start++;
  }
  while (end > start && characters.includes(text[end - 1] as string)) {
    end--;
  }
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** A text as a part of a pattern. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (one) => `\\${one}`);
}
