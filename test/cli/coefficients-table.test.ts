import { expect, test } from 'vitest';
import { coefficientsTable } from '../../src/cli/coefficients-table.js';
import type { Coefficient, Coefficients } from '../../src/index.js';

function output(name: string | null, factor: number, levels = 3): Coefficients['outputs'][number] {
  const cities = Array.from({ length: levels }, (_, i): Coefficient => {
    const per = i === 0 ? 'reference' : `town ${i}, not town 0`;
    return { feature: `city = town ${i}`, column: 'city', coefficient: i * factor, per };
  });
  const size = {
    feature: 'size',
    column: 'size',
    coefficient: -1234.5 * factor,
    per: 'unit of size',
  };
  return { class: name, intercept: 0.25 * factor, terms: [size, ...cities] };
}

function lines(outputs: Coefficients['outputs'], width = 80): string[] {
  const predicts = outputs.length > 1 ? 'log-probability' : 'label';
  return coefficientsTable({ label: 'price', predicts, outputs }, width).split('\n');
}

test('has a line for each feature, with its sign and what it is for', () => {
  expect(lines([output(null, 2)])).toEqual([
    'price = intercept + sum of coefficient × value',
    '               coefficient  per',
    'intercept          +0.5000',
    'size                 -2469  unit of size',
    'city = town 0            0  reference',
    'city = town 1       +2.000  town 1, not town 0',
    'city = town 2       +4.000  town 2, not town 0',
  ]);
});

test('of many levels it has those that matter most', () => {
  const table = lines([output(null, 1, 20)]);
  expect(table.slice(4, 10).map((line) => line.slice(0, 14))).toEqual(
    [14, 15, 16, 17, 18, 19].map((i) => `city = town ${i}`),
  );
  expect(table.at(-1)).toBe('… 14 more of city');
});

test('keeps within the terminal: words are cut, and classes that find no place are counted', () => {
  const three = ['a', 'b', 'c'].map((name, i) => output(name, i + 1));
  const narrow = lines(three, 44);
  expect(Math.max(...narrow.slice(1).map((line) => line.length))).toBeLessThanOrEqual(44);
  expect(narrow[1]).toMatch(/^ +a +b +c( +per)?$/);
  const many = lines(Array.from({ length: 30 }, (_, i) => output(`class ${i}`, i + 1)));
  expect(Math.max(...many.slice(1).map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(many.at(-1)).toMatch(/^and \d+ classes more, with --json$/);
});
