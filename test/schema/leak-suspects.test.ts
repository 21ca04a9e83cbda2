import { expect, test } from 'vitest';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { leakSuspects } from '../../src/schema/leak-suspects.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { readColumns } from '../../src/table/read-rows.js';

const rows = Array.from({ length: 60 }, (_, i) => (i * 37) % 61);

function suspects(columns: Record<string, readonly (number | string)[]>, y: readonly unknown[]) {
  const raw = readColumns({ ...columns, y });
  const schema = inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [] });
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  return leakSuspects(parseTable(raw, schema, { allocate, label: 'required' }).table, schema.task);
}

const noise = rows.map((i) => (i * i) % 7);

test('a level for each class is suspect, a hint at it is not', () => {
  const code = rows.map((i) => `k${i % 6}`);
  const hint = rows.map((i) => (i < 58 ? `k${i % 2}` : 'k0'));
  expect(
    suspects(
      { code, hint, noise },
      rows.map((i) => `c${i % 2}`),
    ),
  ).toEqual(['code']);
});

test('numbers that split at a threshold are suspect', () => {
  const x = rows.map((i) => i / 3);
  const near = rows.map((i) => (i === 5 ? 99 : i));
  expect(
    suspects(
      { x, near, noise },
      rows.map((i) => (i > 30 ? 'late' : 'early')),
    ),
  ).toEqual(['x']);
});

test('a number that is the label in another unit is suspect', () => {
  const y = rows.map((i) => i * 1.7 + 3);
  expect(suspects({ x: rows.map((i) => -2 * i), noise }, y)).toEqual(['x']);
});

test('values of which each is in one row prove nothing', () => {
  const name = rows.map((i) => `${'abcdefgh'[i % 8]}${i}x`);
  expect(
    suspects(
      { name, noise },
      rows.map((i) => `c${i % 3}`),
    ),
  ).toEqual([]);
});
