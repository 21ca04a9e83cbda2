import { expect, test } from 'vitest';
import { binColumn, levelBins, numericBins } from '../../src/trees/bins.js';
import { type BoostOptions, blocksOf, boost, scoresOf } from '../../src/trees/boost.js';
import { softmaxLoss } from '../../src/trees/losses.js';
import { createReferenceSketchArena } from '../../src/trees/sketch-arena.js';
import { columnGains } from '../../src/trees/tree.js';
import { randomStream } from '../../src/util/random.js';

const plain = {
  rounds: 1,
  learningRate: 0.2,
  rowShare: 1,
  columnShare: 1,
  patience: 1000,
  maxLeaves: 15,
  maxDepth: 6,
  lambda: 1,
  minChildWeight: 0.001,
  minChildRows: 2,
  minGain: 0,
  levelSmoothing: 1,
  maxLevels: 32,
  sketch: { gradients: 3 },
} as const;

/** Rows of numbers, and of codes behind them. */
function tableOf(rows: readonly (readonly number[])[], numbers: number) {
  const columns = rows[0]?.length ?? 0;
  const data = new Uint8Array(rows.length * columns);
  const rules = Array.from({ length: columns }, (_, j) => {
    const values = Float64Array.from(rows, (row) => row[j] ?? Number.NaN);
    const rule = j < numbers ? numericBins(values) : levelBins(values);
    binColumn(rule, values, data.subarray(j * rows.length, (j + 1) * rows.length));
    return rule;
  });
  const raw = { rows: rows.length, columns, data: Float64Array.from(rows.flat()) };
  return { x: { rows: rows.length, rules, data }, raw };
}

function boosted(
  { x, raw }: ReturnType<typeof tableOf>,
  y: readonly number[],
  classes: number,
  options: Partial<BoostOptions> = {},
) {
  const own = { ...plain, loss: softmaxLoss(classes), random: randomStream('sketch'), ...options };
  return boost(x, blocksOf(raw), Float32Array.from(y), own);
}

/** The mean log loss of rows. */
function logLoss(chances: Float64Array, y: readonly number[], classes: number): number {
  const losses = y.map((code, row) => -Math.log(chances[row * classes + code] ?? 0));
  return losses.reduce((sum, loss) => sum + loss, 0) / y.length;
}

/** Classes of noisy sums of numbers, with gaps, and of a column of levels. */
function manyClasses(classes: number, rows: number) {
  const random = randomStream('many', classes);
  const centres = Array.from({ length: classes }, () => [0, 1, 2, 3].map(() => random.normal()));
  const y = Array.from({ length: rows }, () => random.integer(classes));
  const cells = y.map((code) => {
    const numbers = [0, 1, 2, 3].map((j) => (centres[code]?.[j] ?? 0) + 0.5 * random.normal());
    if (random.next() < 0.1) numbers[random.integer(4)] = Number.NaN;
    const town = random.next() < 0.05 ? -1 : 3 * (code % 5) + random.integer(4);
    return [...numbers, town];
  });
  return { y, cells, ...tableOf(cells, 4) };
}

test('the leaves of a round are −η G / (H + λ) of every class, as computed by hand', () => {
  // Chances ½, ¼, ¼ of the start; two rows a side are the only split.
  const data = tableOf([[1], [2], [3], [4]], 1);
  const options = { learningRate: 0.5, maxLeaves: 2 };
  const { booster } = boosted(data, [0, 0, 1, 2], 3, options);
  expect(booster.rounds).toHaveLength(1);
  const [tree, ...others] = booster.rounds[0] ?? [];
  expect(others).toEqual([]);
  expect([...(tree?.columns ?? [])]).toEqual([0, -1, -1]);
  expect(tree?.thresholds[0]).toBe(2.5);
  // Left: G = 2 · (½, ¼, ¼) − (2, 0, 0), H = 3/2 · 2 · (¼, 3/16, 3/16). Right: G = (1, ½ − 1, ½ − 1) and the same H.
  const [a, b] = [0.5 / 1.75, 0.25 / 1.5625];
  const own = (leaf: number) => {
    const row = (tree?.values[leaf] ?? 0) * 3;
    return [...(tree?.vectors?.subarray(row, row + 3) ?? [])];
  };
  for (const [c, wanted] of [a, -b, -b].entries()) expect(own(1)[c]).toBeCloseTo(wanted, 6);
  for (const [c, wanted] of [-a, b, b].entries()) expect(own(2)[c]).toBeCloseTo(wanted, 6);
  const scores = scoresOf(booster, data.raw);
  expect(scores[0]).toBeCloseTo(Math.log(0.5) + a, 6);
  expect(scores[3 * 3 + 2]).toBeCloseTo(Math.log(0.25) + b, 6);
});

const CLASSES = 30;
const task = manyClasses(CLASSES, 900);

