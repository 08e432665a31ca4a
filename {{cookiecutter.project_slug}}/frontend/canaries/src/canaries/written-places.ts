/** Values as systems write them, in the browser and on the Next server; see backend/canaries/encodings.py. */
import * as Sentry from '@sentry/nextjs';

import { KINDS, PlantedError, type Kind } from './kinds';
import type { SharedPlace } from './shared-places';

type Write = (text: string) => string;

const NUMBERS: readonly Kind[] = ['ssn', 'mrn', 'phone', 'date of birth'];
const bytesOf = (text: string) => [...new TextEncoder().encode(`${text}, seen`)];
const hex = (byte: number) => byte.toString(16).padStart(2, '0');
const digitsOf = (text: string) => text.replace(/[^0-9]/g, '');

const WRITINGS: readonly [string, readonly Kind[], Write][] = [
  ['base64', KINDS, (text) => btoa(String.fromCharCode(...bytesOf(text)))],
  ['hexadecimal', KINDS, (text) => bytesOf(text).map(hex).join('')],
  [
    'every letter escaped',
    KINDS,
    (text) =>
      bytesOf(text)
        .map((byte) => `\\x${hex(byte)}`)
        .join(''),
  ],
  ['percent', KINDS, encodeURIComponent],
  ['HL7 version 2', KINDS, (text) => `PID|1||${text}^^^CLINIC^MR||${text}^${text}^Q||F`],
  ['FHIR', KINDS, (text) => JSON.stringify({ resourceType: 'Patient', name: [{ family: text }] })],
  [
    'number in groups',
    ['mrn', 'phone'],
    (text) => digitsOf(text).replace(/(...)(....)$/, ' $1 $2'),
  ],
];

const POSITIONS: readonly [string, (text: string) => void][] = [
  [
    "error's text",
    (text) => {
      throw new PlantedError(text);
    },
  ],
  [
    'tag, user, span and breadcrumb',
    (text) => {
      Sentry.setTag('patient', text);
      Sentry.setUser({ id: text });
      Sentry.addBreadcrumb({ message: text, data: { id: text } });
      Sentry.startSpan({ name: text, attributes: { patient: text } }, () => undefined);
    },
  ],
];

/** Each writing in each position; frames with lines of a source map; numbers that stay numbers. */
export const written: readonly SharedPlace[] = [
  ...WRITINGS.flatMap(([writing, kinds, write]) =>
    POSITIONS.map(([position, put]) => ({
      name: `written as ${writing}: ${position}`,
      kinds,
      plant: (text: string) => {
        put(write(text));
      },
    })),
  ),
  {
    name: 'number: tag, context, extra and span',
    kinds: NUMBERS,
    plant: (text) => {
      const number = Number(digitsOf(text));
      Sentry.setTag('patient', number);
      Sentry.setContext('patient', { id: number });
      Sentry.setExtra('patient', number);
      Sentry.startSpan({ name: 'a span', attributes: { id: number } }, () => undefined);
    },
  },
  {
    name: 'event: lines of a source map',
    kinds: KINDS,
    plant: (text) => {
      const frame = {
        filename: 'app:///_next/a.js',
        function: 'f',
        lineno: 1,
        pre_context: [text],
        context_line: text,
        post_context: [text],
        data: { sourcemap: text },
      };
      Sentry.captureEvent({
        exception: { values: [{ type: 'Error', value: 'x', stacktrace: { frames: [frame] } }] },
        debug_meta: { images: [{ type: 'sourcemap', code_file: text, debug_id: text }] },
      });
    },
  },
];
