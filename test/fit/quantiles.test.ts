import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fit, loadPredictor } from '../../src/index.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { loadState } from '../../src/predictor/load-state.js';
import { openAnswers } from '../../src/serve/answer-jobs.js';
import { randomStream } from '../../src/util/random.js';

const random = randomStream(5);
/** Of 1 + x: a price spread evenly between 0 and 10 (1 + x), so that a quantile q is 10 q (1 + x). */
const drawn = (count: number) =>
  Array.from({ length: count }, () => {
    const x = random.next();
    return { x, noise: random.normal(), price: 10 * random.next() * (1 + x) };
  });
const [rows, later] = [drawn(400), drawn(400)];
const quantiles = [0.9, 0.1, 0.5];
const families = { 'boosted-trees': { defaults: { rounds: 60, learningRate: 0.1, maxLeaves: 7 } } };
const options = { label: 'price', workers: 1, trials: 1, folds: 2, families } as const;

test.each(['boosted-trees', 'symmetric-trees', 'linear', 'mlp', 'tabm'])(
  'quantiles of %s cover what they say, never cross, and are the same from the file',
  async (family) => {
    const predictor = await fit(rows, { ...options, quantiles, models: [family] });
    expect(predictor.summary).toMatchObject({ failed: 0, baselineOnly: false });
    expect(predictor.info).toMatchObject({ task: 'quantile', quantiles: [0.1, 0.5, 0.9] });
    const answers = await predictor.predictQuantiles(later);
    expect(answers).toHaveLength(400);
    for (const own of answers) expect([...own].sort((a, b) => a - b)).toEqual(own);
    for (const [place, quantile] of [0.1, 0.5, 0.9].entries()) {
      const below = later.filter(
        ({ price }, row) => price <= (answers[row]?.[place] ?? Number.NaN),
      );
      expect(Math.abs(below.length / later.length - quantile)).toBeLessThan(0.09);
    }
    // Of labels between 0 and 10 and between 0 and 20.
    const [few, many] = await predictor.predictQuantiles([
      { x: 0.02, noise: 0 },
      { x: 0.98, noise: 0 },
    ]);
    expect((many?.[2] ?? 0) - (few?.[2] ?? 0)).toBeGreaterThan(1.5);
    expect(await predictor.predict(later)).toEqual(answers.map((own) => own[1]));
    const { metrics, quantiles: scores } = await predictor.evaluate(later);
    const losses = answers.flatMap((own, row) =>
      [0.1, 0.5, 0.9].map((quantile, place) => {
        const under = (later[row]?.price ?? 0) - (own[place] ?? 0);
        return Math.max(quantile * under, (quantile - 1) * under);
      }),
    );
    const mean = losses.reduce((a, b) => a + b, 0) / losses.length;
    expect(metrics).toEqual({ mean_pinball: expect.closeTo(mean, 10) });
    for (const [place, quantile] of [0.1, 0.5, 0.9].entries()) {
      const own = losses.filter((_, i) => i % 3 === place);
      const pinball = own.reduce((a, b) => a + b, 0) / own.length;
      expect(scores?.each[place]).toMatchObject({ quantile, pinball: expect.closeTo(pinball, 10) });
    }
    const between = later.filter(
      ({ price }, row) => price >= (answers[row]?.[0] ?? 0) && price <= (answers[row]?.[2] ?? 0),
    );
    expect(scores?.central).toMatchObject({ wanted: 0.8, covered: between.length / 400 });
  },
);

test('a run with quantiles writes a column for each, and a report', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-quantiles-'));
  const out = join(folder, 'run');
  const warnings: string[] = [];
  const predictor = await fit(rows, {
    ...options,
    task: 'quantile',
    models: ['boosted-trees', 'linear', 'random-forest'],
    trials: 2,
    test: later,
    out,
    onProgress: (event) => {
      if (event.kind === 'note' || event.kind === 'warning') warnings.push(event.message);
    },
  });
  expect(predictor.summary).toMatchObject({
    failed: 0,
    task: 'quantile',
    metric: { name: 'mean_pinball' },
  });
  expect(predictor.summary.scoreTest).toBeGreaterThan(0);
  expect(warnings).toContain('not tried, as `quantiles` is not for them: random-forest');
  expect(warnings.join()).not.toContain('report');
  expect(readFileSync(join(out, 'report.md'), 'utf8')).toContain(
    'Is as much at or below each quantile as it says?',
  );
  const loaded = await loadPredictor(out);
  await loaded.predictFile(later, join(folder, 'answers.csv'), { with: ['x'] });
  const [header, first = ''] = readFileSync(join(folder, 'answers.csv'), 'utf8').split('\n');
  expect(header).toBe('x,price_0.1,price_0.5,price_0.9');
  const [answers = []] = await loaded.predictQuantiles(later.slice(0, 1));
  expect(first.split(',').slice(1).map(Number)).toEqual(answers);
  await expect(loaded.predictProba(later)).rejects.toThrow(/has no class probabilities/);
  rmSync(folder, { recursive: true });
});

test('texts and levels beside numbers tell quantiles too, in predict and in a service', async () => {
  const told = rows.slice(0, 150).map(({ x, price }) => ({
    about: `a ${x > 0.5 ? 'large bright' : 'small dark'} house with a garden of ${Math.round(20 * x)} trees`,
    kind: x > 0.7 ? 'villa' : 'hut',
    price,
  }));
  const own = { models: ['linear'], types: { about: 'text' }, quantiles: [0.25, 0.75] } as const;
  const predictor = await fit(told, { ...options, ...own });
  const answers = await predictor.predictQuantiles(told);
  for (const each of answers) expect(each[0]).toBeLessThanOrEqual(each[1] ?? Number.NaN);
  const answer = openAnswers(await loadState(await predictor.toBytes()));
  const bytes = new TextEncoder().encode(JSON.stringify(told[0]));
  const [said] = (await answer([{ form: 'json', bytes, explain: false, firstLine: 0 }])).answers;
  expect(JSON.parse(said?.body ?? '').predictions).toEqual([
    { value: answers[0]?.[0], quantiles: { 0.25: answers[0]?.[0], 0.75: answers[0]?.[1] } },
  ]);
});

test('a metric of one number is refused with those that there are', () => {
  expect(() => metricNamed('rmse', 'quantile')).toThrow(
    expect.objectContaining({
      hint: 'The metrics for it are: mean_pinball. rmse is for `task` regression.',
    }),
  );
});

test.each([
  [{ quantiles: [0.5, 1] }, /different numbers between 0 and 1, not 0.5, 1/],
  [{ quantiles: [0.5, 0.5] }, /different numbers/],
  [{ quantiles: [] }, /not none/],
  [{ quantiles: [0.5], loss: 'huber' }, /exclude each other/],
  [{ quantiles: [0.5], task: 'binary' }, /exclude each other/],
  [{ quantiles: [0.5], monotone: { x: '+' } }, /exclude each other/],
  [
    { task: 'quantile', monotone: { x: '+' } },
    /`monotone` and `task: 'quantile'` exclude each other/,
  ],
  [{ quantiles: [0.5], metric: 'rmse' }, /"rmse" is not for a quantile task/],
  [{ quantiles: [0.5], models: ['neighbours'] }, /neighbours cannot be trained with `quantiles`/],
] as const)('%j is refused', async (own, message) => {
  await expect(fit(rows, { ...options, ...own } as never)).rejects.toThrow(message);
});
