import { expect, test } from 'vitest';
import { familyNamed, familyNames, looksAtPictures } from '../../src/models/families.js';
import { LEVEL_ENCODINGS } from '../../src/preprocessing/preprocessing-options.js';
import { SCALINGS } from '../../src/preprocessing/scalers.js';
import { SELECTIONS } from '../../src/preprocessing/select-columns.js';
import { TARGET_SCALES } from '../../src/preprocessing/target.js';
import type { Column, Table } from '../../src/table/table.js';
import type { TrialJob } from '../../src/trial/job.js';
import { createFoldRunner, type TrialContext } from '../../src/trial/run-fold.js';
import { imageColumn, shapeStack } from '../fixtures/pictures.js';
import { trialContext } from '../fixtures/trial-context.js';

const words = ['cheap', 'money', 'good', 'time', 'house', 'river'];
const word = (i: number) => words[i % words.length] ?? '';
const rows = Array.from({ length: 90 }, (_, i) => ({
  size: i % 11 === 0 ? '' : `${(i * 37) % 101}`,
  shop: `shop${String.fromCharCode(97 + ((i * 7) % 15))}`,
  at: `2024-0${1 + (i % 9)}-1${i % 7} 0${i % 10}:00`,
  note: `${word(i)} ${word(i * 5 + 1)} number${(i * 13) % 71} of ${word(i * 3)}`,
  kind: ['a', 'b', 'c'][(i * 5) % 3],
  price: `${Math.exp(((i * 29) % 83) / 20).toFixed(3)}`,
}));

const photos = imageColumn(
  shapeStack(rows.length, 5, 12),
  rows.map((_, row) => [row]),
);

/** The same table, but other cells and labels in these rows. */
function changed(table: Table, rowsToChange: Int32Array): Table {
  const target = table.target?.slice();
  for (const [i, row] of rowsToChange.entries()) {
    const other = rowsToChange[(i + 7) % rowsToChange.length] ?? row;
    if (target) target[row] = table.target?.[other] ?? 0;
  }
  return {
    ...table,
    target,
    columns: table.columns.map((own) => changedColumn(own, rowsToChange)),
  };
}

function changedColumn(column: Column, rowsToChange: Int32Array): Column {
  if (column.kind === 'numeric' || column.kind === 'datetime') {
    const values = column.values.slice();
    for (const row of rowsToChange) values[row] = row % 4 === 0 ? Number.NaN : 1e6 * row;
    return { ...column, values };
  }
  const codes = column.codes.slice();
  for (const [i, row] of rowsToChange.entries()) codes[row] = i % 3 === 0 ? -1 : 0;
  return { ...column, codes };
}

function fitFold(context: TrialContext, config: TrialJob['config']) {
  const outcome = createFoldRunner(
    context,
    () => false,
  )({ kind: 'trial', trial: 1, fold: 0, config });
  if (outcome.kind !== 'done') throw new Error('the fold was not done');
  return outcome.model;
}

/** The same with a small picture a row, of which few numbers are made. */
function withPhotos({ table, preprocessing, ...rest }: TrialContext): TrialContext {
  const images = {
    ...preprocessing.images,
    patches: { size: 3, stride: 3, centres: 4, drawn: 200 },
    components: 4,
  };
  const columns = [...table.columns, photos];
  return { ...rest, table: { ...table, columns }, preprocessing: { ...preprocessing, images } };
}

async function contexts(label: 'kind' | 'price') {
  const { context: plain } = await trialContext(rows, { label });
  const context = withPhotos(plain);
  const kinds = new Set(context.table.columns.map(({ kind }) => kind));
  expect(kinds).toEqual(new Set(['numeric', 'coded', 'datetime', 'text', 'image']));
  const held = context.folds[0]?.validation ?? new Int32Array();
  return { context, other: { ...context, table: changed(context.table, held) } };
}

const variants = [
  ...SCALINGS.map((scaling) => ({ scaling })),
  ...LEVEL_ENCODINGS.map((levels) => ({ levels })),
  ...SELECTIONS.map((selection) => ({ selection })),
  ...TARGET_SCALES.map((targetScale) => ({ targetScale })),
];

test.each(variants)('rows to judge by change nothing that %j learns', async (variant) => {
  for (const label of ['kind', 'price'] as const) {
    const { context, other } = await contexts(label);
    const params = { ...familyNamed('linear').defaults, epochs: 1, ...variant };
    const config = { family: 'linear', params };
    const fitted = fitFold(context, config);
    expect(fitFold(other, config)).toEqual(fitted);
    const swapped = { ...context, folds: context.folds.toReversed() };
    expect(fitFold(swapped, config).preprocessor).not.toEqual(fitted.preprocessor);
  }
});

const ofTables = familyNames.filter((name) => !looksAtPictures(name));

test.each(ofTables)('they change no weight of %s in an epoch', async (name) => {
  const { context, other } = await contexts('price');
  const { defaults } = familyNamed(name);
  // One of whatever validation chooses among.
  const chosen = ['epochs', 'rounds', 'path', 'mostNeighbours'].filter((name) => name in defaults);
  const params = { ...defaults, ...Object.fromEntries(chosen.map((name) => [name, 1])) };
  const config = { family: name, params };
  expect(fitFold(other, config)).toEqual(fitFold(context, config));
});
