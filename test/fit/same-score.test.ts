import { expect, test } from 'vitest';
import { type FittedPredictor, fit } from '../../src/index.js';
import { randomStream } from '../../src/util/random.js';
import { sigmoid } from '../../src/util/sigmoid.js';

/** A tenth of the rows are 'ill', more of them where x is large. */
function rowsOf(seed: number) {
  const random = randomStream(seed, 'same score');
  return Array.from({ length: 300 }, () => {
    const [x, z] = [random.normal(), random.normal()];
    return { x, z, y: random.next() < sigmoid(x - 2.3) ? 'ill' : 'well' };
  });
}
const [train, judged] = [rowsOf(1), rowsOf(2)];
const truth = judged.map(({ y }) => y);

async function fitted(metric: string, models: readonly string[]): Promise<FittedPredictor> {
  const files = { validation: judged, test: judged };
  const trials = models.length;
  return fit(train, {
    label: 'y',
    positive: 'ill',
    metric,
    models: [...models],
    trials,
    workers: 1,
    ...files,
  });
}

test('one model has the same score on the same rows, with its threshold, as printed classes give', async () => {
  const predictor = await fitted('f1', ['elastic-net']);
  const { best, scoreTest, chosen } = predictor.summary;
  const guess = await predictor.predict(judged);
  const both = truth.filter((own, row) => own === 'ill' && guess[row] === 'ill').length;
  const ill = (names: readonly unknown[]) => names.filter((own) => own === 'ill').length;
  expect(scoreTest).toBe(best.scoreValidation);
  expect(scoreTest).toBeCloseTo((2 * both) / (ill(truth) + ill(guess)), 12);
  expect(chosen).toContainEqual(expect.stringMatching(/^the threshold 0\.\d/));
  expect(best.scoreCrossFitted).not.toBe(best.scoreValidation);
});

test('so have several models, whose members are cut at thresholds of their own', async () => {
  const predictor = await fitted('balanced_accuracy', ['elastic-net', 'neighbours']);
  const { best, scoreTest, leaderboard } = predictor.summary;
  const guess = await predictor.predict(judged);
  const recall = (name: string) => {
    const rows = [...truth.keys()].filter((row) => truth[row] === name);
    return rows.filter((row) => guess[row] === name).length / rows.length;
  };
  expect(scoreTest).toBe(best.scoreValidation);
  expect(scoreTest).toBeCloseTo((recall('ill') + recall('well')) / 2, 12);
  for (const row of leaderboard.filter(({ name, weight }) => name !== best.name && weight > 0)) {
    // Cross-fitted here, and at the member's one threshold there: at a half it would be far lower.
    expect(Math.abs((row.scoreTest ?? 0) - (row.scoreValidation ?? 0))).toBeLessThan(0.06);
  }
});