test('of thirty classes the log loss is at least as good as with a tree for each class', () => {
  const rows = task.cells.slice(0, 600);
  const train = tableOf(rows, 4);
  const other = tableOf(task.cells.slice(600), 4).raw;
  const truth = task.y.slice(600);
  const lossOf = (options: Partial<BoostOptions>) => {
    const score = (chances: Float64Array) => -logLoss(chances, truth, CLASSES);
    const validation = { x: other, score };
    const limits = { rounds: 40, patience: 4, learningRate: 0.3, validation, ...options };
    return -(boosted(train, task.y.slice(0, 600), CLASSES, limits).bestScore ?? Number.NaN);
  };
  const sketched = lossOf({});
  expect(sketched).toBeLessThan(0.6 * Math.log(CLASSES));
  expect(sketched).toBeLessThanOrEqual(lossOf({ sketch: undefined }));
});

test('it is the same on the reference arena, with gaps, levels and weights', () => {
  const weights = Float64Array.from(task.y, (_, row) => (row % 3) * 0.75);
  const options = { rounds: 3, rowShare: 0.7, columnShare: 0.8, weights };
  const fast = boosted(task, task.y, CLASSES, options).booster;
  const sketch = { gradients: 3, createArena: createReferenceSketchArena };
  expect(boosted(task, task.y, CLASSES, { ...options, sketch }).booster).toEqual(fast);
  expect(columnGains(fast.rounds.flat(), 5).every((gain) => gain > 0)).toBe(true);
});

test('a row of weight 2 is as good as two rows', () => {
  const twice = <T>(values: readonly T[]) => [...values, ...values.slice(0, 100)];
  const doubled = tableOf(twice(task.cells), 4);
  const data = new Uint8Array(doubled.raw.data.length);
  for (const [j, rule] of task.x.rules.entries()) {
    const values = Float64Array.from(twice(task.cells), (row) => row[j] ?? Number.NaN);
    binColumn(rule, values, data.subarray(j * values.length, (j + 1) * values.length));
  }
  const x = { ...doubled.x, rules: task.x.rules, data };
  const weights = Float64Array.from(task.y, (_, row) => 1 + Number(row < 100));
  const one = boosted(task, task.y, CLASSES, { minChildRows: 1, weights }).booster;
  const two = boosted({ x, raw: doubled.raw }, twice(task.y), CLASSES, { minChildRows: 1 }).booster;
  const wanted = scoresOf(two, task.raw);
  for (const [i, score] of scoresOf(one, task.raw).entries()) {
    expect(score).toBeCloseTo(wanted[i] ?? Number.NaN, 5);
  }
});

test('levels that decide are found, and missing or unknown ones find a leaf', () => {
  const cells = Array.from({ length: 480 }, (_, row) => [row % 24]);
  const data = tableOf(cells, 0);
  const y = cells.map(([code = 0]) => code % 12);
  const { booster } = boosted(data, y, 12, { rounds: 40, learningRate: 0.5, maxLeaves: 31 });
  const scores = scoresOf(booster, data.raw);
  softmaxLoss(12).link(scores);
  expect(logLoss(scores, y, 12)).toBeLessThan(0.05);
  const odd = { rows: 2, columns: 1, data: Float64Array.of(-1, 99) };
  expect(scoresOf(booster, odd).every(Number.isFinite)).toBe(true);
});

test('boosting that was paused ends as boosting that was not', () => {
  const score = (chances: Float64Array) => -logLoss(chances, task.y, CLASSES);
  const validation = { x: task.raw, score };
  const options = { rounds: 6, rowShare: 0.6, columnShare: 0.6, validation };
  const whole = boosted(task, task.y, CLASSES, options);
  const first = boosted(task, task.y, CLASSES, { ...options, pauseAfter: 2 });
  const from = structuredClone(first.checkpoint);
  const second = boosted(task, task.y, CLASSES, { ...options, from, random: randomStream('x') });
  expect(second).toEqual(whole);
});

test('it stops while the scores of a checkpoint are worked out', () => {
  const cells = Array.from({ length: 3000 }, (_, row) => [row]);
  const data = tableOf(cells, 1);
  const y = cells.map(([value = 0]) => Math.floor(value / 250));
  const { checkpoint } = boosted(data, y, 12, { rounds: 4, pauseAfter: 2 });
  let asked = 0;
  const shouldStop = () => ++asked > 1;
  const { rounds, booster } = boosted(data, y, 12, { rounds: 4, from: checkpoint, shouldStop });
  expect({ rounds, asked }).toEqual({ rounds: 2, asked: 2 });
  expect(booster).toEqual(checkpoint?.booster);
});

test('it stops inside a round, in each part of it, and keeps the rounds before', () => {
  const many = manyClasses(200, 900);
  const whole = boosted(many, many.y, 200, { rounds: 3 }).booster.rounds;
  let asked = 0;
  boosted(many, many.y, 200, { rounds: 1, shouldStop: () => ++asked < 0 });
  const ofRound = asked;
  // Of 900 rows, of 14 splits, and of as many leaves and one.
  expect(ofRound).toBeGreaterThanOrEqual(4 + 14 + 15);
  for (const allowed of [0, 2, 8, ofRound - 5]) {
    let more = 0;
    const shouldStop = () => ++more > ofRound + allowed;
    const { rounds, booster } = boosted(many, many.y, 200, { rounds: 3, shouldStop });
    expect(rounds).toBe(1);
    expect(booster.rounds).toEqual(whole.slice(0, 1));
    // Nothing is begun after the answer.
    expect(more - ofRound - allowed).toBeLessThanOrEqual(2);
  }
});
