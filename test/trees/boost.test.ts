import { describe, expect, test } from 'vitest';
import { boostedTrees } from '../../src/models/boosted-trees.js';
import { type BinnedMatrix, binColumn, levelBins, numericBins } from '../../src/trees/bins.js';
import {
  type Booster,
  type BoostOptions,
  blocksOf,
  boost,
  scoresOf,
} from '../../src/trees/boost.js';
import {
  absoluteLoss,
  gammaLoss,
  huberLoss,
  type Loss,
  logisticLoss,
  poissonLoss,
  quantilesLoss,
  softmaxLoss,
  squaredLoss,
} from '../../src/trees/losses.js';
import { columnGains, leafOf, type RawMatrix } from '../../src/trees/tree.js';
import { createReferenceArena } from '../../src/trees/tree-arena.js';
import { randomStream } from '../../src/util/random.js';
import { rowsOfLeaves } from '../fixtures/rows-of-leaves.js';

/** Columns of numbers, and after them codes. */
function matrix(
  columns: readonly (readonly number[])[],
  codes: readonly (readonly number[])[] = [],
) {
  const all = [...columns, ...codes];
  const rows = all[0]?.length ?? 0;
  const rules = [
    ...columns.map((values) => numericBins(Float64Array.from(values))),
    ...codes.map((values) => levelBins(values)),
  ];
  const data = new Uint8Array(rows * all.length);
  for (const [i, rule] of rules.entries()) {
    binColumn(rule, Float32Array.from(all[i] ?? []), data.subarray(i * rows, (i + 1) * rows));
  }
  const x: BinnedMatrix = { rows, rules, data };
  const raw: RawMatrix = {
    rows,
    columns: all.length,
    data: Float64Array.from({ length: rows * all.length }, (_, i) => {
      return all[i % all.length]?.[Math.floor(i / all.length)] ?? Number.NaN;
    }),
  };
  return { x, raw };
}

const plain = {
  loss: squaredLoss,
  rounds: 1,
  learningRate: 1,
  rowShare: 1,
  columnShare: 1,
  patience: 1000,
  maxLeaves: 31,
  maxDepth: 6,
  lambda: 0,
  minChildWeight: 1,
  minChildRows: 1,
  minGain: 0,
  levelSmoothing: 0,
  maxLevels: 32,
} as const;

function boosted(
  { x, raw }: ReturnType<typeof matrix>,
  y: readonly number[],
  options: Partial<BoostOptions> = {},
) {
  const random = randomStream('boost');
  return boost(x, blocksOf(raw), Float32Array.from(y), { ...plain, random, ...options });
}

const predicted = (booster: Booster, raw: RawMatrix, loss: Loss = squaredLoss) => {
  const scores = scoresOf(booster, raw);
  loss.link(scores);
  return [...scores];
};

test('a tiny booster is the one computed by hand', () => {
  // Mean 5. Gradients −4, −4, 0, 8 in absolute residuals: y = 1, 1, 5, 13.
  const data = matrix([[1, 2, 3, 4]]);
  const { booster } = boosted(data, [1, 1, 5, 13], {
    rounds: 2,
    learningRate: 0.5,
    maxLeaves: 2,
    lambda: 1,
  });
  expect([...booster.start]).toEqual([5]);
  const [first, second] = booster.rounds.map(([tree]) => tree);
  // G = 4, 4, 0, −8: splitting off the last wins 64 / 4 + 64 / 2 = 48, the first two 64 / 3 + 64 / 3.
  expect([...(first?.columns ?? [])]).toEqual([0, -1, -1]);
  expect(first?.thresholds[0]).toBe(3.5);
  expect(first?.gains[0]).toBeCloseTo(48, 5);
  // −8 / 4 · ½ and 8 / 2 · ½.
  expect([...(first?.values ?? [])].slice(1)).toEqual([-1, 2]);
  // Residuals 4 − 1, 4 − 1, 4 − 5, 7 − 13: G = 3, 3, −1, −6; the first two win 36 / 3 + 49 / 3 − 1 / 5.
  expect(second?.thresholds[0]).toBe(2.5);
  expect(second?.gains[0]).toBeCloseTo(36 / 3 + 49 / 3 - 1 / 5, 4);
  const [left = 0, right = 0] = [-1, 7 / 6];
  expect(predicted(booster, data.raw).map((value) => Number(value.toFixed(5)))).toEqual(
    [4 + left, 4 + left, 4 + right, 7 + right].map((value) => Number(value.toFixed(5))),
  );
});

