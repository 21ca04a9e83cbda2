import { expect, test } from 'vitest';
import { textsOfOneHash } from '../../bench/bombs/texts-of-one-hash.js';
import {
  codeOf,
  createTextDictionary,
  textHash,
  textsIn,
} from '../../src/table/text-dictionary.js';

test('texts that were made to have one hash are kept, and looked up no more', () => {
  const texts = textsOfOneHash(13);
  const own = texts.map((text) => Buffer.from(text));
  expect(new Set(own.map((bytes) => textHash(bytes, 0, bytes.length))).size).toBe(1);
  expect(new Set(texts).size).toBe(8192);
  const dictionary = createTextDictionary();
  const codes = own.map((bytes) => codeOf(dictionary, bytes, 0, bytes.length));
  const again = codeOf(dictionary, own[0] ?? Buffer.alloc(0), 0, own[0]?.length ?? 0);
  const known = textsIn(dictionary);
  expect(codes.map((code) => known[code])).toEqual(texts);
  expect(known[again]).toBe(texts[0]);
  expect(dictionary.slots).toHaveLength(0);
});
