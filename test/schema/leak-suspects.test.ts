import { expect, test } from 'vitest';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { leakSuspects } from '../../src/schema/leak-suspects.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { readColumns } from '../../src/table/read-rows.js';

const rows = Array.from({ length: 60 }, (_, i) => (i * 37) % 61);

function suspects(
  columns: Record<string, readonly (number | string)[]>,
  y: readonly unknown[],
  group?: string,
) {
  const raw = readColumns({ ...columns, y });
  const schema = inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [], group });
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

test('gaps hide nothing: where most rows have a value, those decide', () => {
  const y = rows.map((i) => (i > 30 ? 'late' : 'early'));
  const score = rows.map((i, row) => (row % 9 === 0 ? '' : i / 3));
  const code = rows.map((i, row) => (row % 7 === 0 ? '' : `k${(i > 30 ? 3 : 0) + (row % 3)}`));
  const rare = rows.map((i, row) => (row % 3 === 0 ? i / 3 : ''));
  const near = rows.map((i, row) => (row % 9 === 0 ? '' : i === 5 ? 99 : i));
  expect(suspects({ score, code, rare, near, noise }, y)).toEqual(['score', 'code']);
});

test('a gap that stands for one class is as good as a value', () => {
  const y = rows.map((i) => (i > 30 ? 'alive' : 'dead'));
  const cause = rows.map((i) => (i > 30 ? '' : `c${i % 4}`));
  const other = rows.map((i) => (i * 17) % 59);
  expect(suspects({ cause, other }, y)).toEqual(['cause']);
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

/** A number between 0 and 1 for each row, in no order. */
const scattered = (seed: number, count: number) =>
  Array.from({ length: count }, (_, i) => ((i * 7919 + seed * 104729 + i * i * 13) % 1009) / 1009);

test('a value that holds both classes is no proof, whatever the order of its rows', () => {
  const vip = rows.map((i) => (i > 45 ? 1 : 0));
  expect(
    suspects(
      { vip, noise },
      rows.map((i) => (i > 30 ? 'b' : 'a')),
    ),
  ).toEqual([]);
  const level = rows.map((i) => Math.floor(i / 20));
  expect(
    suspects(
      { level, noise },
      rows.map((i) => (i > 30 ? 'b' : 'a')),
    ),
  ).toEqual([]);
});

test('nor is it where its rows lie in the order of the classes', () => {
  const ordered = rows.map((_, i) => i);
  const y = ordered.map((i) => (i >= 30 ? 'b' : 'a'));
  const level = ordered.map((i) => Math.floor(i / 20) + 0.5);
  expect(suspects({ level, noise }, y)).toEqual([]);
  const own = ordered.map((i) => Math.floor(i / 15) + 0.5);
  expect(suspects({ own, noise }, y)).toEqual(['own']);
});

test('the only feature is no suspect', () => {
  const y = rows.map((i) => (i > 30 ? 'late' : 'early'));
  expect(suspects({ x: rows }, y)).toEqual([]);
});

test('a split that chance brings about is no proof', () => {
  const y = Array.from({ length: 20 }, (_, i) => (i < 2 ? 'rare' : 'common'));
  const x = scattered(1, 20).map((value, i) => (i < 2 ? 2 + value : value));
  expect(suspects({ x, noise: scattered(2, 20) }, y)).toEqual([]);
  const even = y.map((_, i) => (i < 10 ? 'a' : 'b'));
  const split = scattered(1, 20).map((value, i) => (i < 10 ? 2 + value : value));
  expect(suspects({ x: split, noise: scattered(2, 20) }, even)).toEqual(['x']);
});

test('among many columns of few rows hardly one is suspect by chance', () => {
  const columns = Object.fromEntries(
    Array.from({ length: 200 }, (_, seed) => [`x${seed}`, scattered(seed, 24)]),
  );
  const y = Array.from({ length: 24 }, (_, i) => (i < 3 ? 'rare' : 'common'));
  expect(suspects(columns, y)).toEqual([]);
});

test('one row that is apart in both proves nothing', () => {
  const apart = rows.map((_, i) => (i === 7 ? 1 : 0));
  const y = rows.map((_, i) => (i === 7 ? 'b' : 'a'));
  expect(suspects({ apart, noise }, y)).toEqual([]);
  const far = scattered(3, 60).map((value, i) => (i === 7 ? 1e9 : value));
  const label = scattered(4, 60).map((value, i) => (i === 7 ? 1e9 : value));
  expect(suspects({ far, noise }, label)).toEqual([]);
});

test('copies of rows do not make their values proofs', () => {
  const twice = (values: readonly number[]) => [...values, ...values];
  const y = twice(scattered(5, 40)).map((value) => (value > 0.5 ? 'a' : 'b'));
  expect(suspects({ x: twice(scattered(6, 40)), z: twice(scattered(7, 40)) }, y)).toEqual([]);
});

test('what is the same in all rows of a group says one thing once', () => {
  const patients = Array.from({ length: 120 }, (_, i) => Math.floor(i / 3));
  const y = patients.map((patient) => ((patient * 7) % 5 > 2 ? 'ill' : 'well'));
  const age = patients.map((patient) => 20 + ((patient * 17) % 41));
  const code = patients.map((patient) => ((patient * 7) % 5 > 2 ? patient % 2 : 2 + (patient % 3)));
  const columns = { patient: patients.map((i) => `p${i}`), age, code, noise: scattered(9, 120) };
  expect(suspects(columns, y, 'patient')).toEqual(['code']);
});

test('one of two numbers in each cell may be the label', () => {
  const y = rows.map((i) => i + 0.5);
  const pair = rows.map((i) => `(${(i * 17) % 61}.25, ${2 * i}.5)`);
  const other = rows.map((i) => `(${(i * 17) % 61}.25, ${(i * 23) % 61}.5)`);
  expect(suspects({ pair, other, noise }, y)).toEqual(['pair']);
});

test('copies of the label are found, also of gaps and of several classes', () => {
  const y = rows.map((i) => (i > 30 ? 'b' : 'a'));
  const flag = rows.map((i) => (i > 30 ? 1 : 0));
  const gap = rows.map((i) => (i > 30 ? '' : `k${i % 3}`));
  expect(suspects({ flag, gap, noise }, y)).toEqual(['flag', 'gap']);
  const steps = rows.map((i) => `c${Math.min(2, Math.floor(i / 21))}`);
  expect(suspects({ x: rows.map((i) => i * 2.5), noise }, steps)).toEqual(['x']);
});

test('one row in twenty suffices where there are many', () => {
  const y = Array.from({ length: 200 }, (_, i) => (i % 20 === 0 ? 'b' : 'a'));
  const flag = y.map((name) => (name === 'b' ? 1 : 0));
  expect(suspects({ flag, noise: scattered(8, 200) }, y)).toEqual(['flag']);
});

test('numbers with many equal ones are found to be the label in another unit', () => {
  const y = rows.map((i) => (i < 40 ? 0 : i + 0.5));
  expect(suspects({ x: y.map((value) => value * 1.609), noise }, y)).toEqual(['x']);
});
