import { expect, test } from 'vitest';
import { boundFeatures, featureBoundDefaults } from '../../src/preprocessing/bound-features.js';
import { preprocessingDefaults } from '../../src/preprocessing/preprocessing-options.js';
import { manyTerms } from '../../src/preprocessing/text-features.js';
import type { Column, Table } from '../../src/table/table.js';
import { createTextColumn } from '../../src/table/text-column.js';

const rows = 10;
const numeric = (name: string): Column => ({
  kind: 'numeric',
  name,
  values: new Float64Array(rows),
});
const coded = (name: string, levels: number): Column => ({
  kind: 'coded',
  name,
  codes: new Int32Array(rows),
  levels,
});
const text = (name: string): Column =>
  createTextColumn(name, new Int32Array(rows), ['a'], (bytes) => new ArrayBuffer(bytes));
const tableOf = (columns: readonly Column[]): Table => ({
  kind: 'table',
  rows,
  columns,
  target: undefined,
});

test('a table within the bound keeps its options', () => {
  const bounded = boundFeatures(
    preprocessingDefaults,
    tableOf([coded('a', 90)]),
    featureBoundDefaults,
  );
  expect(bounded).toEqual({ options: preprocessingDefaults, notes: [] });
});

test('wide columns are cut before narrow ones, with a note', () => {
  const table = tableOf([numeric('x'), coded('few', 3), coded('many', 90), coded('more', 100)]);
  const bound = { ...featureBoundDefaults, maxFeatures: 70 };
  const { options, notes } = boundFeatures(preprocessingDefaults, table, bound);
  expect(options.oneHot.maxLevels).toBe(25);
  expect(notes).toEqual([expect.stringContaining('many, more keep their 25 commonest')]);
});

test('more numbers than fit are chosen among', () => {
  const table = tableOf(Array.from({ length: 50 }, (_, i) => numeric(`x${i}`)));
  const bound = { ...featureBoundDefaults, maxFeatures: 20 };
  const { options, notes } = boundFeatures(preprocessingDefaults, table, bound);
  expect(options.selection.most).toBe(10);
  expect(notes).toEqual([expect.stringContaining('of 50 columns the 10')]);
  const bytes = { ...featureBoundDefaults, maxBytes: 4 * rows * 40 };
  expect(boundFeatures(preprocessingDefaults, table, bytes).options.selection.most).toBe(20);
});

test('a table may have more columns than a call has arguments', () => {
  const table = tableOf(Array.from({ length: 200_000 }, (_, i) => coded(`x${i}`, 2)));
  const { options } = boundFeatures(preprocessingDefaults, table, featureBoundDefaults);
  expect(options.oneHot.maxLevels).toBe(1);
});

test.each([
  [9_000, [8902, 4451]],
  [10_000, [16_000, 8000]],
  [100_000, [16_000, 8000]],
  [300, [202, 101]],
])('texts with many terms keep within %i features too', (maxFeatures, [terms, words]) => {
  // 5 slots besides the terms of the text, and 5 besides the 88 of the levels.
  const table = tableOf([coded('level', 88), text('note')]);
  const bound = { ...featureBoundDefaults, maxFeatures };
  const { options } = boundFeatures(preprocessingDefaults, table, bound);
  const many = manyTerms(options.text, options.mostTerms);
  expect(many.maxWords + many.maxCharacters).toBe(terms);
  expect(many.maxWords).toBe(words);
});