test('a hidden rule of numbers, gaps and levels is found exactly', () => {
  const random = randomStream('rule');
  const rows = 400;
  const a = Array.from({ length: rows }, () => random.normal());
  const b = a.map(() => (random.next() < 0.3 ? Number.NaN : random.normal()));
  const town = a.map(() => random.integer(6));
  const y = a.map((value, row) => {
    const gap = Number.isNaN(b[row]) ? 3 : 0;
    return (value > 0.5 ? 2 : 0) + gap + ([1, 4].includes(town[row] ?? 0) ? 10 : 0);
  });
  const data = matrix([a, b], [town]);
  const { booster } = boosted(data, y, { rounds: 3 });
  const answers = predicted(booster, data.raw);
  for (const [row, value] of answers.entries()) expect(value).toBeCloseTo(y[row] ?? 0, 4);
  const [first] = booster.rounds[0] ?? [];
  expect(first?.columns[0]).toBe(2);
  const gains = columnGains(booster.rounds.flat(), 3);
  expect(gains.every((gain) => gain > 0)).toBe(true);
  expect(gains[2]).toBeGreaterThan(gains[0] ?? 0);
});

test('missing values and levels that no row had find a leaf', () => {
  const data = matrix([[1, 2, 3, 4, 5, 6]], [[0, 0, 0, 1, 1, 1]]);
  const { booster } = boosted(data, [0, 0, 0, 1, 1, 1], { maxLeaves: 4 });
  const odd = { rows: 3, columns: 2, data: Float64Array.of(NaN, 0, 2, 7, 1e30, -1) };
  expect(predicted(booster, odd).every(Number.isFinite)).toBe(true);
});

const random = randomStream('task');
const ROWS = 600;
const columns = Array.from({ length: 4 }, () =>
  Array.from({ length: ROWS }, () => random.normal()),
);
const codes = Array.from({ length: ROWS }, () => random.integer(40));
const task = matrix(columns, [codes]);
const signal = columns[0]?.map(
  (value, row) => Math.sin(2 * value) + (columns[1]?.[row] ?? 0) + ((codes[row] ?? 0) % 3),
) as number[];

describe.each<[string, Loss, (value: number) => number, (score: number) => number]>([
  ['squares', squaredLoss, (value) => value, (s) => s],
  ['absolute errors', absoluteLoss, (value) => value, (s) => s],
  ['Huber errors', huberLoss(1), (value) => value, (s) => s],
  ['classes', logisticLoss, (value) => Number(value > 1), (s) => s],
  ['counts', poissonLoss, (value) => Math.round(Math.exp(value / 2)), Math.exp],
])('boosting on %s', (_name, loss, labelOf, answerOf) => {
  const y = signal.map(labelOf);

  test('comes near the labels and goes on getting nearer', () => {
    const errorAfter = (rounds: number) => {
      const { booster } = boosted(task, y, { loss, rounds, learningRate: 0.2 });
      const answers = predicted(booster, task.raw, loss);
      return (
        answers.reduce((sum, value, row) => sum + Math.abs(answerOf(value) - (y[row] ?? 0)), 0) /
        ROWS
      );
    };
    const [one, many] = [errorAfter(1), errorAfter(60)];
    expect(many).toBeLessThan(0.35 * one);
  });

  test('is the same on the reference arena', () => {
    const options = { loss, rounds: 5, learningRate: 0.2, rowShare: 0.7, columnShare: 0.6 };
    const fast = boosted(task, y, options).booster;
    const reference = boosted(task, y, { ...options, createArena: createReferenceArena }).booster;
    expect(fast).toEqual(reference);
  });
});

test('amounts 3,000 times apart are told apart by the loss of gamma distributions', () => {
  const y = signal.map((value) => (value > 1 ? 3000 : 1));
  const options = { loss: gammaLoss, rounds: 60, learningRate: 0.3 };
  const answers = predicted(boosted(task, y, options).booster, task.raw, gammaLoss);
  const off = answers.map((score, row) => Math.abs(score - Math.log(y[row] ?? 0)));
  expect(off.reduce((sum, own) => sum + own, 0) / ROWS).toBeLessThan(0.1);
});

