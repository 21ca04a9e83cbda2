import { expect, test } from 'vitest';
import { takeRows } from '../../src/table/take-rows.js';
import type { FoldResult, TrialJob } from '../../src/trial/job.js';
import { createFoldRunner, type TrialContext } from '../../src/trial/run-fold.js';
import { trialContext } from '../fixtures/trial-context.js';

const rows = Array.from({ length: 60 }, (_, i) => ({
  x: `${(i * 37) % 61}`,
  shop: `shop${String.fromCharCode(97 + (i % 15))}`,
  price: `${10 * (i % 15) + ((i * 29) % 7) + (i > 50 ? 900 : 0)}`,
}));
/** Target means are smoothed by rows, and a skewed label is bent. */
const config = {
  family: 'elastic-net',
  params: { path: 4, l1: 0, levels: 'target', targetScale: 'log' },
};
const allocate = (bytes: number) => new ArrayBuffer(bytes);

async function weightedContext(weights: Float64Array | undefined): Promise<TrialContext> {
  const { context } = await trialContext(rows, { label: 'price' });
  return { ...context, table: { ...context.table, weights } };
}

function run(context: TrialContext): FoldResult {
  const job: TrialJob = { kind: 'trial', trial: 1, fold: 0, config };
  const outcome = createFoldRunner(context, () => false)(job);
  if (outcome.kind !== 'done') throw new Error(`the job ended as ${outcome.kind}`);
  return { ...outcome, fitSeconds: 0, msPer1000Rows: 0 };
}

test('the unit of weights changes nothing, target means and the scale of the label included', async () => {
  const weights = Float64Array.from(rows, (_, row) => 1 + (row % 4));
  const whole = run(await weightedContext(weights));
  expect(run(await weightedContext(undefined)).predictions).not.toEqual(whole.predictions);
  const doubled = run(await weightedContext(weights.map((weight) => weight * 2 ** 20)));
  expect(doubled).toEqual(whole);
  const scaled = run(await weightedContext(weights.map((weight) => weight * 1000)));
  for (const [row, value] of scaled.predictions.entries())
    expect(value).toBeCloseTo(whole.predictions[row] ?? Number.NaN, 3);
});

test('a row of weight 0 is as good as absent', async () => {
  const base = await weightedContext(undefined);
  const [fold] = base.folds;
  if (!fold) throw new Error('no fold');
  const isZero = (row: number) => fold.train.includes(row) && row % 3 === 0;
  const weights = Float64Array.from(rows, (_, row) => (isZero(row) ? 0 : 1));
  const zero = run({ ...base, table: { ...base.table, weights } });
  const left = Int32Array.from(rows.keys()).filter((row) => !isZero(row));
  const places = (own: Int32Array) =>
    own.filter((row) => !isZero(row)).map((row) => left.indexOf(row));
  const folds = [{ train: places(fold.train), validation: places(fold.validation) }];
  const absent = run({ ...base, folds, table: takeRows(base.table, left, allocate) });
  expect(zero).toEqual(absent);
});

test('the label is standardised by weights: a row of weight 3 counts like three rows', async () => {
  const base = await weightedContext(Float64Array.from(rows, (_, row) => (row % 2 === 0 ? 3 : 1)));
  const thrice = (row: number) => (row % 2 === 0 ? [row, row, row] : [row]);
  const own = Int32Array.from([...rows.keys()].flatMap(thrice));
  const repeated = takeRows({ ...base.table, weights: undefined }, own, allocate);
  const place = (row: number) => own.indexOf(row);
  const folds = base.folds.map(({ train, validation }) => ({
    train: Int32Array.from([...train].flatMap((row) => thrice(row).map((_, i) => place(row) + i))),
    validation: validation.map(place),
  }));
  const weighted = run(base).model.target;
  const other = run({ ...base, folds, table: repeated }).model.target;
  expect(weighted.log).toBe(true);
  expect(weighted.mean).toBeCloseTo(other.mean, 10);
  expect(weighted.deviation).toBeCloseTo(other.deviation, 10);
});
