import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { rowCount } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const ROWS = 120_000;
const cells = (i: number) => [i, `text ${i % 7}`, (i * 0.25).toFixed(2)];
const lines = Array.from({ length: ROWS }, (_, i) => cells(i).join(','));
const csv = `a,b,c\n${lines.join('\n')}\n`;
const odd = `a,b,c\n${lines.map((line, i) => (i === 5 ? '5,a "quote" inside,1.25' : line)).join('\n')}\n`;
const json = Array.from({ length: ROWS }, (_, i) => JSON.stringify({ a: i, b: 'x' })).join('\n');

/** True from the third time it is asked. */
function soon(): () => boolean {
  let asked = 0;
  return () => ++asked > 2;
}

describe.each([
  ['CSV', folder.write('plain.csv', csv)],
  ['packed CSV', folder.write('packed.csv.gz', gzipSync(csv))],
  ['CSV with an unusual record', folder.write('odd.csv', odd)],
  ['JSON Lines', folder.write('rows.jsonl', json)],
])('%s', (_, file) => {
  test('is read as far as it is told, in whole records', async () => {
    const table = await readTable(file, { shouldStop: soon(), threads: 1 });
    expect(table.isCut).toBe(true);
    expect(table.rows).toBeGreaterThan(0);
    expect(table.rows).toBeLessThan(ROWS);
    for (const column of table.columns) expect(rowCount(column)).toBe(table.rows);
    const whole = await readTable(file, { threads: 1 });
    expect(whole.isCut).toBe(false);
    expect(whole.rows).toBe(ROWS);
  });

  test('gives a row even when it is told to stop at once', async () => {
    const table = await readTable(file, { shouldStop: () => true });
    expect(table.rows).toBeGreaterThan(0);
  });
});

test('rows in memory are read as far as they are told, and timers are heard meanwhile', async () => {
  let isUp = false;
  setTimeout(() => {
    isUp = true;
  }, 1);
  const rows = Array.from({ length: 400_000 }, (_, i) => ({ a: i }));
  const table = await readTable(rows, { shouldStop: () => isUp });
  expect(table.isCut).toBe(true);
  expect(table.rows).toBeLessThan(400_000);
});
