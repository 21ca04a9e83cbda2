import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { profileColumn } from '../../src/schema/column-profile.js';
import { inferColumn } from '../../src/schema/infer-column.js';
import type { RawColumn } from '../../src/table/raw-table.js';
import { readCsv } from '../../src/table/read-csv.js';

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
