/** How engines spell the functions of a stack. */

/** What stands for a function without a name. */
const NAMELESS: ReadonlySet<string> = new Set(['?', '<anonymous>', '<unknown>', 'eval']);

const PREFIX = /^(?:async |new |get |set |static )*/;
const ALIAS = / \[as ([^\s\]]{1,100})\]$/;
const INDEX = / \(index [0-9]{1,6}\)$/;
export const IDENTIFIER = /^[#$A-Z_a-z][$0-9A-Z_a-z]{0,99}$/;

/**
 * Whether every word in an engine's name of a function is accepted by `spells`.
 *
 * Understands `async Object.load [as get]`, `new Thing`, `Promise.all (index 0)`, `Thing.<anonymous>`.
 */
export function isFunctionName(name: string, spells: (word: string) => boolean): boolean {
  if (name.length > 300) {
    return false;
  }
  const alias = ALIAS.exec(name)?.[1];
  const plain = name.replace(ALIAS, '').replace(INDEX, '').replace(PREFIX, '');
  const words = plain.split('.').concat(alias === undefined ? [] : [alias]);
  return words.every((word) => NAMELESS.has(word) || (IDENTIFIER.test(word) && spells(word)));
}
