/**
 * What JavaScript engines and React say themselves: constants with holes. In a browser they are all that leaves of an
 * error's text; what fills a hole is data and stays in the page.
 */
import { MARK_TEXT } from './parts';

/** `*` is a hole. Of V8, SpiderMonkey and JavaScriptCore; the more telling ones come first. */
const MESSAGES = `Cannot read properties of undefined (reading '*')
Cannot read properties of null (reading '*')
Cannot set properties of undefined (setting '*')
Cannot access '*' before initialization
Cannot convert undefined or null to object
undefined is not an object (evaluating '*')
null is not an object (evaluating '*')
can't access property *, * is undefined
can't access property *, * is null
Failed to fetch
Load failed
NetworkError when attempting to fetch resource.
signal timed out
signal is aborted without reason
Unexpected token * is not valid JSON
Unexpected end of JSON input
Unexpected non-whitespace character after JSON at *
Expected * in JSON at *
JSON.parse: * of the JSON data
JSON Parse error: *
Converting circular structure to JSON*
Invalid time value
date value is not finite *
Invalid time zone specified: *
Invalid array length
Maximum call stack size exceeded*
too much recursion
Assignment to constant variable.
Failed to execute '*' on '*': *
Failed to load chunk *
Loading chunk * failed*
Can't find variable: *
* is not defined
* is not a constructor
* is not a function*
* is not iterable*
* is undefined
* is null`
  .split('\n')
  .map((message) => message.split('*'));

const REACT = /^Minified React error #([0-9]{1,3});/;

/** The constant that `text` is made from, its holes marked; undefined when there is none. */
export function engineMessage(text: string): string | undefined {
  const number = REACT.exec(text)?.[1];
  return number === undefined
    ? MESSAGES.find((parts) => isMadeFrom(text, parts))?.join(MARK_TEXT)
    : `React error code ${number}`;
}

/** Whether the parts follow one another in `text`, from its begin to its end. */
function isMadeFrom(text: string, [first = '', ...parts]: string[]): boolean {
  const last = parts.pop();
  if (last === undefined) {
    return text === first;
  }
  let at = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return text.startsWith(first) && text.endsWith(last) && text.length - last.length >= at;
}
