import { describe, expect, test } from 'vitest';
import { metricNamed } from '../../../src/metrics/metrics.js';
import type { JudgedRows } from '../../../src/report/facts/judged-rows.js';
import { memberFacts } from '../../../src/report/facts/member-facts.js';
import { modelScores } from '../../../src/report/facts/model-scores.js';
import { scoreFacts } from '../../../src/report/facts/score-facts.js';
import { randomStream } from '../../../src/util/random.js';
import { withThreshold } from '../../../src/util/task-kind.js';
import { constantMember } from '../../fixtures/constant-predictor.js';
import { binary, regression } from '../../fixtures/tasks.js';

/** A tenth of the rows is positive, and chances, up to a quarter, say a little of which. */
function rareRows(changes: Partial<JudgedRows> = {}): JudgedRows {
  const random = randomStream('rare');
  const truth = Int32Array.from({ length: 400 }, (_, i) => Number(i % 10 === 0));
  const chances = Float64Array.from(truth, (is) => 0.05 + 0.1 * is + 0.1 * random.next());
  return {
    metric: metricNamed('f1'),
    task: withThreshold(binary, 0.15),
    truth,
    weights: undefined,
    predictions: Float64Array.from([...chances].flatMap((chance) => [1 - chance, chance])),
    what: 'rows',
    classes: ['no', 'yes'],
    ...changes,
  };
}

function scoreOf(rows: JudgedRows, name: string) {
  return scoreFacts(rows, 0).find(({ metric }) => metric === name);
}

describe('metrics of classes', () => {
  test('the baseline is the commonest class, whatever the threshold of the predictor', () => {
    // A tenth is above it: every row would be taken for the rare class.
    const rows = rareRows({ task: withThreshold(binary, 0.05) });
    expect(scoreOf(rows, 'accuracy')?.baseline).toBe(0.9);
  });

  test('are of what was decided by thresholds of other rows, where there is such', () => {
    const rows = rareRows();
    const decided = new Float64Array(800).map((_, i) => Number(i % 2 === 0));
    expect(scoreOf({ ...rows, decided }, 'accuracy')?.score).toBe(0.9);
    expect(scoreOf({ ...rows, decided }, 'roc_auc')).toEqual(scoreOf(rows, 'roc_auc'));
  });

  test('a model’s interval is of the same decisions as its score', () => {
    const rows = rareRows();
    const constant = new Float64Array(800).map((_, i) => (i % 2 === 0 ? 0.9 : 0.1));
    const told = modelScores(
      rows,
      [
        { name: 'a', values: rows.predictions },
        { name: 'constant', values: constant },
      ],
      0,
    );
    for (const { score, interval } of told) {
      const [low = Number.NaN, high = Number.NaN] = interval ?? [];
      expect(score).toBeGreaterThanOrEqual(low);
      expect(score).toBeLessThanOrEqual(high);
    }
  });

  test('what a member adds is judged with the others at a threshold of their own', () => {
    const rows = rareRows();
    // Ten times less sure, in the same order: by the threshold of the whole it would find nothing.
    const unsure = rows.predictions.map((_, i) => {
      const chance = (rows.predictions[i - (i % 2) + 1] ?? 0) / 10;
      return i % 2 === 1 ? chance : 1 - chance;
    });
    const members = [constantMember(1, 0.5, [[0]]), constantMember(2, 0.5, [[0]])];
    const [first, second] = memberFacts({ members }, rows, [
      { name: 'ensemble', values: rows.predictions },
      { name: 'constant-1', values: rows.predictions },
      { name: 'constant-2', values: unsure },
    ]);
    for (const member of [first, second]) expect(Math.abs(member?.adds ?? 1)).toBeLessThan(0.05);
  });
});

test('the baseline of labels of small numbers is told in their unit', () => {
  const truth = Float64Array.of(1e-13, 2e-13, 3e-13, 6e-13);
  const rows: JudgedRows = {
    metric: metricNamed('mae'),
    task: regression,
    truth,
    weights: undefined,
    predictions: Float64Array.of(1e-13, 2e-13, 3e-13, 5e-13),
    what: 'rows',
    classes: [],
  };
  // Beside the mean of 3e-13: 2, 1, 0 and 3 of 1e-13.
  expect(scoreOf(rows, 'mae')?.baseline).toBeCloseTo(1.5e-13, 20);
  expect(scoreOf(rows, 'mae')?.score).toBeCloseTo(2.5e-14, 20);
  expect(scoreOf(rows, 'r2')?.baseline).toBe(0);
  // The mean of ten times 0.1 is 0.09999999999999999.
  const tenths = { truth: new Float64Array(10).fill(0.1), predictions: new Float64Array(10) };
  for (const name of ['mae', 'rmse']) {
    const own = { ...rows, ...tenths, metric: metricNamed(name) };
    expect(scoreOf(own, name)?.baseline).toBe(0);
  }
});
