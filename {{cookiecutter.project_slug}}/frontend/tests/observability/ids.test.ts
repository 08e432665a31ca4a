// @vitest-environment node
import { createHmac } from 'node:crypto';

import { describe, expect, it, vi } from 'vitest';

import { Ids, isHashed } from '@/observability/ids';

const MRN = 'MRN[- ]?[0-9]{5,10}';
const ROW = '7f3c9a52-1111-4222-8333-444455556666';

describe('an id', () => {
  const ids = new Ids({ PHI_HASH_KEY: 'a key' }, MRN, () => undefined);

  it('leaves as eight digits of a hash with the service’s key', () => {
    const digest = createHmac('sha256', 'a key').update(ROW).digest('hex').slice(0, 8);
    expect(ids.hashed(ROW)).toBe(`[id:${digest}]`);
    expect(ids.hashed(4711)).toBe(ids.hashed('4711'));
    expect(new Ids({ PHI_HASH_KEY: 'another' }, MRN, () => undefined).hashed(ROW)).not.toBe(
      ids.hashed(ROW),
    );
  });

  it.each([
    ['an SSN', '123-45-6789'],
    ['an SSN without dashes', '123456789'],
    ['an SSN in wide digits', '１２３-４５-６７８９'],
    ['an SSN among words', 'ssn 123 45 6789'],
    ['an e-mail address', 'mary@clinic.example'],
    ['a medical record number', 'mrn-00412345'],
    ['nothing', ''],
    ['a long text', 'x'.repeat(201)],
    ['a fraction', 1.5],
    ['an object', { toString: () => ROW }],
    ['true', true],
    ['null', null],
  ])('that is %s is refused', (_, value) => {
    expect(ids.hashed(value)).toBeUndefined();
  });

  it('never becomes a mark of digits alone, and none is believed: it may be a birthday', () => {
    const marks = Array.from({ length: 1000 }, (_, n) => ids.hashed(`row ${n}`));
    expect(marks.filter((mark) => !isHashed(mark))).toEqual([]);
    expect(['[id:19550312]', '[id:00412345]'].filter(isHashed)).toEqual([]);
  });

  it('is hashed with a key of the process when there is none, which is said once', () => {
    const say = vi.fn();
    const own = new Ids({ PHI_HASH_KEY: '  ' }, MRN, say);
    expect(own.hashed(ROW)).toMatch(/^\[id:[0-9a-f]{8}\]$/);
    expect(own.hashed(ROW)).toBe(own.hashed(ROW));
    expect(own.hashed(ROW)).not.toBe(new Ids({}, MRN, () => undefined).hashed(ROW));
    expect(say).toHaveBeenCalledOnce();
  });
});
