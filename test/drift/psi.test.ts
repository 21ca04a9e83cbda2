import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { beyondChance } from '../../src/drift/beyond-chance.js';
import { chiSquareTail } from '../../src/drift/chi-square.js';
import { kolmogorovSmirnov } from '../../src/drift/kolmogorov-smirnov.js';
import { numberBins, numberDrift } from '../../src/drift/number-drift.js';
import {
  populationStability,
  stabilityByChance,
  stabilityChance,
} from '../../src/drift/population-stability.js';
import { shareBelow, shareUpTo } from '../../src/drift/quantile-shares.js';
import { numberSpread } from '../../src/predictor/column-spreads.js';

interface Reference {
  readonly cases: readonly {
    readonly name: string;
    readonly trained: readonly number[];
    readonly now: readonly number[];
    readonly psi: number;
    readonly chance: number;
    readonly distance: number;
    readonly pValue: number;
  }[];
  readonly tails: readonly { readonly value: number; readonly freedom: number; tail: number }[];
}

const { cases, tails } = JSON.parse(
  readFileSync('test/reference/scipy-drift.json', 'utf8'),
) as Reference;

test('the index is that worked out by hand, and an empty bin counts as half a row', () => {
  const bins = [
    { name: 'a', trained: 0.5, now: 0.25 },
    { name: 'b', trained: 0.5, now: 0.75 },
  ];
  const rows = { trained: 100, now: 40 };
  // −0.25 · ln 0.5 + 0.25 · ln 1.5
  expect(populationStability(bins, rows)).toBeCloseTo(0.27465307, 7);
  // 1 degree of freedom: (1/100 + 1/40) · 1
  expect(stabilityByChance(bins, rows)).toBeCloseTo(0.035, 12);
  const empty = [
    { name: 'a', trained: 1, now: 0.9 },
    { name: 'b', trained: 0, now: 0.1 },
    { name: 'c', trained: 0, now: 0 },
  ];
  // −0.1 · ln 0.9 + (0.1 − 0.005) · ln (0.1 / 0.005)
  expect(populationStability(empty, rows)).toBeCloseTo(0.29513064, 7);
  expect(stabilityByChance(empty, rows)).toBeCloseTo(0.035, 12);
});

test.each(tails)('chi-square of $freedom above $value as SciPy has it', (own) => {
  expect(chiSquareTail(own.value, own.freedom)).toBeCloseTo(own.tail, 12);
});

test.each(cases)('numbers $name: index, chi-square and distance as NumPy and SciPy', (own) => {
  const { quantiles } = numberSpread('x', Float64Array.from(own.trained));
  const sorted = Float64Array.from(own.now).sort();
  const rows = { trained: own.trained.length, now: sorted.length };
  const bins = numberBins(quantiles, sorted, 10, String);
  const isHeaped = own.name === 'heaped';
  // Where many rows have the same value, 101 quantiles tell shares to half a step.
  expect(Math.abs(populationStability(bins, rows) - own.psi)).toBeLessThan(isHeaped ? 0.01 : 1e-9);
  const chance = stabilityChance(bins, rows, 0);
  expect(Math.abs(Math.log(chance / own.chance))).toBeLessThan(isHeaped ? 0.5 : 1e-6);
  const { distance, resolution, pValue } = kolmogorovSmirnov(quantiles, rows.trained, sorted);
  expect(resolution).toBe(0.01);
  expect(Math.abs(distance - own.distance)).toBeLessThanOrEqual(resolution);
  // The chance is of the least distance that there may be.
  expect(pValue).toBeGreaterThanOrEqual(own.pValue * 0.9);
});

test('shares up to a value of many rows are known to half a step', () => {
  // A third of the rows is 0, a third 1, a third spread above.
  const values = Float64Array.from({ length: 300 }, (_, i) => (i < 100 ? 0 : i < 200 ? 1 : i));
  const { quantiles } = numberSpread('x', values);
  expect(shareBelow(quantiles, 0)).toBe(0);
  expect(Math.abs(shareUpTo(quantiles, 0) - 1 / 3)).toBeLessThan(0.006);
  expect(Math.abs(shareBelow(quantiles, 1) - 1 / 3)).toBeLessThan(0.006);
  expect(Math.abs(shareUpTo(quantiles, 1) - 2 / 3)).toBeLessThan(0.006);
  expect([shareUpTo(quantiles, -1), shareUpTo(quantiles, 299), shareBelow(quantiles, 400)]).toEqual(
    [0, 1, 1],
  );
});

