import { expect, test } from 'vitest';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { readColumns } from '../../src/table/read-rows.js';

function doubtOf(cells: readonly string[]): string | undefined {
  const [column] = inferColumns(readColumns({ when: cells }), { types: {}, ignore: [] });
  expect(column?.kind).toBe('datetime');
  return column?.evidence.doubt;
}

const days = Array.from({ length: 27 }, (_, i) => String(i + 1).padStart(2, '0'));

test('years that other calendars have today are told of', () => {
  const told = 'may be of another calendar, and are taken as ours';
  expect(doubtOf(days.map((day) => `${day}/03/2567`))).toContain(`years such as 2567 ${told}`);
  expect(doubtOf(days.map((day) => `1402/05/${day}`))).toContain(`years such as 1402 ${told}`);
});

test('those of ours are not, nor are some far ones among them', () => {
  expect(doubtOf(days.map((day) => `${day}/03/2024`))).toBeUndefined();
  expect(doubtOf([...days.map((day) => `2024-03-${day}`), '2567-03-01'])).toBeUndefined();
});
