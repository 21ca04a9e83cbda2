import { expect, test } from 'vitest';
import { profileColumn } from '../../src/schema/column-profile.js';
import { inferColumn } from '../../src/schema/infer-column.js';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { readColumns } from '../../src/table/read-rows.js';

const days = Array.from({ length: 28 }, (_, i) => `2024-01-${`${i + 1}`.padStart(2, '0')}`);

function doubtOf(cells: readonly string[], name = 'when'): string | undefined {
  const [column] = readColumns({ [name]: cells }).columns;
  if (!column) throw new Error('no column');
  return inferColumn(profileColumn(column)).evidence.doubt;
}

test.each(['1900-01-01', '1970-01-01', '2099-12-31', '1999-09-09'])(
  '%s in two rows, far from all others, may stand for none',
  (cell) => {
    expect(doubtOf([...days, cell, cell])).toBe(
      `column "when" is ${cell} in 2 rows, far from all others or as programs write none: if that means that there is none, pass \`missing: "when=${cell}"\``,
    );
    expect(doubtOf([...days, cell])).toBeUndefined();
    const most = Array.from({ length: 10 }, () => days).flat();
    expect(doubtOf([...most, cell, cell])).toBeUndefined();
  },
);

test('what is said to do makes such dates missing', () => {
  const table = readColumns({ when: [...days, '1900-01-01', '1900-01-01'] });
  const [column] = inferColumns(table, { types: {}, ignore: [], missing: ['when=1900-01-01'] });
  expect(column?.evidence).toEqual({ reason: 'dates, year first', missing: 2, distinct: 28 });
});

test('digits alone are judged alike, and a first day among births of all years by its rows', () => {
  const digits = [...days, '1900-01-01', '1900-01-01'].map((cell) => cell.replaceAll('-', ''));
  expect(doubtOf(digits)).toContain('`missing: "when=19000101"`');
  const births = Array.from({ length: 200 }, (_, i) =>
    new Date(Date.UTC(1950, 0, 1 + 100 * i)).toISOString().slice(0, 10),
  );
  expect(doubtOf(births)).toBeUndefined();
  expect(doubtOf([...births, ...Array(30).fill('1970-01-01')])).toContain('"when=1970-01-01"');
  expect(doubtOf([...births, ...Array(5).fill('1970-01-01')])).toBeUndefined();
});
