import { expect, test } from 'vitest';
import { familyNamed } from '../../src/models/families.js';
import { preprocessingDefaults } from '../../src/preprocessing/preprocessing-options.js';
import type { ColumnSchema } from '../../src/schema/schema.js';
import type { Params } from '../../src/space/search-space.js';
import type { Column } from '../../src/table/table.js';
import { createFoldRunner, type TrialContext } from '../../src/trial/run-fold.js';
import { randomStream } from '../../src/util/random.js';
import { imageColumn, shapeStack } from '../fixtures/pictures.js';

const ROWS = 240;
const TRAINING = 160;
const random = randomStream(7, 'sizes');
const rows = Int32Array.from({ length: ROWS }, (_, row) => row);
/** Of four shapes in turn, stripes across or down are told by their pictures, large from small by a number. */
const isLarge = rows.map(() => random.integer(2));
const target = rows.map((row) => 2 * (row % 2) + (isLarge[row] ?? 0));
const stack = shapeStack(2 * ROWS);
const photo = imageColumn(
  stack,
  Array.from(rows, (row) => [4 * Math.floor(row / 2) + (row % 2)]),
);
const values = Float64Array.from(isLarge, (large) => 3 * large + random.normal() / 2);
const weight: Column = { kind: 'numeric', name: 'weight', values };

const images = {
  ...preprocessingDefaults.images,
  patches: { size: 4, stride: 3, centres: 16, drawn: 1000 },
  components: 16,
};

function runnerOf(columns: readonly Column[]) {
  const known = { role: 'feature', evidence: { reason: '', missing: 0, distinct: 0 } } as const;
  const schema = columns.map(({ name }): ColumnSchema => {
    const parser = name === 'photo' ? ({ kind: 'image', side: 24 } as const) : null;
    return { ...known, name, kind: name === 'photo' ? 'image' : 'numeric', parser };
  });
  const context: TrialContext = {
    kind: 'trial-context',
    table: { kind: 'table', rows: ROWS, columns, target },
    columns: schema,
    task: { kind: 'multiclass', classes: 4 },
    folds: [{ train: rows.slice(0, TRAINING), validation: rows.slice(TRAINING) }],
    preprocessing: { ...preprocessingDefaults, images },
    metric: 'accuracy',
    seed: 1,
    kernels: 'auto',
  };
  const run = createFoldRunner(context, () => false);
  return (family: string, own: Params = {}) => {
    const config = { family, params: { ...familyNamed(family).defaults, ...own } };
    const outcome = run({ kind: 'trial', trial: 1, fold: 0, config });
    if (outcome.kind !== 'done') throw new Error(`the job ended as ${outcome.kind}`);
    return outcome;
  };
}

/** The share of validation rows whose class is the likeliest. */
function accuracy({ predictions }: { readonly predictions: Float64Array }): number {
  let right = 0;
  for (let i = 0; i < ROWS - TRAINING; i++) {
    const own = [...predictions.subarray(4 * i, 4 * i + 4)];
    if (own.indexOf(Math.max(...own)) === target[TRAINING + i]) right++;
  }
  return right / (ROWS - TRAINING);
}

test('a picture and a number tell together what neither tells alone', () => {
  const both = accuracy(runnerOf([photo, weight])('linear'));
  expect(both).toBeGreaterThan(0.85);
  expect(accuracy(runnerOf([photo])('linear'))).toBeLessThan(0.65);
  expect(accuracy(runnerOf([weight])('linear'))).toBeLessThan(0.65);
});

test('one network of both tells what no network of either does', () => {
  const quick = { width: 8, epochs: 6, batchSize: 16 };
  const both = runnerOf([photo, weight])('convnet', quick);
  expect(accuracy(both)).toBeGreaterThan(0.85);
  expect(accuracy(runnerOf([photo])('convnet', quick))).toBeLessThan(0.65);
});

test('families on the same fold have learned the same of its pictures, from its training rows alone', () => {
  const run = runnerOf([photo, weight]);
  const stepsOf = (preprocessor: ReturnType<typeof run>['model']['preprocessor']) =>
    preprocessor.columns.flatMap((step) => (step.kind === 'image' ? [step.features] : []));
  const first = stepsOf(run('linear').model.preprocessor);
  expect(stepsOf(run('neighbours').model.preprocessor)).toEqual(first);
  const other = { ...photo, pixels: photo.pixels.slice() };
  const size = 3 * 24 * 24;
  for (const row of rows.subarray(TRAINING)) {
    const place = photo.own[row] ?? 0;
    other.pixels.fill(9 + (row % 7), place * size, (place + 1) * size);
  }
  expect(stepsOf(runnerOf([other, weight])('linear').model.preprocessor)).toEqual(first);
});
