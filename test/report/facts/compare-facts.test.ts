import { expect, test } from 'vitest';
import { metricNamed } from '../../../src/metrics/metrics.js';
import { type ComparedRun, compareFacts } from '../../../src/report/facts/compare-facts.js';
import { randomStream } from '../../../src/util/random.js';
import { withThreshold } from '../../../src/util/task-kind.js';
import { binary, regression } from '../../fixtures/tasks.js';

function run(
  name: string,
  offset: number,
  options: ComparedRun['asked']['options'] = {},
): ComparedRun {
  const truth = Float64Array.from({ length: 50 }, (_, i) => i);
  return {
    name,
    predictor: 'mlp-1',
    asked: {
      label: 'y',
      task: 'regression',
      reason: '',
      classes: [],
      positive: null,
      metric: 'mae',
      rows: 50,
      seed: 0,
      source: 'train.csv',
      versions: { node: '20' },
      options,
    },
    judged: {
      metric: metricNamed('mae'),
      task: regression,
      truth,
      weights: undefined,
      predictions: truth.map((value, i) => value + offset + (i % 2)),
      what: 'rows',
      classes: [],
    },
    rows: Int32Array.from(truth),
  };
}

test('runs of the same rows are compared with the first, row by row', () => {
  const { runs, metric } = compareFacts([run('a', 2), run('b', 1)], 0);
  expect(metric).toBe('mae');
  expect(runs.map(({ score }) => score)).toEqual([2.5, 1.5]);
  expect(runs[0]?.against).toBeUndefined();
  expect(runs[1]?.against?.gain).toBeCloseTo(1, 12);
  const [low, high] = runs[1]?.against?.interval ?? [];
  expect([low, high]).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9)]);
});

test('runs of other rows or labels stand beside each other, and nothing is said of the difference', () => {
  const other = run('b', 1);
  const fewer = { ...other, rows: other.rows.map((row) => row + 1) };
  const labels = { ...other.judged, truth: other.judged.truth.map((value) => value + 1) };
  const { runs } = compareFacts([run('a', 2), fewer, { ...other, judged: labels }], 0);
  expect(runs.slice(1).map(({ against }) => against)).toEqual([undefined, undefined]);
  expect(runs[1]?.score).toBe(1.5);
});

test('options that differ are told with the values of all runs', () => {
  const { options } = compareFacts(
    [
      run('a', 2, { trials: 3, preset: 'fast' }),
      run('b', 2, { trials: 5, preset: 'fast', refit: true }),
    ],
    0,
  );
  expect(options).toEqual([
    { name: 'trials', values: [3, 5] },
    { name: 'refit', values: [null, true] },
  ]);
});

/** The gain of a run whose errors are smaller by these, row after row, than those of the first, which are all 3. */
function against(changes: readonly number[]) {
  const by = (change: (row: number) => number): ComparedRun => {
    const own = run('a', 0);
    const predictions = Float64Array.from(own.judged.truth, (value, i) => value + 3 - change(i));
    return { ...own, judged: { ...own.judged, predictions } };
  };
  const other = by((row) => changes[row % changes.length] ?? 0);
  return compareFacts([by(() => 0), other], 0).runs[1]?.against;
}

test('a gain is told in words: better or worse by how much, or no sure difference', () => {
  expect(against([1, 1])).toMatchObject({
    verdict: 'better',
    text: 'better by 1.000 (1.000 to 1.000)',
  });
  expect(against([-2, -2])).toMatchObject({
    verdict: 'worse',
    gain: expect.closeTo(-2, 9),
    text: 'worse by 2.000 (2.000 to 2.000)',
  });
  const unsure = against([1, -1]);
  expect(unsure?.verdict).toBe('no sure difference');
  expect(unsure?.text).toMatch(/^no sure difference: \S+ \(-0\.\d+ to 0\.\d+\)$/);
  const same = against([0]);
  expect(same).toMatchObject({
    verdict: 'no sure difference',
    text: expect.stringMatching(/: 0 \(0 to 0\)$/),
  });
});

test('what is worse has its interval from the smaller loss to the larger', () => {
  const { interval: [low, high] = [0, 0], text } = against([-2, -1]) ?? {};
  expect(high).toBeLessThan(0);
  expect(text).toBe(`worse by 1.500 (${(-high).toPrecision(4)} to ${(-low).toPrecision(4)})`);
});

test('a gain is the difference of the scores that stand beside it, also of metrics with thresholds and of runs that look for the other class', () => {
  const random = randomStream('compare');
  const truth = Int32Array.from({ length: 300 }, (_, i) => Number(i % 5 === 0));
  const of = (name: string, signal: number, positive = 1): ComparedRun => {
    const chances = Array.from(truth, (is) => 0.1 + signal * is + 0.2 * random.next());
    const { asked, rows } = run(name, 0);
    const predictions = Float64Array.from(chances.flatMap((chance) => [1 - chance, chance]));
    const task = withThreshold({ ...binary, positive }, 0.3);
    const judged = { metric: metricNamed('f1'), task, truth, predictions, what: 'rows' };
    return {
      name,
      predictor: 'mlp-1',
      asked,
      rows,
      judged: { ...judged, weights: undefined, classes: ['no', 'yes'] },
    };
  };
  const { runs } = compareFacts([of('a', 0.05), of('b', 0.15), of('c', 0.15, 0)], 0);
  for (const { against, score } of runs.slice(1)) {
    expect(against?.gain).toBeCloseTo((score ?? 0) - (runs[0]?.score ?? 0), 12);
    expect(against?.gain).not.toBe(0);
  }
});

test('runs whose rows count otherwise are not compared row by row', () => {
  const own = run('b', 1);
  const weights = own.judged.truth.map((_, row) => 1 + (row % 2)) as Float64Array;
  const { runs } = compareFacts([run('a', 2), { ...own, judged: { ...own.judged, weights } }], 0);
  expect(runs[1]?.against).toBeUndefined();
});

test('answers for other quantiles are another measure, as are other costs by what they cost', () => {
  const asking = (name: string, quantiles: readonly number[]): ComparedRun => {
    const own = run(name, 1);
    const task = { kind: 'quantile', classes: 0, quantiles } as const;
    const predictions = new Float64Array(50 * quantiles.length).fill(1);
    return {
      ...own,
      judged: { ...own.judged, metric: metricNamed('mean_pinball'), task, predictions },
    };
  };
  const { runs } = compareFacts(
    [asking('a', [0.5]), asking('b', [0.1, 0.5, 0.9]), asking('c', [0.5])],
    0,
  );
  expect(runs.map(({ score }) => score === null)).toEqual([false, true, false]);
  expect(runs.map(({ against }) => against === undefined)).toEqual([true, true, false]);
  const paying = (name: string, missed: number): ComparedRun => {
    const own = run(name, 1);
    const costs = [
      [0, 1],
      [missed, 0],
    ];
    const truth = Int32Array.from({ length: 50 }, (_, i) => i % 2);
    const task = { ...binary, costs, threshold: 1 / (1 + missed) };
    const predictions = new Float64Array(100).fill(0.5);
    const classes = ['no', 'yes'];
    return {
      ...own,
      judged: { ...own.judged, metric: metricNamed('cost'), task, truth, predictions, classes },
    };
  };
  const costs = compareFacts([paying('a', 5), paying('b', 9), paying('c', 5)], 0).runs;
  expect(costs.map(({ score }) => score === null)).toEqual([false, true, false]);
  expect(costs.map(({ against }) => against === undefined)).toEqual([true, true, false]);
});
