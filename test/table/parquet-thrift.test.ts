import { expect, test } from 'vitest';
import { checkThrift } from '../../src/table/parquet-thrift.js';

const place = (...bytes: readonly number[]) => ({
  view: new DataView(Uint8Array.from(bytes).buffer),
  offset: 0,
});

test('a struct is passed to its end, and its values are counted', () => {
  // Field 1: a number of 2 bytes; field 2: a text of 2 bytes; field 3: a list of two flags; field 4: an empty struct; then the end.
  const own = place(0x15, 0x80, 1, 0x18, 2, 97, 98, 0x19, 0x21, 1, 2, 0x1c, 0, 0, 77);
  expect(checkThrift(own)).toBe(1 + 1 + 1 + 3 + 1);
  expect(own.offset).toBe(14);
});

test.each<readonly [string, readonly number[], string]>([
  ['a number without an end', [0x16, ...Array<number>(11).fill(0x80)], 'no end'],
  ['a list of more entries than bytes', [0x19, 0xf5, 0xff, 0xff, 0x7f, 1], '2097151 entries'],
  ['a text behind its end', [0x18, 9, 97], 'ends early'],
  ['a struct that is not closed', [0x15, 2], 'ends early'],
  ['a type that there is not', [0x1f, 0], 'unknown type 15'],
  ['structs in each other', Array<number>(40).fill(0x1c), 'nested too deep'],
  ['lists in each other', [0x19, ...Array<number>(40).fill(0x19)], 'nested too deep'],
])('%s is refused', (_, bytes, message) => {
  expect(() => checkThrift(place(...bytes))).toThrow(message);
});
