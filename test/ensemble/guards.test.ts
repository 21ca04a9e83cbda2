import { describe, expect, test } from 'vitest';
import { pairedGain, scoreInterval } from '../../src/ensemble/bootstrap.js';
import { fitTemperature } from '../../src/ensemble/calibrate.js';
import { finishEnsemble } from '../../src/ensemble/finish-ensemble.js';
import {
  candidateCount,
  ensembleDefaults,
  selectEnsemble,
} from '../../src/ensemble/select-ensemble.js';
import { fitStack, stackedPredictions } from '../../src/ensemble/stacking.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { dealGroups, effectiveRows } from '../../src/metrics/row-groups.js';
import { tempered } from '../../src/metrics/tempered.js';
import type { Judged, TrialJudge } from '../../src/trial/trial-judge.js';
import { type Random, randomStream } from '../../src/util/random.js';
import { sigmoid } from '../../src/util/sigmoid.js';
import { keptTrial } from '../fixtures/kept-trial.js';
import { binary, regression } from '../fixtures/tasks.js';

function numbers(rows: number, next: (row: number) => number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => next(row));
}

function judgedBy(metric: string, truth: Float64Array, task = regression): Judged {
  return { metric: metricNamed(metric), task, truth, weights: undefined };
}

/** Both probabilities of each row. */
function chances(positive: Float64Array): Float64Array {
  return Float64Array.from({ length: 2 * positive.length }, (_, place) => {
    const chance = positive[place >> 1] ?? 0;
    return place % 2 === 1 ? chance : 1 - chance;
  });
}

/** Rows whose class is drawn by a chance, with that chance's log-odds. */
function drawnClasses(rows: number, random: Random) {
  const odds = numbers(rows, () => 2 * random.normal());
  const truth = numbers(rows, (row) => (random.next() < sigmoid(odds[row] ?? 0) ? 1 : 0));
  return { odds, truth };
}

describe('candidates', () => {
  test.each([
    [10, 4],
    [100, 4],
    [500, 8],
    [1118, 11],
    [2500, 15],
    [10_000, 40],
    [1e6, 40],
  ])('%i rows can tell %i apart', (rows, count) => {
    expect(candidateCount(rows)).toBe(count);
  });
});

describe('weights of few rows', () => {
  /** Of a model whose errors are ±1 in turn, and of another one with errors of this size, the greatest first. */
  const select = (rows: number, size: number) => {
    const errors = (of: number) => Array.from({ length: rows }, (_, row) => (row % 2 ? of : -of));
    const kept = [keptTrial(1, 0, errors(1)), keptTrial(2, 0, errors(size))];
    const judge = judgedBy('rmse', new Float64Array(rows)) as TrialJudge;
    const { members } = selectEnsemble(kept, judge, { rounds: 25 });
    return members.map(({ weight }) => weight).sort((a, b) => b - a);
  };

  test('are drawn to equal ones, as if those were of 75 rows', () => {
    const [first, second] = select(25, 1);
    expect(second).toBeCloseTo(0.75 / 2, 10);
    expect(first).toBeCloseTo(0.25 + 0.75 / 2, 10);
    expect(select(499, 1)[1]).toBeCloseTo(75 / 574 / 2, 10);
  });

  test('stay from 500 rows on', () => {
    expect(select(500, 1)).toEqual([1]);
  });

  test('leave the baseline out, and the best model alone where one round asks for it', () => {
    const judge = judgedBy('rmse', new Float64Array(25)) as TrialJudge;
    const kept = [1, 2].map((number) => keptTrial(number, 0, new Array<number>(25).fill(1)));
    const baseline = keptTrial(0, 0, new Array<number>(25).fill(-1));
    const { trial } = baseline;
    const config = { family: 'constant', params: {} };
    const all = [...kept, { ...baseline, trial: { ...trial, config } }];
    const chosen = (own: typeof all, rounds: number) =>
      selectEnsemble(own, judge, { rounds }).members.map((member) => member.trial.number);
    expect(chosen(kept, 25)).toEqual([1, 2]);
    expect(chosen(all, 1)).toHaveLength(1);
    // Half of it makes the mean right.
    expect(chosen(all, 25)).toContain(0);
    const far = { ...baseline, predictions: new Float64Array(25).fill(3) };
    expect(chosen([...kept, { ...far, trial: { ...trial, config } }], 25)).toEqual([1, 2]);
  });

  test('stay where equal ones are surely worse', () => {
    expect(select(25, 2)).toEqual([1]);
  });
});

