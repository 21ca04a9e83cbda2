import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byShape } from '../../src/schema/by-shape.js';

const shapeIn = (cell: string) => cell.replace(/(?<![a-z])\d/gi, '0');

test('what is found is that of the shape, in any order of cells, and a digit behind a letter is itself', () => {
  const cell = fc.string({
    unit: fc.constantFrom('0', '1', '7', '-', 'a', '٣', '０'),
    maxLength: 5,
  });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 60 }), (cells) => {
      const read = byShape(shapeIn);
      expect(cells.map(read)).toEqual(cells.map(shapeIn));
    }),
  );
});

test('a digit behind a letter is of a name, and another one is another shape', () => {
  const read = byShape(shapeIn);
  expect(['a1', 'a7', 'm2', 'm3', '10 m3', '27 m3', 'm27', 'm28'].map(read)).toEqual([
    'a1',
    'a7',
    'm2',
    'm3',
    '00 m3',
    '00 m3',
    'm20',
    'm20',
  ]);
});

test('cells of one shape are worked out once, long ones and those beyond thousands of shapes each time', () => {
  let times = 0;
  const read = byShape((cell) => {
    times++;
    return shapeIn(cell);
  });
  for (const cell of ['2024-01-02', '12', '1999-12-31', '07', '2024-01-02']) read(cell);
  expect(times).toBe(2);
  const long = '1'.repeat(81);
  expect([read(long), read(long)]).toEqual(['0'.repeat(81), '0'.repeat(81)]);
  expect(times).toBe(4);
  const letters = (i: number) =>
    i.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[+digit] ?? '');
  const many = Array.from({ length: 5000 }, (_, i) => `${letters(i)}!`);
  expect(many.map(read)).toEqual(many);
  expect(many.map(read)).toEqual(many);
  expect(times).toBeGreaterThan(4 + 5000);
});
