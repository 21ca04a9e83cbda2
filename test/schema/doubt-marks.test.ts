import { expect, test } from 'vitest';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { judgeDrift } from '../../src/schema/judge-drift.js';
import { settleSchema } from '../../src/schema/settle-schema.js';
import { readColumns } from '../../src/table/read-rows.js';

const infer = (dose: readonly string[]) => {
  const y = dose.map((_, i) => i * 1.5);
  return inferSchema(readColumns({ dose, y }), { label: 'y', task: 'auto', types: {}, ignore: [] });
};
const many = (of: (i: number) => string) => Array.from({ length: 60 }, (_, i) => of(i));

test('points of new rows that training had as commas of thousands are told of beside a comma, too', () => {
  const schema = infer(many((i) => `${1 + (i % 29)},${100 + ((i * 37) % 900)}`));
  const points = many((i) => `${1 + (i % 29)}.${100 + ((i * 37) % 900)}`);
  const notes = (dose: readonly string[]) => settleSchema(readColumns({ dose }), schema).notes;
  const note = `column "dose": "1.100" is read as 1.1, as in training, where cells were whole numbers between 1100 and 29409: if its mark means otherwise, write 1100`;
  expect(notes(points)).toEqual([note]);
  expect(notes([...points.slice(0, 59), '12,004'])).toEqual([note]);
  expect(notes(points.map((cell, i) => (i % 2 ? cell.replace('.', ',') : cell)))).toEqual([note]);
  // Where a cell has both, each mark is what it was.
  expect(notes([...points, '1,234.5'])).toEqual([]);
  expect(notes(many((i) => `${1 + (i % 29)},${100 + ((i * 37) % 900)}`))).toEqual([]);
});

test('the error on cells that may be read otherwise names one of them', () => {
  const schema = infer(many((i) => `${1 + (i % 29)}.${100 + ((i * 37) % 900)}`));
  const dose = [...many((i) => `${1 + (i % 29)}.${150 + i}`), '12,004'];
  expect(() => settleSchema(readColumns({ dose }), schema)).toThrow(', such as "12,004"');
});

test('words for none that training had among numbers are no news', () => {
  const cells = many((i) => (i % 4 ? `${20 + i}` : 'keine Angabe'));
  const schema = infer(cells);
  expect(schema.columns[0]?.evidence.missing).toBe(15);
  expect(judgeDrift(readColumns({ dose: cells }), schema)).toEqual([]);
  const whole = infer(many((i) => `${20 + i}`));
  expect(judgeDrift(readColumns({ dose: cells }), whole)).toContain(
    '15 of 60 rows had no value in dose, which training always had',
  );
});
