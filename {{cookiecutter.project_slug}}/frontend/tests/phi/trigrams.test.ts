import fc from 'fast-check';
import { expect, it } from 'vitest';

import { trigramsOf } from '@/phi/trigrams';

const someText = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '0', ' ', '\ud83d', '漢') });

it('rules out no value that the text holds', () => {
  fc.assert(
    fc.property(someText, someText, someText, (before, value, after) => {
      expect(trigramsOf(before + value + after)(value)).toBe(true);
    }),
  );
});

it('rules out what shares no three characters with the text', () => {
  const mayHold = trigramsOf('connection to server refused');
  expect(['johnson', '5526083'].filter(mayHold)).toEqual([]);
});
