import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readTable } from '../../src/table/read-table.js';
import type { FileProgress } from '../../src/table/reading-progress.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const text = `a,b\n${'1,2\n'.repeat(200_000)}`;

async function toldOf(path: string, options = {}): Promise<readonly FileProgress[]> {
  const told: FileProgress[] = [];
  const onProgress = (event: FileProgress) => told.push(event);
  const table = await readTable(path, { ...options, onProgress });
  expect(table.rows).toBeGreaterThan(1000);
  return told;
}

test.each([
  ['a file', 'plain.csv', text],
  ['a packed file', 'packed.csv.gz', gzipSync(text)],
])('%s tells how many of its bytes are read, up to all', async (_, name, bytes) => {
  const path = folder.write(name, bytes);
  const told = await toldOf(path);
  const sizes = told.map((event) => event.bytes);
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  expect(told.at(-1)).toEqual({
    kind: 'reading',
    source: path,
    bytes: bytes.length,
    total: bytes.length,
  });
});

test('a file of which another thread reads the latter half counts as read whole at the half', async () => {
  const path = folder.write('large.csv', `a,b\n${'1234567,2345678\n'.repeat(1_100_000)}`);
  const told = await toldOf(path, { threads: 2 });
  const { bytes, total } = told.at(-1) ?? {};
  expect(bytes).toBe(total);
  expect(told.length).toBeLessThan(50);
});
