import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { parquetBombs } from '../../bench/bombs/parquet-bombs.js';
import { checkRuns } from '../../src/table/parquet-runs.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readBlocks } from '../../src/table/read-blocks.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

/** A column of four whole numbers, whose one page begins at byte 4. */
function written(): Uint8Array {
  const columnData = [
    { name: 'n', data: [1n, 2n, 3n, 4n], type: 'INT64' as const, nullable: true },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, codec: 'UNCOMPRESSED' }));
}

/** In the head of a page, numbers of one byte in zigzag: 2n is n, 2n − 1 is −n. */
const HEAD = { unpacked: 7, packed: 9, values: 12, nulls: 14, rows: 16 };

test('the head of a page is where the tests below change it', () => {
  const bytes = written();
  const numberAt = (place: number) => (bytes[place] ?? 0) / 2;
  const size = numberAt(HEAD.packed);
  expect([numberAt(HEAD.unpacked), numberAt(HEAD.values), numberAt(HEAD.nulls)]).toEqual([
    size,
    4,
    0,
  ]);
  expect(numberAt(HEAD.rows)).toBe(4);
});

test.each([
  [
    'a size below 0, at which the library goes back for ever',
    HEAD.packed,
    39,
    'lies outside its column',
  ],
  ['a size beyond the column', HEAD.packed, 126, 'lies outside its column'],
  ['a size below 0 that it unpacks to', HEAD.unpacked, 3, 'unpacks to -2'],
  ['a count of values below 0', HEAD.values, 7, 'other counts of values'],
  ['more values than its column', HEAD.values, 100, 'other counts of values'],
  ['a count of rows below 0', HEAD.rows, 1, 'other counts of values'],
])('a page with %s is refused', async (_, place, byte, message) => {
  const bytes = written();
  bytes[place] = byte;
  const file = folder.write('lies.parquet', bytes);
  const refused = { code: 'BAD_PARQUET', message: expect.stringContaining(message) };
  await expect(readTable(file)).rejects.toMatchObject(refused);
  const reading = async () => {
    for await (const _block of readBlocks(file, {}, { rows: 2, bytes: 1000 }));
  };
  await expect(reading()).rejects.toMatchObject(refused);
});

test('runs of more values than there are are noticed, those that are padded are not', () => {
  const place = (...bytes: readonly number[]) => ({
    view: new DataView(Uint8Array.from(bytes).buffer),
    offset: 0,
  });
  // A value 2³⁰ times; values in bits, of which none are needed, 2³⁰ · 8 times.
  expect(() => checkRuns(place(0x80, 0x80, 0x80, 0x80, 0x08, 1), 1, 4)).toThrow('more values');
  expect(() => checkRuns(place(0x81, 0x80, 0x80, 0x80, 0x08), 0, 4)).toThrow('more values');
  expect(() => checkRuns(place(0xff, 0xff, 0xff, 0xff, 0xff, 0xff), 1, 4)).toThrow('no end');
  // Three times 1, then 8 values of 3 bits of which one is the last.
  const padded = place(0x06, 1, 0x03, 0, 0, 0);
  checkRuns(padded, 3, 4);
  expect(padded.offset).toBe(6);
});

const SMALL =
  /no values|no parts|2 GB|1 GB each|nested|lists in lists|number of 4 MB|thousand columns/;

test.each(parquetBombs.filter(({ name }) => SMALL.test(name)))(
  '$name: it is refused before it is believed',
  async ({ write }) => {
    const file = await write(folder.path);
    await expect(readTable(file)).rejects.toMatchObject({ code: 'BAD_PARQUET' });
  },
);

test.each(['DELTA_BYTE_ARRAY', 'DELTA_LENGTH_BYTE_ARRAY', 'PLAIN', 'RLE_DICTIONARY'] as const)(
  'texts written by %s, missing ones among them, are read as they were written',
  async (encoding) => {
    const data = Array.from({ length: 700 }, (_, i) => (i % 7 === 0 ? null : `street ${i >> 2}`));
    const number = { name: 'n', data: data.map((_, i) => i * i), type: 'INT32' as const };
    const columnData = [
      { name: 'a', data, type: 'STRING' as const, encoding },
      { ...number, encoding: 'DELTA_BINARY_PACKED' as const },
    ];
    const file = folder.write('right.parquet', new Uint8Array(parquetWriteBuffer({ columnData })));
    const [a, n] = (await readTable(file)).columns.map((own) => cellTexts(own));
    expect(a).toEqual(data.map((text) => text ?? ''));
    expect(n?.slice(-2)).toEqual([String(698 ** 2), String(699 ** 2)]);
  },
);