test('three of four new rows beyond eight of training: 4/12 · 3/11 · 2/10', () => {
  expect(beyondChance(3, 8, 4)).toBeCloseTo(24 / 1320, 12);
  expect([beyondChance(0, 8, 4), beyondChance(5, 8, 4)]).toEqual([1, 0]);
});

test('a column of one value but for a few others still tells both apart', () => {
  const values = Float64Array.from({ length: 200 }, (_, i) => (i < 10 ? i / 10 : 9));
  const { quantiles } = numberSpread('x', values);
  const bins = numberBins(quantiles, Float64Array.of(0, 0.1, 9, 9), 10, String);
  expect(bins.map(({ now }) => now)).toEqual([0.5, 0.5]);
  expect(bins[1]?.trained).toBeCloseTo(0.95, 1);
});

/** 500 numbers of which a share is 0, and the others spread above; and how 200 differ where another value stands for 0. */
function heapDrift(share: number, instead: number, sign: 1 | -1) {
  const draw = (rows: number, heap: number) =>
    Float64Array.from({ length: rows }, (_, row) => {
      const place = (row + 0.5) / rows;
      return sign * (place < share ? heap : 1 + 9 * place);
    });
  const judging = {
    rows: { trained: 500, now: 200 },
    quantileRows: 500,
    threshold: 0.2,
    tests: 5,
  };
  const spread = numberSpread('x', draw(500, 0));
  return numberDrift(spread, draw(200, instead), { kind: 'numeric' }, judging);
}

test.each([0.2, 0.5, 0.9, 1])(
  'where %d of the rows have the least or the largest value, another one in its place is drift',
  (share) => {
    const [low, high] = [heapDrift(share, -999, 1), heapDrift(share, -999, -1)];
    for (const { verdict, psi, bins } of [low, high]) {
      expect(verdict).toBe('drifted');
      expect(psi).toBeGreaterThan(1);
      const beyond = bins.find(({ trained }) => trained === 0);
      expect(beyond?.now).toBeCloseTo(share, 12);
    }
    expect(low.bins[0]?.name).toBe('< 0');
    expect(high.bins.at(-1)?.name).toBe('> 0');
    // The values beside the heap stand with the largest, not with the least.
    expect(Math.abs((low.psi ?? 0) / (high.psi ?? 1) - 1)).toBeLessThan(0.2);
    const other = [heapDrift(share, 999, 1), heapDrift(share, 999, -1)];
    expect(other.map(({ verdict }) => verdict)).toEqual(['drifted', 'drifted']);
  },
);

test.each([0, 0.05, 0.2, 0.5, 0.9, 1])(
  'where %d of the rows have the least or the largest value and keep it, nothing has changed',
  (share) => {
    for (const sign of [1, -1] as const) {
      const { verdict, psi, bins } = heapDrift(share, 0, sign);
      expect(verdict).toBe('steady');
      expect(psi).toBeLessThan(0.01);
      expect(bins.every(({ trained }) => trained > 0)).toBe(true);
    }
  },
);

test('numbers that lack some have the shares of the others in all rows', () => {
  const values = Float64Array.from({ length: 400 }, (_, row) => (row % 4 === 0 ? Number.NaN : row));
  const judging = {
    rows: { trained: 400, now: 400 },
    quantileRows: 400,
    threshold: 0.2,
    tests: 1,
  };
  const { bins, missing } = numberDrift(
    numberSpread('x', values),
    values,
    { kind: 'numeric' },
    judging,
  );
  expect(missing).toEqual({ trained: 0.25, now: 0.25 });
  for (const side of ['trained', 'now'] as const) {
    const shares = bins.map((bin) => bin[side]);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(shares.slice(0, -1).every((share) => Math.abs(share - 0.075) < 0.005)).toBe(true);
  }
});
