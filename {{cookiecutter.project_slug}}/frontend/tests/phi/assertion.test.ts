// @vitest-environment node
import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { assertNoPhi } from '@/phi/assertion';

const NAME = 'Zaphodia Quillfeather';
const envelope = (message: string) => `{"sent_at":"now"}\n${JSON.stringify({ message })}\n`;

describe('assertNoPhi', () => {
  it.each([
    ['as it is', NAME],
    ['in capitals, joined', 'ZAPHODIA_QUILLFEATHER'],
    ['percent-encoded', encodeURIComponent(NAME)],
    ['as a form', NAME.replace(' ', '+')],
    ['as HTML', '&#90;aphodia&nbsp;Quillfeather'],
    ['with escapes', '\\u005aaphodia\\x20Quillfeather'],
    ['in base64', Buffer.from(`a: ${NAME}.`).toString('base64')],
    ['in hex', Buffer.from(NAME).toString('hex')],
    ['full-width', 'Ｚaphodia Quillfeather'],
  ])('finds a value %s', (_how, text) => {
    const found = () =>
      assertNoPhi([envelope('fine'), envelope(`x ${text} y`)], ['4711-0815', NAME]);
    expect(found).toThrow('value 1 left in envelope 1 at line 2: $.message');
  });

  it('finds it in keys, bytes and gzip, and never shows it', () => {
    for (const sent of [
      { a: [{ [NAME]: 1 }] },
      Buffer.from(envelope(NAME)),
      gzipSync(envelope(NAME)),
      { id: 47_110_815 },
    ]) {
      const values = [NAME, '4711-0815'];
      expect(() => assertNoPhi([sent], values)).toThrow(/^value [01] left in envelope 0 at /);
      expect(() => assertNoPhi([sent], values)).not.toThrow(/Quill/);
    }
  });

  it('passes what holds none', () => {
    expect(() => assertNoPhi([envelope('Zaphodia')], [NAME])).not.toThrow();
  });

  it('refuses to show nothing', () => {
    expect(() => assertNoPhi([], [NAME])).toThrow('Nothing was sent');
    expect(() => assertNoPhi([envelope('a')], ['J. O.'])).toThrow('4 characters or more');
    expect(() => assertNoPhi([envelope('a')], [])).toThrow('4 characters or more');
  });
});
