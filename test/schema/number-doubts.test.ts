import { expect, test } from 'vitest';
import { cellReader } from '../../src/schema/cell-reader.js';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { readColumns } from '../../src/table/read-rows.js';

/** What a column is taken for, and the values of its cells. */
function read(cells: readonly string[]) {
  const [column] = inferColumns(readColumns({ x: cells }), { types: {}, ignore: [] });
  const { parser = null, kind, evidence } = column ?? {};
  const values =
    parser?.kind === 'numeric' ? cells.map((cell) => cellReader(parser)(cell.trim())) : [];
  return { kind, values, reason: evidence?.reason, doubt: evidence?.doubt };
}

test.each<[string, readonly string[], readonly number[]]>([
  ['a lone 0', ['0,222', '-0,355', '0,006'], [0.222, -0.355, 0.006]],
  ['beside other digits', ['2,859', '0,715', '1,822'], [2.859, 0.715, 1.822]],
  ['before a unit', ['0,500 l', '1,250 l', '0,330 l'], [0.5, 1.25, 0.33]],
  ['before a percent', ['0,645 %', '1,125 %', '0,010 %'], [0.645, 1.125, 0.01]],
])('a group that begins with 0 is no thousands: %s', (_name, cells, values) => {
  expect(read(cells)).toMatchObject({ kind: 'numeric', values });
});