describe('candidates of one family', () => {
  const rows = 600;
  const random = randomStream(4);
  const truth = numbers(rows, () => random.normal());
  const judge = judgedBy('rmse', truth) as TrialJudge;
  const [common, rare] = [0, 1].map(() => numbers(rows, () => random.normal()));
  const drawn = (number: number, family: string, error: Float64Array | undefined, size: number) => {
    const predictions = Array.from(truth, (value, row) => value + size * (error?.[row] ?? 0));
    const { trial } = keptTrial(number, 0);
    return {
      ...keptTrial(number, 0, predictions),
      trial: { ...trial, config: { family, params: {} } },
    };
  };
  const copies = Array.from({ length: 12 }, (_, i) => drawn(i + 1, 'tabm', common, 0.9 + i / 1000));

  test('leave room for others, which near copies of the best would push out', () => {
    const kept = [...copies, drawn(20, 'linear', rare, 1)];
    const { members } = selectEnsemble(kept, judge, { rounds: 25 });
    expect(members.map(({ trial }) => trial.number)).toContain(20);
  });

  test('are as many as there may be where there is no other family', () => {
    const opposed = drawn(
      13,
      'tabm',
      common?.map((value) => -value),
      1,
    );
    const few = copies.slice(0, 7);
    const { members } = selectEnsemble([...few, opposed], judge, { rounds: 25 });
    expect(members.map(({ trial }) => trial.number)).toContain(13);
    const many = selectEnsemble([...copies, opposed], judge, { rounds: 25 });
    expect(many.members.map(({ trial }) => trial.number)).not.toContain(13);
  });
});

test.each([150, 400, 1500])(
  'of %i rows a longer search ends with no ensemble that is surely worse than an earlier one',
  (rows) => {
    const families = ['linear', 'tabm', 'boosted-trees'];
    for (let seed = 0; seed < 3; seed++) {
      const random = randomStream('longer', rows, seed);
      const truth = numbers(rows, () => 2 * random.normal());
      const judge = judgedBy('rmse', truth) as TrialJudge;
      const own = families.map(() => numbers(rows, () => random.normal()));
      // After one trial of each family all are near copies of one of them, and each better alone.
      const trials = Array.from({ length: 24 }, (_, i) => {
        const place = i < 3 ? i : 0;
        const size = i < 3 ? 1 + 0.02 * i : 0.95 - 0.002 * i;
        const predictions = Array.from(
          truth,
          (value, row) => value + size * ((own[place]?.[row] ?? 0) + 0.3 * random.normal()),
        );
        const { trial } = keptTrial(i, 0);
        const config = { family: families[place] ?? '', params: {} };
        const score = judge.metric.score(truth, Float64Array.from(predictions), regression);
        return { ...keptTrial(i, 0, predictions), trial: { ...trial, config, score } };
      });
      const after = [3, 6, 12, 24].map((count) => {
        const best = trials.slice(0, count).sort((a, b) => a.trial.score - b.trial.score);
        return finishEnsemble(best, judge, ensembleDefaults, 0).predictions;
      });
      for (const [place, later] of after.entries()) {
        for (const earlier of after.slice(0, place)) {
          const { gain, standardError } = pairedGain(judge, later, earlier, 0);
          expect(gain).toBeGreaterThanOrEqual(-standardError);
        }
      }
    }
  },
);

