/** What differs from one machine, or one package.json, to another: its group is enough. */
const OF_THE_MACHINE =
  /^(payload\.modules|payload\.contexts\.(?:app|cloud_resource|culture|device|os)|payload\.items\[\]\.attributes\.(?:app|cloud|culture|device|os|process))\..*/;

/** The key paths of a payload, sorted: `exception.values[].type`. What is new in one shows as a new line. */
export function shapeOf(value: unknown): string[] {
  const paths = walk(value, '').map((path) => path.replace(OF_THE_MACHINE, '$1.*'));
  return [...new Set(paths)].sort();
}

function walk(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((one) => walk(one, `${path}[]`));
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    return Object.entries(value).flatMap(([key, one]) =>
      walk(one, path === '' ? key : `${path}.${key}`),
    );
  }
  return value === undefined ? [] : [path];
}
