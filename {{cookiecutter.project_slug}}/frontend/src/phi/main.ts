/** The command `node scripts/phi.mjs`: JSON lines in, the same scrubbed out. The twin of `backend/phi/__main__.py`. */
import { once } from 'node:events';

import { PolicyError } from './errors';
import { FREE_TEXT, loadPolicy, type FreeText, type Policy } from './policy';
import { scrub } from './text';
import { scrubEvent } from './walk';

const USAGE = `usage: node scripts/phi.mjs [--policy FILE] [--free-text ${FREE_TEXT.join('|')}] [--explain]

Reads JSON lines {"id": …, "event": {…}} or {"id": …, "text": "…"}, and writes the same scrubbed.`;
const ACCEPTED = '{"id": …, "event": {…}} or {"id": …, "text": "…"}';
const NEWLINE = 0x0a;

interface Options {
  policy?: string;
  freeText?: FreeText;
  explain: boolean;
}

/**
 * Runs the command.
 *
 * @param folder where the service's `phi/` lies.
 * @returns the exit code: 0, 1 if a line could not be read, 2 if there is no policy or a wrong option.
 */
export async function main(argv: readonly string[], folder: string): Promise<number> {
  const options = optionsOf(argv);
  if (options === undefined) {
    say(USAGE);
    return 2;
  }
  let policy: Policy;
  try {
    policy = loadPolicy({ folder, path: options.policy, freeText: options.freeText });
  } catch (error) {
    if (error instanceof PolicyError) {
      say(error.message);
      return 2;
    }
    throw error;
  }
  if (policy.wordsProblem !== undefined && policy.freeText === 'known-words') {
    say(`No word is known, so none is shown: ${policy.wordsProblem}`);
  }
  let number = 0;
  let bad = 0;
  for await (const line of lines(process.stdin)) {
    number++;
    if (line.trim() === '') {
      continue;
    }
    const answer = answerTo(line, policy, options.explain);
    if (answer === undefined) {
      bad++;
      say(`line ${number}: not read. Accepted: ${ACCEPTED}, one a line.`);
    } else if (!process.stdout.write(answer)) {
      await once(process.stdout, 'drain');
    }
  }
  return bad > 0 ? 1 : 0;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The options; undefined when they are not understood. */
function optionsOf(argv: readonly string[]): Options | undefined {
  const options: Options = { explain: false };
  const rest = [...argv];
  for (let option = rest.shift(); option !== undefined; option = rest.shift()) {
    const value = option === '--explain' ? undefined : rest.shift();
    const freeText = FREE_TEXT.find((one) => one === value);
    if (option === '--explain') {
      options.explain = true;
    } else if (option === '--policy' && value !== undefined) {
      options.policy = value;
    } else if (option === '--free-text' && freeText !== undefined) {
      options.freeText = freeText;
    } else {
      return undefined;
    }
  }
  return options;
}

/** The answer to one line, with its newline; undefined for a bad line. */
function answerTo(line: string, policy: Policy, explain: boolean): string | undefined {
  let given: unknown;
  try {
    given = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(given)) {
    return undefined;
  }
  const { id, event, text } = given;
  const marks: object[] = [];
  const told = (mark: string, rule: string, at = 'text') => void marks.push({ mark, rule, at });
  const scrubbed = isObject(event)
    ? { event: scrubEvent(event, policy, undefined, explain ? told : undefined) }
    : typeof text === 'string'
      ? { text: scrub(text, policy, explain ? told : undefined) }
      : undefined;
  const answer = { ...(id !== undefined && { id }), ...scrubbed, ...(explain && { marks }) };
  return scrubbed && `${JSON.stringify(answer)}\n`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The lines of a stream that hold anything. Only \n ends one: JSON may hold U+2028. */
async function* lines(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  for await (const chunk of stream) {
    let rest = chunk;
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      yield Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8');
      parts = [];
      rest = rest.subarray(end + 1);
    }
    parts.push(rest);
  }
  const last = Buffer.concat(parts);
  if (last.length > 0) {
    yield last.toString('utf8');
  }
}
