import { expect, test } from 'vitest';
import { describeMerged } from '../../src/schema/merged-cells.js';
import { describeOddRows } from '../../src/schema/odd-rows.js';
import { describeTotalWord } from '../../src/schema/total-word.js';
import { type ColumnValues, readColumns } from '../../src/table/read-rows.js';

const ids = Array.from({ length: 12 }, (_, i) => `A${i}`);
const sums = ids.map((_, i) => 10 + ((i * 7) % 12));
const regions = ids.map((_, i) => ['north', 'south'][i % 2]);

/** What is said of these rows behind twelve others. */
function said(rows: readonly (readonly [id: string, region: string, sum: number])[]) {
  const raw = readColumns({
    id: [...ids, ...rows.map(([id]) => id)],
    region: [...regions, ...rows.map(([, region]) => region)],
    sum: [...sums, ...rows.map(([, , sum]) => sum)],
  });
  return describeTotalWord(
    raw,
    Int32Array.from({ length: raw.rows }, (_, i) => i),
  );
}

test('rows at the end that call themselves totals are told of, though they are no sums', () => {
  expect(said([['TOTAL', '', 999]])).toBe(
    'row 13 may be a total, with "TOTAL" in "id": leave it out if it is one',
  );
  expect(said([['Total (excl. refunds)', '', 99]])).toContain('row 13 may be a total');
  expect(
    said([
      ['Zwischensumme', '', 9],
      ['MwSt.', '', 1],
      ['Gesamtsumme', '', 10],
    ]),
  ).toBe('rows 13, 15 may be totals, with "Zwischensumme" in "id": leave them out if they are');
  for (const word of ['Average', 'Somme', 'Итого', '合计', 'Durchschnitt']) {
    expect(said([[word, '', 1]]), word).toContain('may be a total');
  }
});

test('a level, a word that begins so, or a row that lacks nothing is no total', () => {
  expect(said([['Summer', '', 9]])).toBeUndefined();
  expect(said([['Total', 'north', 9]])).toBeUndefined();
  expect(said([['x', '', 9]])).toBeUndefined();
  const type = ids.map((_, i) => (i % 2 ? 'total' : 'net'));
  const raw = readColumns({ type, sum: sums.map((sum, i) => (i === 11 ? '' : `${sum}`)) });
  expect(
    describeTotalWord(
      raw,
      Int32Array.from(ids, (_, i) => i),
    ),
  ).toBeUndefined();
  // Rows without a label are left out all the same.
  const total = readColumns({ id: [...ids, 'Total'], region: [...regions, ''] });
  expect(
    describeTotalWord(
      total,
      Int32Array.from(ids, (_, i) => i),
    ),
  ).toBeUndefined();
});

const blocks = (of: (group: number) => string) => ids.map((_, i) => (i % 4 ? '' : of(i / 4)));
const merged = (columns: ColumnValues) => describeMerged(readColumns(columns));

test('values of the first row of each group alone are told of', () => {
  const rest = { size: ids, y: sums };
  const branch = blocks((group) => `Branch ${group}`);
  const city = blocks((group) => ['Berlin', 'Berlin', 'Kiel'][group] ?? '');
  expect(merged({ branch, city, ...rest })).toBe(
    'columns "branch", "city": cells with a value stand above blank ones, as merged cells of a sheet are written: fill them down if they say what the rows below are of, too',
  );
  expect(merged({ branch, ...rest })).toContain('column "branch": cells');
  const halves = ids.map((_, i) => (i % 2 ? '' : `Q${i % 4}`));
  expect(merged({ branch, halves, ...rest })).toContain('"branch", "halves"');
});

test('columns that are full, sparse anyhow or not the first have no groups', () => {
  const y = sums;
  expect(merged({ id: ids, y })).toBeUndefined();
  expect(merged({ id: ids, note: blocks((group) => `${group}`), y })).toBeUndefined();
  // A value comes twice, the first is missing, or values come one behind the other.
  expect(merged({ a: blocks(() => 'same'), y })).toBeUndefined();
  expect(merged({ a: ['', ...blocks((group) => `g${group}`).slice(1)], y })).toBeUndefined();
  expect(merged({ a: ids.map((id, i) => (i < 5 ? id : '')), y })).toBeUndefined();
  expect(
    merged({ a: ids.slice(0, 4).map((id, i) => (i % 2 ? '' : id)), y: y.slice(0, 4) }),
  ).toBeUndefined();
});

test('one note is of totals: that of sums before that of words', () => {
  const raw = readColumns({ id: [...ids, 'Total'], other: [...regions, ''], sum: [...sums, 186] });
  const values = Float64Array.from([...sums, 186]);
  const rows = Int32Array.from(values, (_, i) => i);
  const columns = [{ kind: 'numeric', name: 'sum', values } as const];
  const table = { kind: 'table', rows: 13, columns, target: undefined } as const;
  expect(describeOddRows(raw, table, 'y', rows)).toEqual([
    expect.stringMatching(/^the last row may be a total/),
  ]);
});
