import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { firstRows } from '../../src/table/first-rows.js';
import { cellTexts, rowCount } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { Stopped } from '../../src/util/stopped.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const ROWS = 120_000;
const cells = (i: number) => [i, `text ${i % 7}`, (i * 0.25).toFixed(2)];
const lines = Array.from({ length: ROWS }, (_, i) => cells(i).join(','));
const csv = `a,b,c\n${lines.join('\n')}\n`;
const odd = `a,b,c\n${lines.map((line, i) => (i === 5 ? '5,"a "quote" inside",1.25' : line)).join('\n')}\n`;
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

test('rows that do not come are not waited for behind an abort', async () => {
  const controller = new AbortController();
  async function* stalling() {
    yield { a: 1 };
    yield { a: 2 };
    controller.abort();
    await new Promise(() => {});
  }
  const table = await readTable(stalling(), { signal: controller.signal });
  expect([table.rows, table.isCut]).toEqual([2, true]);
  async function* silent(): AsyncGenerator<object> {
    await new Promise(() => {});
  }
  await expect(readTable(silent(), { signal: AbortSignal.timeout(20) })).rejects.toThrow(Stopped);
});

test('of a table, the first rows are those that were read first, texts too', async () => {
  const rows = Array.from({ length: 400 }, (_, i) => ({
    a: i,
    b: `text ${i % 7}`,
    c: i % 9 ? i : '',
  }));
  const head = firstRows(await readTable(rows), 100);
  const own = await readTable(rows.slice(0, 100));
  expect(head.rows).toBe(100);
  expect(head.columns.map(cellTexts)).toEqual(own.columns.map(cellTexts));
  expect(firstRows(own, 100)).toBe(own);
});

test('rows of JSON Lines that have come are read, though the time is over', async () => {
  const table = await readTable(folder.at('rows.jsonl'), { signal: AbortSignal.abort() });
  expect(table.isCut).toBe(true);
  expect(table.rows).toBeGreaterThan(100);
  expect(table.rows).toBeLessThan(ROWS);
});

test('a pipe that falls silent is not waited for, before an abort or behind one', async () => {
  const pipe = folder.at('pipe');
  execFileSync('mkfifo', [pipe]);
  const writer = openSync(pipe, 'r+');
  try {
    for (const signal of [AbortSignal.abort(), AbortSignal.timeout(100)]) {
      writeSync(writer, 'a,b\n1,2\n3,4\n');
      const table = await readTable(pipe, { signal });
      expect([table.rows, table.isCut]).toEqual([2, true]);
      await expect(readTable(pipe, { signal })).rejects.toThrow(Stopped);
    }
  } finally {
    closeSync(writer);
  }
});

test('Parquet is read up to the group of rows in which it is stopped', async () => {
  const a = Array.from({ length: 60_000 }, (_, i) => i);
  const columnData = [{ name: 'a', data: a, type: 'INT32' as const }];
  const bytes = parquetWriteBuffer({ columnData, rowGroupSize: 10_000 });
  const file = folder.write('groups.parquet', new Uint8Array(bytes));
  const whole = await readTable(file);
  expect([whole.rows, whole.isCut]).toEqual([60_000, false]);
  const table = await readTable(file, { shouldStop: soon() });
  expect(table.isCut).toBe(true);
  expect(table.rows).toBeLessThan(60_000);
});
