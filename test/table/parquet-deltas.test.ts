import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { expect, test } from 'vitest';
import { checkDeltas, checkSharedTexts } from '../../src/table/parquet-deltas.js';

const place = (...bytes: readonly number[]) => ({
  view: new DataView(Uint8Array.from(bytes).buffer),
  offset: 0,
});

/** Blocks of 8 values in one part, 4 values of which the first is 0; the least difference is 1, and the others have no bits. */
const RISING = [8, 1, 4, 0, 2, 0];

test('values written as differences are passed as the library passes them', () => {
  const [own, theirs] = [place(...RISING, 77), place(...RISING, 77)];
  const values = new Int32Array(4);
  checkDeltas(own, 4);
  deltaBinaryUnpack(theirs, 4, values);
  expect([...values]).toEqual([0, 1, 2, 3]);
  expect([own.offset, theirs.offset]).toEqual([6, 6]);
});

test.each<readonly [string, readonly number[], string]>([
  // Of 32 bits, −4: the library goes back by it.
  [
    'blocks of less than no values',
    [0xfc, 0xff, 0xff, 0xff, 0x0f, 1, 4, 0, 0, 1],
    '4294967292 values',
  ],
  [
    'blocks in less than no parts',
    [8, 0xfe, 0xff, 0xff, 0xff, 0x0f, 4, 0, 0, 1],
    '4294967294 parts',
  ],
  ['blocks without parts', [8, 0, 4, 0, 0, 1], '0 parts'],
  ['blocks that parts do not share', [8, 3, 4, 0, 0, 1, 1, 1], '8 values in 3 parts'],
  ['a number without an end', [8, 1, 4, 0, ...Array<number>(12).fill(0xff)], 'no end'],
  ['differences of 200 bits', [8, 1, 4, 0, 2, 200], '200 bits'],
  ['an end before the last value', [8, 2, 4, 0, 2, 0], 'before its last value'],
])('%s are refused', (_, bytes, message) => {
  expect(() => checkDeltas(place(...bytes), 4)).toThrow(message);
});

test('texts may share what the one before has, and no more', () => {
  // Shared letters 0, 1, 2; one letter of their own each.
  const added = [8, 1, 3, 2, 0, 0];
  const texts = [120, 120, 120];
  const right = place(8, 1, 3, 0, 2, 0, ...added, ...texts);
  checkSharedTexts(right, 3, deltaBinaryUnpack);
  expect(right.offset).toBe(12);
  // 0, 2, 4.
  const wrong = place(8, 1, 3, 0, 4, 0, ...added, ...texts);
  expect(() => checkSharedTexts(wrong, 3, deltaBinaryUnpack)).toThrow('shares more');
});

test('texts that are together far longer than what they are written in are refused', () => {
  // 40,000 texts, each a letter longer than the one before: 800 MB of 40 KB.
  const count = 40_000;
  const head = [0x80, 0x80, 4, 1, 0xc0, 0xb8, 2];
  const bytes = Uint8Array.from([
    ...head,
    0,
    2,
    0,
    ...head,
    2,
    0,
    0,
    ...Array<number>(count).fill(120),
  ]);
  const own = { view: new DataView(bytes.buffer), offset: 0 };
  expect(() => checkSharedTexts(own, count, deltaBinaryUnpack)).toThrow('has texts of 800020000');
});