test('a paired gain has the sign of the better one, and an error that rows make', () => {
  const random = randomStream(1);
  const truth = numbers(400, () => random.normal());
  const near = Float64Array.from(truth, (value) => value + 0.1 * random.normal());
  const far = Float64Array.from(truth, (value) => value + 0.3 * random.normal());
  const { gain, standardError } = pairedGain(judgedBy('mae', truth), near, far, 0);
  expect(gain).toBeCloseTo(0.8 * 0.2, 1);
  // The mean of 400 differences of absolute errors, each with a deviation of about 0.19.
  expect(standardError).toBeGreaterThan(0.005);
  expect(standardError).toBeLessThan(0.02);
  const back = pairedGain(judgedBy('mae', truth), far, near, 0);
  expect(back.gain).toBeCloseTo(-gain, 10);
});

test('about 95 of 100 intervals hold what more rows would show', () => {
  const random = randomStream(5);
  const inside = Array.from({ length: 100 }, (_, seed) => {
    const truth = numbers(200, () => random.normal());
    const interval = scoreInterval(judgedBy('rmse', truth), new Float64Array(200), seed);
    return holds(interval, 1);
  }).filter(Boolean).length;
  expect(inside).toBeGreaterThanOrEqual(86);
  expect(inside).toBeLessThan(100);
});

function holds(interval: readonly [number, number] | undefined, value: number): boolean {
  return interval !== undefined && interval[0] <= value && value <= interval[1];
}

describe('groups of rows', () => {
  const random = randomStream(19);
  /** Rows of a group share an effect that is as large as their own noise. */
  const drawn = (count: number, rows: number) => {
    const effects = numbers(count, () => random.normal());
    const groups = Int32Array.from({ length: count * rows }, (_, row) => row % count);
    const truth = numbers(
      groups.length,
      (row) => (effects[groups[row] ?? 0] ?? 0) + random.normal(),
    );
    return { ...judgedBy('rmse', truth), groups };
  };

  test('about 95 of 100 intervals hold what more groups would show, of few rows in many of them', () => {
    for (const [count, least] of [
      [30, 0.85],
      [6, 0.8],
    ] as const) {
      const inside = Array.from({ length: 40 }, (_, seed) => {
        const judged = drawn(count, 10);
        const zeros = new Float64Array(judged.truth.length);
        return holds(scoreInterval(judged, zeros, seed), Math.SQRT2);
      });
      expect(inside.filter(Boolean).length / 40, `${count} groups`).toBeGreaterThanOrEqual(least);
    }
  });

  test('too few of them tell no interval', () => {
    const judged = drawn(3, 100);
    expect(scoreInterval(judged, new Float64Array(300), 0)).toBeUndefined();
    expect(scoreInterval({ ...judged, groups: undefined }, new Float64Array(300), 0)).toBeDefined();
  });

  test('a gain that one group makes is not sure', () => {
    const judged = drawn(20, 50);
    const far = Float64Array.from(judged.truth, (value) => value + 1);
    const near = far.map((value, row) => (judged.groups[row] === 0 ? value - 1 : value));
    const grouped = pairedGain(judged, near, far, 0);
    const alone = pairedGain({ ...judged, groups: undefined }, near, far, 0);
    expect(grouped.gain).toBe(alone.gain);
    expect(grouped.standardError).toBeGreaterThan(4 * alone.standardError);
    expect(alone.gain).toBeGreaterThan(alone.standardError);
  });

  test('are counted for weights, not their rows: of twenty groups they are drawn to equal ones', () => {
    const judged = drawn(20, 50);
    const alone = Float64Array.from(judged.truth, (value) => value + 1);
    const kept = [keptTrial(1, 0, [...alone]), keptTrial(2, 0, [...alone])];
    const mixed = (own: Judged) =>
      selectEnsemble(kept, own as TrialJudge, { rounds: 25 }).members.map(({ weight }) => weight);
    const [, least = 0] = mixed(judged).sort((a, b) => b - a);
    expect(least).toBeCloseTo(75 / 95 / 2, 10);
    expect(mixed({ ...judged, groups: undefined })).toEqual([1]);
  });

  test('stay whole where rows are dealt into parts', () => {
    const groups = Int32Array.of(3, 3, 3, 1, 1, -1, -1, 2, 2, 2);
    const parts = dealGroups(groups, 2, randomStream(1));
    for (const group of [1, 2, 3]) {
      expect(new Set(parts.filter((_, row) => groups[row] === group)).size).toBe(1);
    }
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(5);
  });

  test('give no second layer where they are few, and no part of it sees a group it predicts', () => {
    const effects = numbers(1200, () => 3 * random.normal());
    const groups = Int32Array.from({ length: 2400 }, (_, row) => row % 1200);
    const truth = numbers(2400, (row) => (effects[groups[row] ?? 0] ?? 0) + random.normal());
    const noise = numbers(2400, () => random.normal());
    const first = truth.map((value, row) => value + (noise[row] ?? 0));
    const second = truth.map((value, row) => value + 2 * (noise[row] ?? 0));
    const judged = { ...judgedBy('rmse', truth), groups };
    expect(fitStack(judged, [first, second], first, 0)).toBeDefined();
    const few = { ...judged, groups: groups.map((group) => group % 500) };
    expect(fitStack(few, [first, second], first, 0)).toBeUndefined();
  });
});

