import { expect, test } from 'vitest';
import { slipOf } from '../../src/fit/slip-of.js';
import { toldByFit } from '../fixtures/told-by-fit.js';

test.each([
  ['a letter more', ['no', 'yes', 'yess'], [180, 110, 1], 1],
  ['a letter less', ['returned', 'retured', 'kept'], [100, 2, 100], 0],
  ['another letter', ['graduated', 'grabuated'], [100, 5], 0],
  ['too many for a slip', ['yes', 'yess'], [110, 6], undefined],
  ['two letters off', ['yes', 'yesss'], [110, 1], undefined],
  ['grades', ['A', 'B', 'C'], [100, 100, 1], undefined],
  ['numbered', ['zone1', 'zone2', 'zone'], [100, 100, 1], undefined],
  ['signs', ['abc', 'abc+'], [100, 1], undefined],
])('%s', (_, names, rows, meant) => {
  expect(slipOf(rows.indexOf(Math.min(...rows)), names, rows)).toBe(meant);
});

test('a class that seems to be a slip is warned of', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({
    x: i,
    y: i === 7 ? 'yess' : i % 2 ? 'yes' : 'no',
  }));
  const warnings = await toldByFit('warning', rows, { label: 'y' });
  expect(warnings).toContain(
    'class "yess" (1 row) may be a slip for "yes" (29 rows): it is a class of its own unless it is mended in the data',
  );
});
