import { expect, test } from 'vitest';
import { inspectionTable } from '../../src/cli/inspect.js';
import { inspect } from '../../src/inspect.js';

const long = 'what the customer has paid in all';
const rows = Array.from({ length: 40 }, (_, i) => ({ [long]: 2 * i + 0.5, [`${long}, too`]: 'a' }));

test.each([60, 80, 100])(
  'why a column is taken for what it is stands in %i letters',
  async (width) => {
    const found = await inspect(rows);
    const lines = inspectionTable(found, width).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
    const text = lines.join(' ').replace(/\s+/g, ' ');
    for (const { reason } of found.columns) expect(text).toContain(reason);
  },
);

test('where there is room it stands at the end of the line', async () => {
  const found = await inspect(rows);
  const [head = '', first = ''] = inspectionTable(found, Infinity).split('\n');
  expect(head).toMatch(/summary +reason$/);
  expect(first.endsWith(`  ${found.columns[0]?.reason}`)).toBe(true);
});
