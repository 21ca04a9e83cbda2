import { expect, test } from 'vitest';
import { metricNamed } from '../../../src/metrics/metrics.js';
import { sectionsMarkdown } from '../../../src/report/block-markdown.js';
import { calibrationError } from '../../../src/report/facts/calibration-error.js';
import { classFacts } from '../../../src/report/facts/class-facts.js';
import type { JudgedRows } from '../../../src/report/facts/judged-rows.js';
import { classCharts } from '../../../src/report/sections/class-charts.js';
import { withThreshold } from '../../../src/util/task-kind.js';
import { binary, threeClasses } from '../../fixtures/tasks.js';

function judged(truth: readonly number[], chances: readonly number[], weights?: readonly number[]) {
  const rows: JudgedRows = {
    metric: metricNamed('log_loss'),
    task: withThreshold(binary, 0.4),
    truth: Int32Array.from(truth),
    weights: weights && Float64Array.from(weights),
    predictions: Float64Array.from(chances.flatMap((chance) => [1 - chance, chance])),
    what: 'rows',
    classes: ['no', 'yes'],
  };
  return classFacts(rows);
}

test('the confusion counts rows by what they are and what they are taken for at the threshold', () => {
  const facts = judged([1, 1, 0, 0, 1], [0.9, 0.4, 0.45, 0.1, 0.2]);
  expect(facts?.confusion).toEqual([
    [1, 1],
    [1, 2],
  ]);
  expect(facts?.binary).toMatchObject({ positive: 'yes', threshold: 0.4 });
});

test('it says where the threshold was chosen by the rows that are counted', () => {
  const rows: JudgedRows = {
    metric: metricNamed('f1'),
    task: withThreshold(binary, 0.4),
    truth: Int32Array.of(1),
    weights: undefined,
    predictions: Float64Array.of(0.5, 0.5),
    what: 'rows',
    classes: ['no', 'yes'],
  };
  expect(classFacts(rows)?.binary).not.toHaveProperty('isFitted');
  const facts = classFacts({ ...rows, decided: Float64Array.of(0, 1) });
  expect(facts?.binary?.isFitted).toBe(true);
  const blocks = facts ? classCharts('scores', facts) : [];
  expect(sectionsMarkdown('R', [{ id: 'scores', title: 'S', blocks }])).toContain(
    'at a threshold that was chosen by these very rows, while scores are at those of other rows',
  );
});

test('rows count by their weights', () => {
  const facts = judged([1, 0, 0], [0.9, 0.8, 0.1], [2, 0.5, 3]);
  expect(facts?.confusion).toEqual([
    [3, 0.5],
    [0, 2],
  ]);
});

test('each step of the threshold says what comes of it, equal chances together', () => {
  const facts = judged([1, 0, 1, 0], [0.8, 0.6, 0.6, 0.2]);
  const counts = facts?.binary?.steps.map((step) => [
    step.truePositive,
    step.falsePositive,
    step.trueNegative,
    step.falseNegative,
  ]);
  expect(counts).toEqual([
    [0, 0, 2, 2],
    [1, 0, 2, 1],
    [2, 1, 1, 0],
    [2, 2, 0, 0],
  ]);
  expect(facts?.binary?.steps.slice(1).map(({ threshold }) => threshold)).toEqual([0.8, 0.6, 0.2]);
});

test('rows of unknown classes are not of the other class, whatever the threshold', () => {
  const facts = judged([1, 0, -1], [0.8, 0.6, 0.7]);
  expect(facts?.binary?.unknown).toBe(1);
  const known = { truePositive: 1, falsePositive: 0, trueNegative: 1, falseNegative: 0 };
  expect(facts?.binary?.steps.slice(1)).toEqual([
    { threshold: 0.8, ...known, unknownPositive: 0 },
    { threshold: 0.7, ...known, unknownPositive: 1 },
    { threshold: 0.6, ...known, falsePositive: 1, trueNegative: 0, unknownPositive: 1 },
  ]);
  // At the predictor's threshold, as the confusion beside it has them.
  expect([facts?.confusion, facts?.unknown]).toEqual([
    [
      [0, 1],
      [0, 1],
    ],
    [0, 1],
  ]);
});

test('of many steps the first and the last stay', () => {
  const chances = Array.from({ length: 1000 }, (_, i) => i / 1000);
  const facts = judged(
    chances.map((_, i) => i % 2),
    chances,
  );
  const steps = facts?.binary?.steps ?? [];
  expect(steps.length).toBe(200);
  expect([steps[0]?.truePositive, steps.at(-1)?.truePositive]).toEqual([0, 500]);
});

test('of many steps that of the predictor stays: its counts are those of the confusion', () => {
  for (const rows of [997, 1000, 1003]) {
    const chances = Array.from({ length: rows }, (_, i) => i / rows);
    const facts = judged(
      chances.map((_, i) => i % 2),
      chances,
    );
    const own = facts?.binary?.steps.findLast(({ threshold }) => threshold >= 0.4);
    expect([own?.falsePositive, own?.truePositive]).toEqual(facts?.confusion.map((row) => row[1]));
    expect(facts?.binary?.steps.length).toBeLessThanOrEqual(200);
  }
});

