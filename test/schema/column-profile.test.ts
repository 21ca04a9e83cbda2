import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { profileColumn } from '../../src/schema/column-profile.js';
import { inferColumn } from '../../src/schema/infer-column.js';
import { inferColumns } from '../../src/schema/infer-schema.js';
import type { RawColumn } from '../../src/table/raw-table.js';
import { readCsv } from '../../src/table/read-csv.js';
import { readColumns } from '../../src/table/read-rows.js';

async function columnOf(cells: readonly string[]): Promise<RawColumn> {
  const text = `x,y\n${cells.map((cell, i) => `${cell},${i}`).join('\n')}\n`;
  const { columns } = await readCsv({
    stream: Readable.from([Buffer.from(text)]),
    source: 'x.csv',
  });
  return columns[0] as RawColumn;
}

const decimals = Array.from({ length: 300 }, (_, i) => (i / 8 - 9).toFixed(3));

test('a zero with a minus sign among plain numbers is one of them', async () => {
  const profile = profileColumn(await columnOf([...decimals, '-0.000', '', '-0']));
  expect(profile.plain?.values.slice(-3)).toEqual(Float64Array.of(-0, Number.NaN, -0));
  expect([300, 302].map((row) => profile.plain?.formOf(row))).toEqual([3, 0]);
  expect(profile.missing).toBe(1);
  // As it is written, it is another cell than 0.000.
  expect(profile.counts.cells).toContain('-0.000');
});

test('a column is taken for the same with such a zero as without', async () => {
  const inferred = async (last: string) =>
    inferColumn(profileColumn(await columnOf([...decimals, last])));
  const [own, other] = [await inferred('-0.000'), await inferred('50.125')];
  expect(own.parser).toEqual(other.parser);
  expect(own.evidence.reason).toBe(other.evidence.reason);
});

test('any other text has the whole column judged by its texts', async () => {
  const profile = profileColumn(await columnOf([...decimals, '-0.x']));
  expect(profile.plain).toBeUndefined();
});

test.each([15, 16, 17, 20])(
  'whole numbers of %i digits are keys in CSV as in JSON',
  async (digits) => {
    const numbers = Array.from(
      { length: 60 },
      (_, i) => 10 ** (digits - 1) + 2 ** 14 * ((7 * i) % 60),
    );
    const beside = numbers.map((_, i) => (i % 7) / 2);
    for (const name of ['id', 'code']) {
      const csv = numbers.map((number, i) => `${number},${beside[i]}`).join('\n');
      const inFile = await readCsv({
        stream: Readable.from([Buffer.from(`${name},z\n${csv}\n`)]),
        source: 'x.csv',
      });
      const inJson = readColumns({ [name]: numbers, z: beside });
      const inTexts = readColumns({ [name]: numbers.map(String), z: beside });
      for (const table of [inFile, inJson, inTexts]) {
        const [column] = inferColumns(table, { types: {}, ignore: [] });
        if (name === 'id') expect(column?.kind).toBe('ignored');
        else expect(column).toMatchObject({ kind: 'numeric', isDoubtful: true });
      }
    }
  },
);

test('only what is written as digits alone counts as such', async () => {
  const integersOf = async (...cells: string[]) =>
    profileColumn(await columnOf(['1', ...cells])).plain?.integers;
  expect(await integersOf('1000000000000001', '-9007199254740992')).toBe(true);
  expect(await integersOf('100000000000000000000')).toBe(true);
  expect(await integersOf('1e+21')).toBe(false);
  expect(await integersOf('0.1234567890123456')).toBe(false);
  expect(await integersOf('3.0')).toBe(false);
});
