import { expect, test } from 'vitest';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { judgeDrift } from '../../src/schema/judge-drift.js';
import { type ColumnValues, readColumns } from '../../src/table/read-rows.js';

const training = readColumns({
  size: ['1', '2', '3', '4'],
  city: ['Oslo', 'Rome', 'Oslo', ''],
  sold: ['yes', 'no', 'no', 'yes'],
  day: ['2024-01-02', '2024-01-03', '2024-02-02', '2024-03-02'],
  y: ['a', 'b', 'a', 'b'],
});
const schema = inferSchema(training, { label: 'y', task: 'auto', types: {}, ignore: [] });
const drift = (columns: ColumnValues) => judgeDrift(readColumns(columns), schema);

test('rows like those of training say nothing', () => {
  expect(judgeDrift(training, schema)).toEqual([]);
});

test('unseen levels, new gaps, and text where there was none are counted by column', () => {
  const later = {
    size: ['many', '', '5'],
    city: ['Bern', 'Bern', ''],
    sold: ['maybe', 'YES', 'no'],
    day: ['soon', '2025-01-01', '2025-01-01'],
  };
  expect(drift(later)).toEqual([
    '1 of 3 rows had text that is no number in size ("many")',
    '1 of 3 rows had no value in size, which training always had',
    '2 of 3 rows had unseen levels in city ("Bern"), and not one that training knew',
    '1 of 3 rows had neither yes nor no in sold ("maybe")',
    '1 of 3 rows had text that is no date in day ("soon")',
  ]);
});

test('another order of columns is told', () => {
  const later = { city: ['Oslo'], size: ['1'], sold: ['no'], day: ['2024-01-02'] };
  expect(drift(later)).toEqual([
    'the columns stand in another order than in training: they are found by name',
  ]);
});
