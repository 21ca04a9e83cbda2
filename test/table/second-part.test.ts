import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { WHOLE_TABLE } from '../../src/table/dialect.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { startSecondPart } from '../../src/table/second-part.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
/** More texts of a column than one dictionary looks through again. */
const MANY = 140_000;
/** Enough where rows are longer. */
const FEW = 40_000;

/** Columns that are of one kind in the first half and of another behind it, and texts of every sort. */
function row(i: number, rows: number): string[] {
  const isLate = i > rows * 0.6;
  return [
    `${i}`,
    (i / 7).toFixed(3),
    i % 50 === 0 ? 'none' : `${i % 1000}`,
    isLate ? `late ${i % 3000}` : `${i}`,
    isLate ? `${i}` : `early ${i % 3000}`,
    `"say ""${i}"", then"`,
    `city${i % 40}`,
    i % 3 === 0 ? '' : `${Math.sqrt(i)}`,
    'a plain text that fills the file up'.padEnd(rows === MANY ? 60 : 400, ' and up'),
  ];
}

function write(name: string, rows: number, change: (cells: string[], i: number) => string): string {
  const lines = Array.from({ length: rows }, (_, i) => change(row(i, rows), i));
  return folder.write(name, `\uFEFFa,b,c,d,e,f,g,h,i\n${lines.join('\n')}\n`);
}

async function checkSame(path: string): Promise<void> {
  const one = await readTable(path, { threads: 1, skipBadRows: true });
  const two = await readTable(path, { threads: 2, skipBadRows: true });
  expect(two.badRows).toEqual(one.badRows);
  for (const [i, column] of one.columns.entries()) {
    const others = two.columns[i] ? cellTexts(two.columns[i]) : [];
    const differs = cellTexts(column).findIndex((cell, at) => cell !== others[at]);
    expect([column.name, differs, others.length]).toEqual([column.name, -1, one.rows]);
  }
  const kinds = { types: {}, ignore: [] };
  expect(inferColumns(two, kinds)).toEqual(inferColumns(one, kinds));
}

test('two threads read what one reads, though columns change their kind on the way', async () => {
  const path = write('plain.csv', MANY, (cells) => cells.join(','));
  const second = startSecondPart(path, statSync(path).size, WHOLE_TABLE);
  expect((await second?.part())?.columns).toHaveLength(9);
  await second?.close();
  await checkSame(path);
});

test('a line that lies inside quotes is no beginning, and odd records are left to one thread', async () => {
  // In the middle of the file.
  const inQuotes = (cells: string[], i: number) =>
    i === FEW / 2 ? `"${'x\n'.repeat(500_000)}",${cells.slice(1).join(',')}` : cells.join(',');
  const quoted = write('quotes.csv', FEW, inQuotes);
  const second = startSecondPart(quoted, statSync(quoted).size, WHOLE_TABLE);
  await second?.close();
  const behindMark = 3 + (second?.cut ?? 0);
  expect(readFileSync(quoted, 'latin1').slice(behindMark, behindMark + 6)).toBe('x\nx\nx\n');
  await checkSame(quoted);
  const odd = (cells: string[], i: number) =>
    i === FEW - 9
      ? `"a"b,${cells.slice(1).join(',')}`
      : cells.slice(i % 15_000 === 7 ? 1 : 0).join(',');
  await checkSame(write('odd.csv', FEW, odd));
});
