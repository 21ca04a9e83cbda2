import { expect, test } from 'vitest';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { readColumns } from '../../src/table/read-rows.js';

const BOTH = 'if both are fractions, as where files were put together, write them with one mark';

function doubtOf(cells: readonly string[]): string | undefined {
  const all = Array.from({ length: 3 }, () => cells).flat();
  const [column] = inferColumns(readColumns({ dose: all }), { types: {}, ignore: [] });
  return column?.evidence.doubt;
}

test('fractions with a point beside what may be fractions with a comma are told of', () => {
  const dose = ['15.843', '28.563', '7.104', '4,701', '20,631'];
  expect(doubtOf(dose)).toBe(
    `column "dose": "15.843" is read as 15.843 and "4,701" is read as 4701: ${BOTH}`,
  );
  // One such cell is enough, and 0,518 is no thousand at all.
  expect(doubtOf([...dose.slice(0, 3), '8.250', '9.975', '0,518'])).toContain(BOTH);
  expect(doubtOf(['15,843', '28,563', '7,104', '6.137', '9,5', '3,25'])).toBeUndefined();
});

test('cells that are no numbers say nothing of marks', () => {
  const dose = ['15.843', '28.563', '7.104', '11.250', '9.975', '8.125', '6.375', '4.250'];
  expect(doubtOf([...dose, '4,701', 'n.a.'])).toContain(BOTH);
  expect(doubtOf([...dose, '$4,701 kg'])).toBeUndefined();
});

test('marks that other cells show to be of thousands and fractions are none to doubt', () => {
  expect(doubtOf(['1,234.500', '12.250', '1,250'])).toBeUndefined();
  expect(doubtOf(['1,234', '12.25', '3.5', '900'])).toBeUndefined();
  expect(doubtOf(['1,234,567', '12.250', '1,250'])).toBeUndefined();
  expect(doubtOf(['15.843', '28.563', '7.104'])).toBeUndefined();
  expect(doubtOf(['15,843', '28,563', '7,104'])).toBeUndefined();
  expect(doubtOf(['$15,843', '$28.563', '€7.104'])).toContain('several currencies');
});
