import { expect, test } from 'vitest';
import { type Coefficients, fit } from '../../src/index.js';
import type { Row } from '../../src/table/flat-row.js';
import { randomStream } from '../../src/util/random.js';

const random = randomStream('ranks in levels');
const OPTIONS = { label: 'y', preset: 'interpretable', trials: 1, folds: 2, workers: 1 } as const;

/** Levels in an order, one of which a single row has, with gaps. */
const rows = Array.from({ length: 90 }, (_, i): Row => {
  const rank = i === 40 ? 3 : ([0, 1, 2, 4][Math.floor(4 * random.next())] as number);
  const size = i % 9 === 5 ? null : ['S', 'M', 'L', 'XL', 'XXL'][rank];
  const city = ['Bergen', 'Oslo'][i % 2] ?? '';
  const weight = 10 * random.next();
  const y = 20 + (size === null ? 7 : 10 * rank) + weight + (i % 2) * 3 + random.normal();
  return { size, city, weight, y };
});

/** The formula as it is printed, for one row; levels without a line are new. */
function sum({ outputs }: Coefficients, row: Row): number {
  const [own] = outputs;
  if (!own) throw new Error('no output');
  const names = new Set(own.terms.map(({ feature }) => feature));
  const said = Object.entries(row).flatMap(([column, cell]) => {
    if (cell === null) return [`${column} is missing`];
    return names.has(`${column} = ${cell}`) ? [`${column} = ${cell}`] : [`${column} is new`];
  });
  return own.terms.reduce((all, { feature, coefficient }) => {
    if (feature === 'weight') return all + coefficient * Number(row.weight);
    return said.includes(feature) ? all + coefficient : all;
  }, own.intercept);
}

test.each(['linear', 'elastic-net'])(
  'of %s, levels in an order tell all that they add, and the sum is the prediction',
  async (family) => {
    const predictor = await fit(rows, { ...OPTIONS, models: [family] });
    const coefficients = predictor.coefficients();
    const terms = coefficients.outputs[0]?.terms ?? [];
    const ofSize = terms.filter(({ column }) => column === 'size');
    expect(ofSize.map(({ feature, per }) => `${feature}: ${per}`)).toEqual([
      'size is new: new, not S',
      'size = S: reference',
      'size = M: M, not S',
      'size = L: L, not S',
      'size = XL: XL, not S',
      'size = XXL: XXL, not S',
      'size is missing: missing, not S',
    ]);
    const sizes = ['new one', 'S', 'M', 'L', 'XL', 'XXL', null];
    const alike = sizes.map((size) => ({ size, city: 'Oslo', weight: 5 }));
    const own = rows.map(({ size, city, weight }) => ({ size, city, weight }) as Row);
    const asked: Row[] = [...alike, ...own];
    const answers = (await predictor.predict(asked)).map(Number);
    for (const [i, row] of asked.entries()) {
      const gap = Math.abs(sum(coefficients, row) - (answers[i] ?? Number.NaN));
      // Standardised values are float32: six digits of the label.
      expect(gap / Math.abs(answers[i] ?? 0)).toBeLessThan(1e-6);
    }
    for (const [i, { coefficient }] of ofSize.entries()) {
      expect(coefficient).toBeCloseTo((answers[i] ?? 0) - (answers[1] ?? 0), 4);
    }
    expect(ofSize[5]?.coefficient).toBeGreaterThan(35);
  },
);

test('levels without an order are told as before, rare ones together', async () => {
  const own = rows.map(({ city, weight, y }) => ({ city, weight, y }) as Row);
  const [output] = (await fit(own, { ...OPTIONS, models: ['linear'] })).coefficients().outputs;
  expect(output?.terms.map(({ feature, per }) => `${feature}: ${per}`)).toEqual([
    'weight: unit of weight',
    'city is rare: rare or new, not Bergen',
    'city = Bergen: reference',
    'city = Oslo: Oslo, not Bergen',
  ]);
});

test('days say where they are counted from', async () => {
  const day = (i: number) => new Date(Date.UTC(2024, 2, 1 + i)).toISOString().slice(0, 10);
  const own = Array.from({ length: 60 }, (_, i) => ({
    from: day(i),
    to: day(i + ((7 * i) % 5)),
    y: 2 * i + random.normal(),
  }));
  const [output] = (await fit(own, { ...OPTIONS, models: ['linear'] })).coefficients().outputs;
  const per = Object.fromEntries(output?.terms.map((term) => [term.feature, term.per]) ?? []);
  expect(per['from: elapsed']).toBe('day since 2024-03-01 of from: elapsed');
  expect(per['from: days until to']).toBe('day of from: days until to');
});