test('calibration is of bins of equally many rows: what was said, and what was', () => {
  const chances = Array.from({ length: 20 }, (_, i) => i / 20);
  const truth = chances.map((_, i) => Number(i % 4 === 3));
  const bins = judged(truth, chances)?.calibration ?? [];
  expect(bins.map(({ rows }) => rows)).toEqual(Array(10).fill(2));
  expect(bins.map(({ was }) => was)).toEqual([0, 0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0.5]);
  for (const [i, { said }] of bins.entries()) expect(said).toBeCloseTo((4 * i + 1) / 40, 12);
});

test('rows of one chance are in one bin, whatever their order', () => {
  // Of a chance of 0.3 a fifth is yes, of 0.7 nine tenths are: said and was differ by 0.1 and 0.2 for half of the rows each.
  const rows = Array.from({ length: 100 }, (_, i) =>
    i < 50 ? { chance: 0.3, is: Number(i < 10) } : { chance: 0.7, is: Number(i < 95) },
  );
  for (const order of [rows, rows.toReversed(), rows.toSorted((a, b) => a.is - b.is)]) {
    const facts = judged(
      order.map(({ is }) => is),
      order.map(({ chance }) => chance),
    );
    const bins = facts?.calibration ?? [];
    expect(bins.map((bin) => bin.rows)).toEqual([50, 50]);
    expect(bins.map(({ was }) => was)).toEqual([0.2, 0.9]);
    expect(calibrationError(bins).error).toBeCloseTo(0.15, 12);
  }
});

test('few chances before or behind many tied ones are in a bin of their own', () => {
  // Five of nearly 0 are all yes, and of 95 of 0.9 are 81: the second bin is off by 0.9 - 81 / 95.
  const low = [0.01, 0.015, 0.02, 0.025, 0.03];
  const chances = [...low, ...Array(95).fill(0.9)];
  const truth = chances.map((chance, i) => Number(chance < 0.5 || i < 5 + 81));
  const bins = judged(truth, chances)?.calibration ?? [];
  expect(bins.map(({ rows }) => rows)).toEqual([5, 95]);
  expect(bins[0]?.was).toBe(1);
  const error = 0.05 * (1 - 0.02) + 0.95 * (0.9 - 81 / 95);
  expect(calibrationError(bins).error).toBeCloseTo(error, 12);
  const turned = judged(
    truth.map((is) => 1 - is),
    chances.map((chance) => 1 - chance),
  );
  expect(turned?.calibration.map(({ rows }) => rows)).toEqual([95, 5]);
});

test('how far chances are off goes by the weight of rows, as expected_calibration_error does', () => {
  // Ten light rows that say a tenth too much, and ten right ones that weigh nine times as much.
  const chances = Array.from({ length: 20 }, (_, i) => (i < 10 ? 0.1 : 1));
  const truth = chances.map((_, i) => Number(i >= 10));
  const weights = chances.map((_, i) => (i < 10 ? 1 : 9));
  const bins = judged(truth, chances, weights)?.calibration ?? [];
  expect(bins.map(({ share }) => share)).toEqual([0.1, 0.9]);
  const { score } = metricNamed('expected_calibration_error');
  const both = Float64Array.from(chances.flatMap((chance) => [1 - chance, chance]));
  const error = score(Int32Array.from(truth), both, binary, Float64Array.from(weights));
  expect(error).toBeCloseTo(0.01, 12);
  expect(calibrationError(bins).error).toBeCloseTo(error, 12);
});

test('heavy rows tell less than as many that count alike', () => {
  const chances = [0.5, 0.5, ...Array.from({ length: 18 }, (_, i) => 0.6 + i / 100)];
  const bins = judged([1, ...Array(19).fill(0)], chances, [3, ...Array(19).fill(1)])?.calibration;
  expect(bins?.[0]).toEqual({ said: 0.5, was: 0.75, rows: 2, share: 4 / 22, effective: 1.6 });
});

test('of several classes it is the most probable one whose chance is looked at', () => {
  const facts = classFacts({
    metric: metricNamed('log_loss'),
    task: threeClasses,
    truth: Int32Array.of(2, 0),
    weights: undefined,
    predictions: Float64Array.of(0.1, 0.3, 0.6, 0.2, 0.5, 0.3),
    what: 'rows',
    classes: ['a', 'b', 'c'],
  });
  expect(facts?.confusion).toEqual([
    [0, 1, 0],
    [0, 0, 0],
    [0, 0, 1],
  ]);
  expect(facts?.calibration).toEqual([
    { said: 0.5, was: 0, rows: 1, share: 0.5, effective: 1 },
    { said: 0.6, was: 1, rows: 1, share: 0.5, effective: 1 },
  ]);
  expect(facts?.binary).toBeUndefined();
});