test('a quantile is that of the labels, and softmax gives each class its chance', () => {
  const { booster } = boosted(task, signal, {
    loss: quantilesLoss([0.9]),
    rounds: 40,
    learningRate: 0.2,
  });
  const below = predicted(booster, task.raw).filter((value, row) => value >= (signal[row] ?? 0));
  expect(below.length / ROWS).toBeGreaterThan(0.85);
  const classes = signal.map((value) => (value < 0.5 ? 0 : value < 1.5 ? 1 : 2));
  const loss = softmaxLoss(3);
  const softmax = boosted(task, classes, { loss, rounds: 30, learningRate: 0.2 }).booster;
  const chances = predicted(softmax, task.raw, loss);
  let right = 0;
  for (let row = 0; row < ROWS; row++) {
    const own = chances.slice(3 * row, 3 * row + 3);
    expect(own.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    if (own.indexOf(Math.max(...own)) === classes[row]) right++;
  }
  expect(right / ROWS).toBeGreaterThan(0.95);
});

test('a row of weight 2 is as good as two rows', () => {
  const weights = Float64Array.from({ length: ROWS }, (_, row) => 1 + Number(row < 50));
  const twice = <T>(values: readonly T[]) => [...values, ...values.slice(0, 50)];
  const doubled = matrix(columns.map(twice), [twice(codes)]);
  // Edges hang on the number of rows, so that both use those of the weighted data.
  const data = new Uint8Array(doubled.raw.rows * 5);
  for (let column = 0; column < 5; column++) {
    const values = Float32Array.from(twice(column < 4 ? (columns[column] ?? []) : codes));
    const rule = task.x.rules[column];
    if (rule) binColumn(rule, values, data.subarray(column * values.length));
  }
  const x = { rows: doubled.raw.rows, rules: task.x.rules, data };
  const one = boosted(task, signal, { rounds: 3, weights }).booster;
  const two = boosted({ x, raw: doubled.raw }, twice(signal), { rounds: 3 }).booster;
  const answers = predicted(two, task.raw);
  for (const [row, value] of predicted(one, task.raw).entries()) {
    expect(value).toBeCloseTo(answers[row] ?? NaN, 5);
  }
});

test('the best round by validation is kept, and patience ends it', () => {
  const scores = [1, 3, 2, 2, 2, 2, 9];
  let asked = 0;
  const validation = { x: task.raw, score: () => scores[asked++] ?? 0 };
  const { bestRound, bestScore, rounds, booster } = boosted(task, signal, {
    rounds: 50,
    patience: 4,
    validation,
  });
  expect({ bestRound, bestScore, rounds }).toEqual({ bestRound: 2, bestScore: 3, rounds: 6 });
  expect(booster.rounds).toHaveLength(2);
});

test('boosting that was paused ends as boosting that was not', () => {
  const score = (answers: Float64Array) =>
    -answers.reduce((sum, value, row) => sum + (value - (signal[row] ?? 0)) ** 2, 0);
  const options = {
    rounds: 12,
    learningRate: 0.1,
    rowShare: 0.6,
    validation: { x: task.raw, score },
  };
  const whole = boosted(task, signal, options);
  const first = boosted(task, signal, { ...options, pauseAfter: 5 });
  expect(first.checkpoint?.booster.rounds).toHaveLength(5);
  const from = structuredClone(first.checkpoint);
  const second = boosted(task, signal, { ...options, from, random: randomStream('other') });
  expect(second).toEqual(whole);
});

test('it stops when told to, and keeps what is finished', () => {
  let asked = 0;
  const whole = boosted(task, signal, { rounds: 50 }).booster.rounds;
  const shouldStop = () => ++asked > 100;
  const { rounds, booster } = boosted(task, signal, { rounds: 50, shouldStop });
  expect(rounds).toBeGreaterThan(1);
  expect(rounds).toBeLessThan(20);
  expect(booster.rounds).toEqual(whole.slice(0, rounds));
});

test('limits hold: leaves, depth, weight and gain', () => {
  const treeOf = (options: Partial<BoostOptions>) =>
    boosted(task, signal, options).booster.rounds[0]?.[0];
  const leaves = (options: Partial<BoostOptions>) =>
    [...(treeOf(options)?.columns ?? [])].filter((column) => column < 0).length;
  expect(leaves({ maxLeaves: 7, maxDepth: 20 })).toBe(7);
  expect(leaves({ maxDepth: 2 })).toBe(4);
  expect(leaves({ minGain: 1e9 })).toBe(1);
  const heavy = treeOf({ minChildWeight: 100 });
  const rows = heavy ? rowsOfLeaves(heavy, task.raw) : [];
  expect(rows.length).toBeGreaterThan(1);
  expect(Math.min(...rows)).toBeGreaterThanOrEqual(100);
});

test('leaves are bound by rows, whatever their hessians', () => {
  const y = signal.map((value) => Number(value > 1));
  const fewest = (minChildRows: number) => {
    const options = { loss: logisticLoss, rounds: 20, minChildWeight: 0, minChildRows };
    const { booster } = boosted(task, y, options);
    return Math.min(
      ...booster.rounds.flat().map((tree) => {
        const rows = new Map<number, number>();
        for (let row = 0; row < ROWS; row++) {
          const leaf = leafOf(tree, task.raw.data, row * task.raw.columns);
          rows.set(leaf, (rows.get(leaf) ?? 0) + 1);
        }
        return Math.min(...rows.values());
      }),
    );
  };
  expect(fewest(1)).toBe(1);
  expect(fewest(25)).toBe(25);
});

/** 0.15 % of the rows have the label 1 for sure, of the others one in a thousand. */
const rare = Array.from({ length: 8000 }, (_, row) => row % 667 === 5);
const rareLabels = rare.map((isRare, row) => Number(isRare || row % 1000 === 0));

test.each([
  ['numbers', matrix([rare.map(Number)])],
  ['levels', matrix([], [rare.map(Number)])],
  ['one of fifty levels', matrix([], [rare.map((isRare, row) => (isRare ? 50 : row % 49))])],
])('a rare value that decides is seen: %s', (_name, data) => {
  const { minChildWeight, minChildRows, lambda } = boostedTrees.defaults;
  const { booster } = boosted(data, rareLabels, {
    loss: logisticLoss,
    rounds: 100,
    learningRate: 0.1,
    minChildWeight: Number(minChildWeight),
    minChildRows: Number(minChildRows),
    lambda: Number(lambda),
    levelSmoothing: 10,
  });
  const answers = predicted(booster, data.raw, logisticLoss);
  const least = Math.min(...answers.filter((_answer, row) => rare[row]));
  const most = Math.max(...answers.filter((_answer, row) => !rare[row]));
  expect(least).toBeGreaterThan(0.7);
  expect(most).toBeLessThan(0.2);
});

test('trees of confident rows part them by what they hold, however small their hessians', () => {
  // After some rounds the chances of all rows are within 1e-9 of their labels; five labels then turn.
  const x = matrix([Array.from({ length: 400 }, (_, row) => row)]);
  const start = Float64Array.of(-30);
  const from = {
    kind: 'boost-checkpoint',
    booster: { start, rounds: [] },
    bestRound: 0,
    bestScore: null,
    random: randomStream('boost').state(),
  } as const;
  const y = Array.from({ length: 400 }, (_, row) => Number(row >= 395));
  const { booster } = boosted(x, y, { loss: logisticLoss, minChildWeight: 0, lambda: 1, from });
  const [tree] = booster.rounds[0] ?? [];
  expect(tree?.thresholds[0]).toBe(394.5);
});

test('data without columns gives the best constant', () => {
  const none = {
    x: { rows: 3, rules: [], data: new Uint8Array() },
    raw: { rows: 3, columns: 0, data: new Float64Array() },
  };
  const { booster } = boosted(none, [1, 2, 6], { rounds: 2 });
  expect(predicted(booster, none.raw)).toEqual([3, 3, 3]);
});

test('drawn edges give other trees than the best ones, and go on from a checkpoint as if there were none', () => {
  const random = randomStream('splitter', 'rows');
  const column = Array.from({ length: 120 }, () => random.integer(40));
  const { x, raw } = matrix([column, column.map((value) => (value * 7) % 40)]);
  const y = Float32Array.from(column, (value) => Math.sin(value / 5));
  const grow = (splitter: 'best' | 'random', more: Partial<BoostOptions> = {}) => {
    const options = { ...plain, rounds: 6, learningRate: 0.3, maxDepth: 3, splitter };
    return boost(x, blocksOf(raw), y, { ...options, random: randomStream('splitter'), ...more });
  };
  const whole = grow('random').booster;
  expect(whole).not.toEqual(grow('best').booster);
  const { checkpoint } = grow('random', { pauseAfter: 3 });
  expect(checkpoint).toBeDefined();
  expect(grow('random', { from: checkpoint }).booster).toEqual(whole);
});
