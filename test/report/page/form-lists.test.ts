import { expect, test } from 'vitest';
import type { ColumnSpread } from '../../../src/predictor/column-spreads.js';
import { drawnRows } from '../../../src/report/page/drawn-rows.js';
import { formFields } from '../../../src/report/page/form-field.js';
import { type FormRow, formRow, formTable } from '../../../src/report/page/form-table.js';
import { parseTable } from '../../../src/schema/parse-table.js';
import type { Schema } from '../../../src/schema/schema.js';
import { listsOf } from '../../../src/table/list-column.js';
import { readRowsAtOnce } from '../../../src/table/read-rows.js';
import { MISSING, type Table } from '../../../src/table/table.js';

const items = ['(none)', "it's, so", 'Boston', 'NA', 'Portland', 'Portland, OR', 'Washington, DC'];
const schema: Schema = {
  header: true,
  label: 'y',
  task: { kind: 'regression', reason: '', classes: [], positive: null },
  time: null,
  columns: [
    {
      name: 'cities',
      role: 'feature',
      kind: 'list',
      parser: { kind: 'list', separator: '[]', items },
      evidence: { reason: '', missing: 0, distinct: 0 },
    },
  ],
};

/** The items of each row; null where the list is missing. */
function itemsIn(table: Table): readonly (readonly (string | undefined)[] | null)[] {
  const [column] = table.columns;
  if (column?.kind !== 'list') throw new Error('no list');
  const lists = listsOf(column);
  return Array.from(column.codes, (code) =>
    code === MISSING ? null : (lists[code] ?? []).map((item) => items[item]),
  );
}

function counted(counts: readonly number[], missing = 0): ColumnSpread[] {
  return [{ kind: 'counts', name: 'cities', missing, counts: Int32Array.from(counts) }];
}

test('items with commas, quotes, brackets or words for none are those of the file in a form', () => {
  const lists = [
    ['Boston', 'Portland, OR'],
    ['(none)', 'Portland'],
    ["it's, so", 'Washington, DC'],
    ['(none)'],
    ['NA'],
    [],
  ];
  const raw = readRowsAtOnce([...lists, null].map((cities) => ({ cities })));
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  const { table } = parseTable(raw, schema, { allocate, label: 'ignored' });
  expect(itemsIn(table)).toEqual([...lists, null]);
  const rows = [...lists, null].map((_, row) => formRow(schema, table, row));
  expect(itemsIn(formTable(schema, rows))).toEqual([...lists, null]);
  expect(rows.slice(0, 2)).toEqual([['Boston, "Portland, OR"'], ['"(none)", Portland']]);
});

test('a list begins with, and tells of, items as they are to be written', () => {
  const spreads = counted([0, 0, 6, 1, 2, 9, 0]);
  const [field] = formFields({ schema, spreads, rows: 10, preprocessors: [] });
  expect(field).toMatchObject({ start: '"Portland, OR", Boston' });
  expect(field?.kind === 'text' && field.items.slice(0, 4)).toEqual([
    '"Portland, OR"',
    'Boston',
    'Portland',
    '"NA"',
  ]);
  expect(itemsIn(formTable(schema, [[field?.start ?? null]]))).toEqual([
    ['Boston', 'Portland, OR'],
  ]);
});

test('rows that are drawn have the items of training, as often', () => {
  const drawn = (spreads: ColumnSpread[]): readonly FormRow[] =>
    drawnRows({ schema, spreads, rows: 8 }, 2000, 1);
  const lists = itemsIn(formTable(schema, drawn(counted([0, 0, 0, 0, 0, 4, 8]))));
  expect(lists.every((own) => own?.includes('Washington, DC'))).toBe(true);
  const often = lists.filter((own) => own?.includes('Portland, OR')).length / 2000;
  expect(often).toBeCloseTo(0.5, 1);
  expect(lists.flatMap((own) => own ?? [])).not.toContain('Portland');
  const half = itemsIn(formTable(schema, drawn(counted([0, 0, 2, 0, 0, 0, 0], 4))));
  const known = half.filter((own) => own !== null);
  expect(known.length / 2000).toBeCloseTo(0.5, 1);
  expect(known.filter(({ length }) => length === 0).length / known.length).toBeCloseTo(0.5, 1);
});
