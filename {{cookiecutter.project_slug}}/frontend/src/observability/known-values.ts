/**
 * Removes from an event what sensitive fields held at the moment of the error. Server only.
 *
 * A patient called Mark Young passes every list of words. So what the fields of a server action's form
 * or other arguments hold is remembered for its request, and removed from the texts of its events;
 * likewise what stands under such names in the event itself. The values go nowhere, and are forgotten with the request.
 * The twin of `backend/observability/known_values.py`.
 */
import * as Sentry from '@sentry/nextjs';

import { fieldOf } from '@/phi/keys';
import type { Policy } from '@/phi/policy';
import { Values } from '@/phi/values';

import { MARK_TEXT } from './parts';
import { list, mapping, names, type Read } from './reading';

const MOST = 400; // values of one request
const LONGEST = 2000; // characters of one value
const PIECE = 300; // longer ones, such as notes, are looked for in pieces
const DEEPEST = 7;
const WIDEST = 200;
const LONGEST_PART = 200_000; // characters of arguments that are looked at
const PART = /^[0-9]{1,6}$/;
const JSON_BEGINS = /^[[{]/;
const OF_THE_SDK: ReadonlySet<string> = new Set([
  'app',
  'browser',
  'culture',
  'device',
  'os',
  'runtime',
  'trace',
]);

/** Attributes of logs and spans that the SDK sets; a segment's `name` is a route. */
const SDK_ATTRIBUTE =
  /^(?:sentry|server|network|http|url|thread|os|device|process|code|db|user_agent)\./;
/** Attributes that are texts which leave. */
const TEXT_ATTRIBUTES = ['sentry.message.template', 'url', 'url.full', 'http.url'];

interface Held {
  values: Map<string, { names: boolean }>;
  /** Whether all that was there is among them. */
  complete: boolean;
}

/** Takes a text that a sensitive field holds, and whether it is a name. */
type Keep = (text: string, names: boolean) => void;

/** What each request's forms held, by the scope that isolates it. */
const held = new WeakMap<object, Held>();
const watched = new WeakSet<object>();

/**
 * Remembers what forms hold under the policy's names. Next builds the form of a server action with
 * `append`, within its request; React puts arguments that are no form into one.
 */
export function watchForms(policy: Policy, form: FormData = FormData.prototype): void {
  if (watched.has(form)) {
    return;
  }
  watched.add(form);
  const outside = Sentry.getIsolationScope();
  for (const method of ['append', 'set'] as const) {
    const original = form[method] as (this: FormData, ...given: unknown[]) => void;
    form[method] = function (this: FormData, ...given: unknown[]) {
      Reflect.apply(original, this, given);
      remember(policy, outside, given[0], given[1]);
    };
  }
}

function remember(policy: Policy, outside: object, name: unknown, value: unknown): void {
  try {
    const scope = Sentry.getIsolationScope();
    if (typeof value !== 'string' || value === '' || scope === outside) {
      return;
    }
    const keep: Keep = (text, names) => {
      const here: Held = held.get(scope) ?? { values: new Map(), complete: true };
      held.set(scope, here);
      if (here.values.size < MOST) {
        here.values.set(text, { names });
      } else {
        here.complete &&= here.values.has(text);
      }
    };
    const isPart = typeof name === 'string' && PART.test(name);
    look(isPart ? parsed(value) : value, isPart ? '' : String(name), policy, keep, 0);
  } catch {
    // A form is none the worse for it.
  }
}

/** What React says of arguments that are no form: JSON under a number. */
function parsed(text: string): unknown {
  if (text.length > LONGEST_PART || !JSON_BEGINS.test(text)) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // an argument that is a text
  }
}

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let rest = text.slice(0, LONGEST);
  while (rest.length > PIECE) {
    const blank = rest.lastIndexOf(' ', PIECE - 1);
    const end = blank > 0 ? blank : PIECE;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}

/** A new event without the values that sensitive fields hold. Never throws. */
export function withoutKnownValues<Event extends object>(event: Event, policy: Policy): Event {
  let change: (text: string) => string = () => MARK_TEXT;
  try {
    const values = valuesOf(mapping(event), policy);
    if (values.size === 0) {
      return event;
    }
    change = (text) => values.remove(text);
    return changed(event, change);
  } catch {
    // What cannot be looked up could stand in any of the texts.
    return changed(event, () => MARK_TEXT);
  }
}

/** A new log (`message`) or span (`name`) without them, template and addresses included. Never throws. */
export function lineWithoutKnownValues<Line extends object>(
  line: Line,
  key: 'message' | 'name',
  policy: Policy,
): Line {
  try {
    const source = mapping(line);
    const values = valuesOf(source, policy);
    if (values.size === 0) {
      return line;
    }
    const attributes = mapping(source('attributes'));
    const texts = TEXT_ATTRIBUTES.flatMap((name) => {
      const text = attributes(name);
      return typeof text === 'string' ? [[name, values.remove(text)] as const] : [];
    });
    return {
      ...line,
      // A log's may be a template's text, which is an object.
      [key]: values.remove(String(source(key))),
      attributes: { ...(source('attributes') as object), ...Object.fromEntries(texts) },
    };
  } catch {
    // As above.
    return { ...line, [key]: MARK_TEXT, attributes: {} };
  }
}

function valuesOf(event: Read, policy: Policy): Values {
  const values = new Values(policy.rules.decoder);
  const here = held.get(Sentry.getIsolationScope());
  if (here?.complete === false) {
    throw new RangeError('too many values');
  }
  here?.values.forEach((field, value) => {
    values.add(value, field.names);
  });
  const keep: Keep = (text, names) => {
    values.add(text, names);
  };
  const contexts = event('contexts');
  for (const name of names(contexts, WIDEST)) {
    if (!OF_THE_SDK.has(name)) {
      look(mapping(contexts)(name), name, policy, keep, 0);
    }
  }
  look(event('extra'), '', policy, keep, 0);
  look(event('tags'), '', policy, keep, 0);
  const attributes = event('attributes');
  for (const name of names(attributes, WIDEST)) {
    if (!SDK_ATTRIBUTE.test(name)) {
      look(mapping(attributes)(name), name, policy, keep, 0);
    }
  }
  return values;
}

/** Keeps what stands at and below `value`, whose key is `name`. */
function look(value: unknown, name: string, policy: Policy, keep: Keep, depth: number): void {
  if (typeof value === 'object' && value !== null && depth < DEEPEST) {
    const inner = Array.isArray(value)
      ? list(value, WIDEST).map((one) => [name, one] as const)
      : names(value, WIDEST).map((key) => [key, mapping(value)(key)] as const);
    inner.forEach(([key, one]) => {
      look(one, fieldOf(key, policy) ? key : name, policy, keep, depth + 1);
    });
  } else if (typeof value === 'string' || typeof value === 'number') {
    const field = fieldOf(name, policy);
    if (field !== undefined) {
      piecesOf(String(value)).forEach((piece) => {
        keep(piece, field.names);
      });
    }
  }
}

/** The event with its texts changed: those that the gate looks at. */
function changed<Event extends object>(event: Event, change: (text: string) => string): Event {
  const text = (value: unknown) => (typeof value === 'string' ? change(value) : value);
  const strings = (value: unknown) =>
    Object.fromEntries(names(value, WIDEST).map((key) => [key, text(mapping(value)(key))]));
  const part = (value: unknown, replace: Record<string, (value: unknown) => unknown>) => {
    const source = mapping(value);
    const all = names(value, WIDEST).map((key) => [
      key,
      replace[key]?.(source(key)) ?? source(key),
    ]);
    return Object.fromEntries(all) as object;
  };
  return part(event, {
    message: text,
    logentry: (entry) => part(entry, { message: text, formatted: text }),
    exception: (given) =>
      part(given, { values: (all) => list(all, WIDEST).map((one) => part(one, { value: text })) }),
    breadcrumbs: (all) =>
      list(all, WIDEST, 'last').map((one) => part(one, { message: text, data: strings })),
    tags: strings,
    extra: strings,
  }) as Event;
}
