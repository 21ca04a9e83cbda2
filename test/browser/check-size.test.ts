import { expect, test } from 'vitest';
import { checkSize } from '../../src/browser/check-size.js';

const files = (sizes: Readonly<Record<string, number>>) => ({
  kind: 'files' as const,
  files: Object.entries(sizes).map(([path, size]) => ({ path, file: { size } as File })),
});

test('tables that a tab has no memory for are refused, packed ones sooner', () => {
  expect(() => checkSize(files({ 'a.csv': 1e9 }))).not.toThrow();
  expect(() => checkSize(files({ 'a.csv': 1.1e9 }))).toThrow(
    'a.csv has 1.1 GB: a page reads tables of 1.0 GB at most.',
  );
  expect(() => checkSize(files({ 'a.csv.gz': 3e8 }))).toThrow(
    'a.csv.gz has 300 MB: a page reads packed tables of 250 MB at most.',
  );
  expect(() => checkSize(files({ 'all/a.csv': 7e8, 'all/b.csv': 7e8 }))).toThrow(
    'the tables in all have 1.4 GB',
  );
});

test('pictures are read one by one, however many there are', () => {
  expect(() => checkSize(files({ 'all/a.png': 9e8, 'all/b.jpg': 9e8 }))).not.toThrow();
});

test('rows in memory are there already', () => {
  expect(() => checkSize({ kind: 'values', values: [{ x: 1 }] })).not.toThrow();
});
