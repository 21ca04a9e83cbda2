import { expect, test } from 'vitest';
import { checkSize } from '../../src/browser/check-size.js';

const files = (sizes: Readonly<Record<string, number>>) => ({
  kind: 'files' as const,
  files: Object.entries(sizes).map(([path, size]) => ({ path, file: { size } as File })),
});

test('tables that a tab has no memory for are refused, packed ones sooner', () => {
  expect(() => checkSize(files({ 'a.csv': 5e8 }))).not.toThrow();
  expect(() => checkSize(files({ 'a.csv': 6e8 }))).toThrow(
    'a.csv has 600 MB: a page reads tables of 500 MB at most.',
  );
  expect(() => checkSize(files({ 'a.csv.gz': 2e8 }))).toThrow(
    'a.csv.gz has 200 MB: a page reads packed tables of 125 MB at most.',
  );
  expect(() => checkSize(files({ 'all/a.csv': 4e8, 'all/b.csv': 4e8 }))).toThrow(
    'the tables in all have 800 MB',
  );
});

test('pictures are read one by one, however many there are', () => {
  expect(() => checkSize(files({ 'all/a.png': 9e8, 'all/b.jpg': 9e8 }))).not.toThrow();
});

test('rows in memory are there already', () => {
  expect(() => checkSize({ kind: 'values', values: [{ x: 1 }] })).not.toThrow();
});