test('rows that tell as much as they are counted for', () => {
  expect(effectiveRows(10, undefined, undefined)).toBe(10);
  expect(effectiveRows(4, Float64Array.of(1, 1, 1, 1), undefined)).toBe(4);
  expect(effectiveRows(4, Float64Array.of(1, 0, 0, 1), undefined)).toBe(2);
  expect(effectiveRows(6, undefined, Int32Array.of(0, 0, 1, 1, -1, -1))).toBeCloseTo(36 / 10, 10);
});

describe('the temperature', () => {
  const { odds, truth } = drawnClasses(3000, randomStream(7));
  const predicted = (factor: number) => chances(odds.map((value) => sigmoid(factor * value)));
  const judged = judgedBy('log_loss', truth, binary);

  test('takes back what makes probabilities too sure, or not sure enough', () => {
    expect(fitTemperature(judged, predicted(2))).toBeCloseTo(2, 0);
    expect(fitTemperature(judged, predicted(0.5))).toBeCloseTo(0.5, 0);
  });

  test('is found where rows of two kinds alternate', () => {
    const mixed = chances(odds.map((value, row) => sigmoid((row % 2 === 0 ? 1 : 4) * value)));
    expect(fitTemperature(judged, mixed)).toBeGreaterThan(1.2);
  });

  test('is 1 where probabilities are right, and for numbers', () => {
    expect(fitTemperature(judged, predicted(1))).toBe(1);
    expect(fitTemperature(judgedBy('rmse', truth), new Float64Array(3000))).toBe(1);
  });

  test('keeps the order of classes and sums of 1', () => {
    const flat = tempered(Float64Array.of(0.7, 0.2, 0.1, 1, 0, 0), 3, 2);
    expect(flat[0]).toBeCloseTo(Math.sqrt(7) / (Math.sqrt(7) + Math.sqrt(2) + 1), 5);
    expect([...flat.subarray(3)]).toEqual([1, 0, 0]);
    expect(tempered(flat, 3, 1)).toBe(flat);
  });
});

