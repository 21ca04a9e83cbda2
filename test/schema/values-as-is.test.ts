import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { judgeDrift } from '../../src/schema/judge-drift.js';
import { parseTable } from '../../src/schema/parse-table.js';
import type { Schema } from '../../src/schema/schema.js';
import { settleSchema } from '../../src/schema/settle-schema.js';
import { valuesAsIs } from '../../src/schema/values-as-is.js';
import { codedCells } from '../../src/table/raw-cells.js';
import type { RawColumn, RawTable } from '../../src/table/raw-table.js';
import { readCsv } from '../../src/table/read-csv.js';
import { readColumns } from '../../src/table/read-rows.js';

const KNOWN = {
  plain: ['1.5', '2', '-3', '40'],
  marked: ['1,500', '2', '(3)', '<4'],
  shares: ['15 %', '2 %', '3 %', '40 %'],
  money: ['$1.50', '$2', '$3', '$40'],
  bytes: ['0x1F', '0x2A', '0x10', '0xFF'],
  comma: ['1,5', '2,25', '3,5', '40,1'],
};
const ODD = [
  '-0.0000',
  '1e5',
  '+7',
  '007',
  '1,500',
  '5 %',
  '$5',
  '(5)',
  '<3',
  '0x1F',
  'none',
  'many',
];

function schemaOf(cells: readonly string[], missing?: readonly string[]): Schema {
  const raw = readColumns({ x: [...cells, ...cells], y: [...'aabbabab'] });
  return inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [], missing });
}

/** Mostly plain numbers, kept as such. */
async function numbersWith(odd: string): Promise<RawTable> {
  const cells = Array.from({ length: 60 }, (_, i) =>
    i === 40 ? odd : i % 9 === 4 ? '' : `${i}.25`,
  );
  const text = `x,z\n${cells.map((cell) => `"${cell}",1`).join('\n')}\n`;
  const raw = await readCsv({ stream: Readable.from([Buffer.from(text)]), source: 'new.csv' });
  expect(raw.columns[0]?.kind).toBe('numbers');
  return raw;
}

function outcome(raw: RawTable, schema: Schema): unknown {
  try {
    const settled = settleSchema(raw, schema);
    const allocate = (bytes: number) => new ArrayBuffer(bytes);
    const { table } = parseTable(raw, settled.schema, { allocate, label: 'ignored' });
    return { settled, columns: table.columns, drift: judgeDrift(raw, settled.schema) };
  } catch (thrown) {
    return thrown;
  }
}

test.each(Object.entries(KNOWN))(
  'numbers of a file mean to %s cells what their texts do',
  async (_, cells) => {
    for (const missing of [undefined, ['x=3.25', 'x=1e5']]) {
      const schema = schemaOf(cells, missing);
      for (const odd of ODD) {
        const raw = await numbersWith(odd);
        const asTexts = { ...raw, columns: raw.columns.map(codedCells) };
        expect([odd, outcome(raw, schema)]).toEqual([odd, outcome(asTexts, schema)]);
      }
    }
  },
);

test('few rows of a file mean what their texts do, of which is told where marks may mean otherwise', async () => {
  const schema = schemaOf(['$1,200', '$300', '$450', '$2,500']);
  const text = 'x,z\n$1.200,1\n$2.500,1\n';
  const raw = await readCsv({ stream: Readable.from([Buffer.from(text)]), source: 'new.csv' });
  expect(raw.columns[0]?.kind).toBe('numbers');
  const note = 'column "x": "$1.200" is read as 1.2, as in training';
  expect(settleSchema(raw, schema).notes).toEqual([expect.stringContaining(note)]);
});

test('few cells in other forms leave the numbers beside them as they are', async () => {
  const parser = schemaOf(KNOWN.plain).columns[0]?.parser ?? null;
  const column = async (odd: string) => (await numbersWith(odd)).columns[0] as RawColumn;
  const asIs = valuesAsIs(parser, await column('-0.0000'));
  expect([39, 40, 41].map((row) => asIs?.(row))).toEqual([39.25, -0, 41.25]);
  expect(valuesAsIs(parser, await column('none'))?.(40)).toBe(Number.NaN);
  expect(valuesAsIs(parser, await column('many'))).toBeUndefined();
  const ofBytes = schemaOf(KNOWN.bytes).columns[0]?.parser ?? null;
  expect(valuesAsIs(ofBytes, await column(''))).toBeUndefined();
});

const AGES = ['-18', '18-25', '26-40', '41-64', '65-'];

test('an open range is one beside whatever cells: up to 18, not minus 18', async () => {
  const schema = schemaOf(['-18', '18-25', '26-64', '65-']);
  for (const cells of [['-18'], ['-18', '18-25'], ['-18', '', '30'], ['-18', '-18', '-18']]) {
    const text = `x,z\n${cells.map((cell) => `${cell},1`).join('\n')}\n`;
    const raw = await readCsv({ stream: Readable.from([Buffer.from(text)]), source: 'new.csv' });
    const asTexts = { ...raw, columns: raw.columns.map(codedCells) };
    const found = outcome(raw, schema);
    expect(found).toEqual(outcome(asTexts, schema));
    expect(found).toMatchObject({ columns: [{ values: { 0: 18 } }] });
  }
  expect(outcome(readColumns({ x: [-18] }), schema)).toMatchObject({
    columns: [{ values: { 0: 18 } }],
  });
});

test('open ranges are labels by their ends', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${(i * 7) % 13},${AGES[i % 5]}`);
  const text = `x,y\n${rows.join('\n')}\n`;
  const raw = await readCsv({ stream: Readable.from([Buffer.from(text)]), source: 'train.csv' });
  const schema = inferSchema(raw, { label: 'y', task: 'regression', types: {}, ignore: [] });
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  const { table } = parseTable(raw, schema, { allocate, label: 'required' });
  expect([...(table.target ?? [])].slice(0, 5)).toEqual([18, 21.5, 33, 52.5, 65]);
});

test('plain numbers are judged without a text of each', () => {
  const schema = schemaOf(KNOWN.plain);
  // A form of which there is no text.
  const forms = new Uint8Array(30).fill(150);
  const numbers = Float64Array.from(forms, (_, row) => row);
  const columns: RawColumn[] = [{ kind: 'numbers', name: 'x', numbers, forms, values: [] }];
  const raw: RawTable = { ...readColumns({ x: Array(30).fill('1') }), columns };
  expect(outcome(raw, schema)).toMatchObject({ columns: [{ values: numbers }], drift: [] });
});
