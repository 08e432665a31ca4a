/** What spans and breadcrumbs say of a call: key by key, with the shape that each must have. */
import type { Known } from './known';
import type { Process } from './parts';
import { put, type Built, type Read } from './reading';
import * as shapes from './shapes';

export const LONGEST = 1024; // characters of a description or an address
const MANY = 1e12;

const method = (value: unknown) => shapes.oneOf(value, shapes.HTTP_METHODS);
const status = (value: unknown) => shapes.integer(value, 999);
const count = (value: unknown) => shapes.rounded(value, 0, MANY);

const SHAPES: Readonly<Record<string, (value: unknown) => unknown>> = {
  method,
  'http.method': method,
  status_code: status,
  'http.status_code': status,
  'http.response.status_code': status,
  request_body_size: count,
  response_body_size: count,
  'http.response_content_length': count,
};
const URLS = ['url', 'url.full', 'http.url', 'from', 'to'];
const ORIGIN_AND_REST = /^https?:\/\/[^/?#]*|[;?#][^]*/g;

/** An address as it may leave: on the server without ids, in a browser the shape of its path. */
export function address(value: unknown, known: Known, process: Process): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  return process.says
    ? process.says.url(value, LONGEST)
    : known.route(value.replace(ORIGIN_AND_REST, '') || '/');
}

/** The entries that may leave. */
export function data(value: Read, known: Known, process: Process): Built {
  const built: Built = {};
  for (const [key, shape] of Object.entries(SHAPES)) {
    put(built, key, shape(value(key)));
  }
  for (const key of URLS) {
    put(built, key, address(value(key), known, process));
  }
  // Of a form that was refused: a name that the policy lists, never what was typed.
  put(built, 'field', known.tag('field', value('field')));
  return built;
}
