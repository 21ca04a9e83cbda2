import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { cellTexts, codedCells } from '../../src/table/raw-cells.js';
import type { RawTable } from '../../src/table/raw-table.js';
import { readCsv } from '../../src/table/read-csv.js';
import { readColumns } from '../../src/table/read-rows.js';
import { AutofitError } from '../../src/util/errors.js';

function read(text: string, chunk: number): Promise<RawTable> {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunk) chunks.push(bytes.subarray(at, at + chunk));
  const stream = Readable.from(chunks, { objectMode: false });
  return readCsv({ stream, source: 'test.csv' }, { skipBadRows: true, delimiter: ',' });
}

/** What csv-parse alone makes of it. */
function reference(text: string): string[][] {
  return parse(text, {
    delimiter: ',',
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    ltrim: true,
    max_record_size: 0,
  });
}

const number = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.integer().map(String),
  fc.tuple(fc.integer({ min: -999, max: 999 }), fc.nat(999)).map(([a, b]) => `${a}.${b}`),
  fc.constantFrom(
    '007',
    '-0',
    '-0.0',
    '0.10',
    '1.',
    '.5',
    '+1',
    '1e5',
    '1E-3',
    '12345678901234567',
  ),
);
const word = fc.string({ unit: fc.constantFrom('a', 'é', '☃', ' ', '-', "'"), maxLength: 4 });
const quoted = fc
  .string({ unit: fc.constantFrom('a', ',', '\n', '\r', '""', ' ', '☃', '7'), maxLength: 6 })
  .map((text) => `"${text}"`);
const odd = fc.constantFrom('a"b', '"a"b', ' "a"', '6" x', '""', ' ', '\t1', 'NA');
const cell = fc.oneof(
  { weight: 5, arbitrary: number },
  { weight: 3, arbitrary: word },
  { weight: 3, arbitrary: quoted },
  { weight: 1, arbitrary: odd },
);
const end = fc.constantFrom('\n', '\n', '\r\n', '\r', '\n\n', '\n ');

test('bytes split here and csv-parse give the same cells, wherever chunks are cut', async () => {
  const record = fc.tuple(fc.array(cell, { minLength: 2, maxLength: 3 }), end);
  const file = fc.tuple(fc.array(record, { minLength: 1, maxLength: 12 }), fc.boolean());
  await fc.assert(
    fc.asyncProperty(file, fc.integer({ min: 1, max: 50 }), async ([records, ends], chunk) => {
      const lines = records.map(([cells, own]) => cells.join(',') + own).join('');
      const text = `"p","q"\n0,0\n${ends ? lines : lines.trimEnd()}`;
      let wanted: string[][] | undefined;
      try {
        wanted = reference(text).slice(1);
      } catch {
        wanted = undefined;
      }
      const found = await read(text, chunk).catch((thrown: unknown) => thrown);
      if (found instanceof AutofitError) {
        const rows = wanted?.filter((row) => row.length === 2).length ?? 0;
        expect({ code: found.code, rows }).toEqual(
          wanted ? { code: 'NO_ROWS', rows: 0 } : { code: 'OPEN_QUOTE', rows: 0 },
        );
        return;
      }
      const table = found as RawTable;
      const cells = table.columns.map(cellTexts);
      const rows = Array.from({ length: table.rows }, (_, row) => cells.map((own) => own[row]));
      expect(rows).toEqual(wanted?.filter((own) => own.length === 2));
      const bad = table.badRows.map((row) => row.cells);
      expect(bad).toEqual(wanted?.filter((own) => own.length !== 2));
    }),
    { numRuns: 1000 },
  );
});

test('columns kept as numbers and by dictionary are judged alike', async () => {
  const kinds = [
    fc.integer({ min: 0, max: 3 }).map(String),
    fc.nat(1e6).map((n) => (n / 100).toFixed(2)),
    fc.nat(1e6).map((n) => `${n / 1000}`),
    fc.oneof(
      { weight: 9, arbitrary: fc.nat(99).map(String) },
      { weight: 1, arbitrary: fc.constantFrom('', 'NA') },
    ),
    fc.integer({ min: 1_500_000_000, max: 1_600_000_000 }).map(String),
  ];
  const column = fc.oneof(
    ...kinds.map((kind) => fc.array(kind, { minLength: 25, maxLength: 60 })),
    fc.constant(Array.from({ length: 40 }, (_, i) => `${i + 5}`)),
  );
  const name = fc.constantFrom('x', 'created_at', 'user_id');
  await fc.assert(
    fc.asyncProperty(column, name, async (cells, own) => {
      const text = `${own},pad\n${cells.map((text) => `${text},a`).join('\n')}\n`;
      const table = await read(text, 1000);
      const byNumber = inferColumns(table, { types: {}, ignore: [] });
      const columns = table.columns.map((raw) => codedCells(raw));
      expect(byNumber).toEqual(inferColumns({ ...table, columns }, { types: {}, ignore: [] }));
      const inMemory = readColumns({ [own]: cells, pad: cells.map(() => 'a') });
      expect(byNumber).toEqual(inferColumns(inMemory, { types: {}, ignore: [] }));
    }),
  );
});

test('texts are told apart though their hashes collide, and many of them are not lost', async () => {
  const cells = Array.from({ length: 200_000 }, (_, i) => (i < 150_000 ? `t${i}` : `t${i % 1000}`));
  const table = await read(`a,b\n${cells.map((text) => `${text},1`).join('\n')}\n`, 1 << 16);
  expect(table.columns[0] && cellTexts(table.columns[0])).toEqual(cells);
});
