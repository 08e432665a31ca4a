/** Reads and writes the wire format of envelopes: lines of JSON. Only what this service sends itself. */

const MAX_ITEMS = 100;

/**
 * Parses an envelope of JSON items.
 *
 * @throws Error on anything else. Items that give a length are binary and end the parse too: the
 * browser's gate never lets one through.
 */
export function parseEnvelope(bytes: Uint8Array): [header: object, items: [object, object][]] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const lines = text.split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  const [header, ...rest] = lines.map(parseObject);
  if (header === undefined || rest.length % 2 !== 0 || rest.length > 2 * MAX_ITEMS) {
    throw new Error('not an envelope of JSON items');
  }
  const items: [object, object][] = [];
  for (let n = 0; n + 1 < rest.length; n += 2) {
    items.push([rest[n] as object, rest[n + 1] as object]);
  }
  return [header, items];
}

function parseObject(line: string): object {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('not a JSON object');
  }
  return value;
}

/** Writes an envelope of JSON items. */
export function serializeEnvelope([header, items]: [object, [object, object][]]): string {
  const lines = [header, ...items.flat()].map((one) => JSON.stringify(one));
  return `${lines.join('\n')}\n`;
}
