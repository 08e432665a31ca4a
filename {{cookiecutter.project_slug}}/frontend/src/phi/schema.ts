/**
 * Holds data against the JSON Schema beside the policy: the few keywords that it uses.
 *
 * Written by hand because the answer must be one line that names the key and says what is accepted;
 * each `description` in the schema is that sentence's end. The twin of `backend/phi/schema.py`.
 */

/** A schema: the keywords that the policy's uses. */
export interface Schema {
  type?: 'object' | 'array' | 'string' | 'number';
  description?: string;
  $ref?: string;
  $defs?: Record<string, Schema>;
  anyOf?: Schema[];
  enum?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | false;
  propertyNames?: { pattern: string };
  required?: string[];
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
}

/** A place in the data as a dotted key, what is the matter there, and what is accepted. */
export interface NotAccepted {
  key: string;
  given: string;
  accepted: string;
}

/** The first wrong place of `value`; undefined if it is as `schema` says. */
export function check(
  value: unknown,
  schema: Schema,
  key = '',
  root = schema,
): NotAccepted | undefined {
  const said = resolved(schema, root);
  const wrong = (given: string) => notAccepted(said, key, given);
  if (said.anyOf !== undefined) {
    const fitting = said.anyOf.find((one) => isOfType(value, resolved(one, root)));
    return fitting === undefined ? wrong('is of another kind') : check(value, fitting, key, root);
  }
  if (!isOfType(value, said)) {
    return wrong('is of another kind');
  }
  if (said.enum && !(typeof value === 'string' && said.enum.includes(value))) {
    return wrong('is unknown');
  }
  if (Array.isArray(value)) {
    return checkArray(value, said, key, root);
  }
  if (typeof value === 'object' && value !== null) {
    return checkObject(value as Record<string, unknown>, said, key, root);
  }
  if (typeof value === 'string') {
    const length = [...value].length;
    if (length < (said.minLength ?? 0) || length > (said.maxLength ?? Infinity)) {
      return wrong('is too short or too long');
    }
    return said.pattern !== undefined && !matches(said.pattern, value)
      ? wrong('is of another shape')
      : undefined;
  }
  const inRange =
    typeof value !== 'number' ||
    (value >= (said.minimum ?? -Infinity) && value <= (said.maximum ?? Infinity));
  return inRange ? undefined : wrong('is out of range');
}

function checkObject(
  value: Record<string, unknown>,
  schema: Schema,
  key: string,
  root: Schema,
): NotAccepted | undefined {
  const names = schema.propertyNames?.pattern;
  const missing = schema.required?.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) {
    return notAccepted(schema, key, `has no ${missing}`);
  }
  for (const [name, entry] of Object.entries(value)) {
    const known = schema.properties;
    const own = known && Object.hasOwn(known, name) ? known[name] : undefined;
    const inner = own ?? (schema.additionalProperties || undefined);
    if (inner === undefined || (!own && names !== undefined && !matches(names, name))) {
      return notAccepted(schema, key, `has the key ${JSON.stringify(name).slice(0, 60)}`);
    }
    const found = check(entry, inner, key === '' ? name : `${key}.${name}`, root);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function checkArray(
  value: readonly unknown[],
  schema: Schema,
  key: string,
  root: Schema,
): NotAccepted | undefined {
  if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity)) {
    return notAccepted(schema, key, 'has another number of entries');
  }
  for (const [at, entry] of value.entries()) {
    const found = check(entry, schema.items ?? {}, `${key}[${at}]`, root);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function isOfType(value: unknown, { type }: Schema): boolean {
  switch (type) {
    case undefined:
      return true;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function resolved(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (root.$defs?.[name] ?? {});
}

function matches(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${pattern.replace(/^\^/, '').replace(/\$$/, '')})$`).test(text);
}

function notAccepted(schema: Schema, key: string, given: string): NotAccepted {
  return { key: key || 'the file', given, accepted: schema.description ?? 'what it says' };
}
