import { expect, test } from 'vitest';
import { coveredOf } from '../../src/conformal/covered-of.js';
import { type AnsweredRows, fitUncertainty } from '../../src/conformal/fit-uncertainty.js';
import { openUncertainty } from '../../src/conformal/open-uncertainty.js';
import { checkedUncertainty } from '../../src/conformal/uncertainty.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { preprocessingDefaults } from '../../src/preprocessing/preprocessing-options.js';
import type { Table } from '../../src/table/table.js';
import { randomStream } from '../../src/util/random.js';

const regression = { kind: 'regression', classes: 0 } as const;

/** Answers of 0 that stray as far as `spreadAt` says of the column x. */
function strayed(rows: number, seed: number, spreadAt: (x: number) => number) {
  const random = randomStream(seed, 'rows');
  const x = Float64Array.from({ length: rows }, () => random.next());
  const target = x.map((own) => spreadAt(own) * (random.next() + random.next() - 1));
  const columns = [{ kind: 'numeric', name: 'x', values: x }] as const;
  const table: Table = { kind: 'table', rows, columns, target };
  return { table, predictions: new Float64Array(rows), target, x };
}

function given(own: ReturnType<typeof strayed>, weights?: Float64Array): AnsweredRows {
  const { table, predictions, target } = own;
  return {
    table,
    columns: [],
    preprocessing: preprocessingDefaults,
    rows: Int32Array.from({ length: table.rows }, (_, row) => row),
    judged: { metric: metricNamed('rmse'), task: regression, truth: target, weights },
    predictions,
    seed: 0,
  };
}

test('intervals are as wide as answers stray, and cover what was asked for', () => {
  const wide = strayed(600, 1, (x) => (x > 0.5 ? 10 : 1));
  const found = fitUncertainty(given(wide), 0.8);
  expect(found).toMatchObject({ kind: 'intervals', coverage: 0.8 });
  if (found.kind !== 'intervals') throw new Error('no intervals');
  const other = strayed(2000, 2, (x) => (x > 0.5 ? 10 : 1));
  const uncertain = openUncertainty(found, regression)(other.table, other.predictions);
  if (uncertain.kind !== 'intervals') throw new Error('no intervals');
  const widths = uncertain.high.map((high, row) => high - (uncertain.low[row] ?? 0));
  const mean = (isOf: (x: number) => boolean) => {
    const rows = [...widths.keys()].filter((row) => isOf(other.x[row] ?? 0));
    return rows.reduce((sum, row) => sum + (widths[row] ?? 0), 0) / rows.length;
  };
  expect(mean((x) => x > 0.55) / mean((x) => x < 0.45)).toBeGreaterThan(6);
  expect(coveredOf(uncertain, other.target, undefined).covered).toBeCloseTo(0.8, 1);
  const rows = Int32Array.from(other.x.keys()).filter((row) => (other.x[row] ?? 0) > 0.55);
  const inside = rows.filter((row) => {
    const label = other.target[row] ?? Number.NaN;
    return (uncertain.low[row] ?? 0) <= label && label <= (uncertain.high[row] ?? 0);
  });
  // Not only on average: of the rows that stray far too.
  expect(Math.abs(inside.length / rows.length - 0.8)).toBeLessThan(0.08);
  expect(found.spread?.parts[0]?.model.tensors.columns?.BYTES_PER_ELEMENT).toBe(1);
  expect(checkedUncertainty(found, 0)).toEqual(found);
  expect(() => checkedUncertainty(found, 2)).toThrow('damaged');
});

test('where all answers stray alike there is no spread, and intervals are equally wide', () => {
  const found = fitUncertainty(given(strayed(400, 3, () => 1)), 0.9);
  expect(found).not.toHaveProperty('spread');
  const few = fitUncertainty(given(strayed(60, 3, (x) => (x > 0.5 ? 10 : 1))), 0.9);
  expect(few).not.toHaveProperty('spread');
});

test('what is covered of parts by the scores of the others is near what was wanted, and grows with it', () => {
  const { held } = fitUncertainty(given(strayed(500, 4, () => 1)), 0.85);
  expect([...held.coverages]).toEqual([0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99]);
  for (const [i, wanted] of held.coverages.entries()) {
    expect(Math.abs((held.covered[i] ?? 0) - wanted)).toBeLessThan(0.03);
    expect(held.sizes[i] ?? 0).toBeGreaterThan(held.sizes[i - 1] ?? 0);
  }
});

test('rows of weight 0 tell nothing, and groups count as one row each', () => {
  const own = strayed(50, 5, () => 1);
  const weights = Float64Array.from({ length: 50 }, (_, row) => Number(row < 5));
  const quiet = fitUncertainty(given(own, weights), 0.9);
  const uncertain = openUncertainty(quiet, regression)(own.table, own.predictions);
  // Five rows are too few for nine in ten.
  if (uncertain.kind === 'intervals') expect(uncertain.high[0]).toBe(Number.POSITIVE_INFINITY);
  const grouped = given(own);
  const groups = Int32Array.from({ length: 50 }, (_, row) => row % 10);
  const found = fitUncertainty({ ...grouped, judged: { ...grouped.judged, groups } }, 0.9);
  expect(found.scores.rows).toBeCloseTo(10);
});

test('sets cover what was asked for, and hold one class where that is enough', () => {
  const random = randomStream(6, 'classes');
  const rows = 400;
  // Half of the rows are plain, half are one of two classes by chance.
  const predictions = new Float64Array(rows * 3);
  const truth = Int32Array.from({ length: rows }, (_, row) => {
    const chances = row % 2 === 0 ? [0.98, 0.01, 0.01] : [0.02, 0.49, 0.49];
    predictions.set(chances, row * 3);
    if (row % 2 === 0) return 0;
    return random.next() < 0.5 ? 1 : 2;
  });
  const table: Table = { kind: 'table', rows, columns: [], target: truth };
  const task = { kind: 'multiclass', classes: 3 } as const;
  const judged = { metric: metricNamed('log_loss'), task, truth, weights: undefined };
  const own = { ...given(strayed(2, 0, () => 1)), table, judged, predictions };
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const found = fitUncertainty({ ...own, rows: all }, 0.9);
  const uncertain = openUncertainty(found, task)(table, predictions);
  if (uncertain.kind !== 'sets') throw new Error('no sets');
  expect([...(uncertain.sets[0] ?? [])]).toEqual([0]);
  expect([...(uncertain.sets[1] ?? [])]).toEqual([1, 2]);
  expect(coveredOf(uncertain, truth, undefined)).toEqual({
    kind: 'sets',
    wanted: 0.9,
    covered: 1,
    size: 1.5,
  });
  const half = openUncertainty(found, task)(table, predictions, 0.4);
  if (half.kind === 'sets') expect([...(half.sets[1] ?? [])]).toEqual([1]);
});