describe('a second layer', () => {
  const random = randomStream(11);
  const rows = 3000;
  const truth = numbers(rows, () => 5 + 2 * random.normal());
  const noise = numbers(rows, () => random.normal());
  /** Two members whose errors cancel only in a difference, which no weighted mean can give. */
  const first = Float64Array.from(truth, (value, row) => value + 2 * (noise[row] ?? 0));
  const second = Float64Array.from(truth, (value, row) => value + 4 * (noise[row] ?? 0));
  const judged = judgedBy('rmse', truth);

  test('is kept where it finds what a mean cannot', () => {
    const found = fitStack(judged, [first, second], first, 0);
    const score = judged.metric.score(truth, found?.predictions ?? first, regression);
    expect(score).toBeLessThan(0.1);
    const again = found && stackedPredictions(found.stack, [first, second], regression);
    expect(judged.metric.score(truth, again ?? first, regression)).toBeLessThan(0.1);
  });

  test('is kept from a thousand rows on, and its numbers are standardised by weighted labels', () => {
    const of = (count: number) => {
      const [own, one, two] = [truth, first, second].map((all) => all.slice(0, count));
      if (!own || !one || !two) throw new Error('no rows');
      return fitStack(judgedBy('rmse', own), [one, two], one, 0);
    };
    expect(of(999)).toBeUndefined();
    expect(of(1000)).toBeDefined();
    const weights = numbers(rows, (row) => 1 + (row % 3));
    const sumOf = (value: (row: number) => number) =>
      weights.reduce((sum, weight, row) => sum + weight * value(row), 0) / (2 * rows);
    const mean = sumOf((row) => truth[row] ?? 0);
    const { stack } = fitStack({ ...judged, weights }, [first, second], first, 0) ?? {};
    expect(stack?.mean).toBeCloseTo(mean, 8);
    expect(stack?.deviation).toBeCloseTo(
      Math.sqrt(sumOf((row) => ((truth[row] ?? 0) - mean) ** 2)),
      8,
    );
  });

  test('of classes answers with probabilities, which are surer than a mean of unsure ones', () => {
    const { odds, truth: drawn } = drawnClasses(2400, random);
    const unsure = [0.4, 0.3].map((factor) =>
      chances(odds.map((value) => sigmoid(factor * (value + 0.2 * random.normal())))),
    );
    const [one = new Float64Array(), two = new Float64Array()] = unsure;
    const mean = one.map((value, place) => (value + (two[place] ?? 0)) / 2);
    const own = judgedBy('log_loss', drawn, binary);
    const found = fitStack(own, unsure, mean, 0);
    const lossOf = (predictions: Float64Array) => own.metric.score(drawn, predictions, binary);
    const answers = found && stackedPredictions(found.stack, unsure, binary);
    expect(answers).toHaveLength(4800);
    for (const predictions of [found?.predictions ?? mean, answers ?? mean]) {
      expect((predictions[0] ?? 0) + (predictions[1] ?? 0)).toBeCloseTo(1, 8);
      expect(lossOf(predictions)).toBeLessThan(lossOf(mean) - 0.03);
    }
  });

  test('is of as many members as can be weighed in time', () => {
    const { odds, truth: drawn } = drawnClasses(1000, random);
    const unsure = (count: number) =>
      Array.from({ length: count }, () =>
        chances(odds.map((value) => sigmoid(0.3 * (value + 0.1 * random.normal())))),
      );
    const stackOf = (members: readonly Float64Array[]) =>
      fitStack(judgedBy('log_loss', drawn, binary), members, members[0] ?? new Float64Array(), 0);
    expect(stackOf(unsure(12))).toBeDefined();
    // 2 · 62² multiplications a row: fewer than 1,000 rows are affordable.
    expect(stackOf(unsure(60))).toBeUndefined();
  });

  test('is not kept where a mean is as good, nor for few rows', () => {
    const other = Float64Array.from(truth, (value) => value + random.normal());
    const another = Float64Array.from(truth, (value) => value + random.normal());
    const mean = other.map((value, row) => (value + (another[row] ?? 0)) / 2);
    // A mean that is shrunken by the spread of the errors is the best that there is: 2 / √(4 + 1/2) of √(1/2).
    const shrunken = mean.map((value) => 5 + (value - 5) * (4 / 4.5));
    expect(fitStack(judged, [other, another], shrunken, 0)).toBeUndefined();
    const few = judgedBy('rmse', truth.slice(0, 500));
    const members = [first.slice(0, 500), second.slice(0, 500)];
    expect(fitStack(few, members, first.slice(0, 500), 0)).toBeUndefined();
  });
});
