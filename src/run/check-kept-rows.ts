import type { Background, KeptTable, OutOfFold } from '../predictor/kept-rows.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { featureColumns, type Parser } from '../schema/schema.js';
import { checkColumns, checkTable } from '../table/check-table.js';
import { fieldsOf, isText, listOf, type Shape, withFields } from '../util/shapes.js';

const isInts: Shape = (value, what) => {
  if (!(value instanceof Int32Array)) throw new Error(`${what} is no array`);
};
const isNumbers: Shape = (value, what) => {
  if (!(value instanceof Float64Array)) throw new Error(`${what} is no array`);
};

const isPredictions = listOf(withFields({ name: isText, values: isNumbers }));

/** Throws where what a file holds is not what models said of rows out of fold. */
export function checkOutOfFold(stored: unknown): asserts stored is OutOfFold {
  withFields({ rows: isInts, folds: isInts, predictions: isPredictions })(stored, 'what is kept');
  const { rows, folds, truth, weights, groups, predictions } = stored as OutOfFold;
  const { length } = rows;
  if (!(truth instanceof Int32Array)) isNumbers(truth, 'what is true');
  if (weights) isNumbers(weights, 'weights');
  if (groups) isInts(groups, 'groups');
  for (const own of [folds, truth, weights, groups]) {
    if (own && own.length !== length) throw new Error('it has not as many values as rows');
  }
  for (const { values } of predictions) {
    const isWhole = length === 0 ? values.length === 0 : values.length % length === 0;
    if (!isWhole) throw new Error('it has not a prediction for each row');
  }
}

/** Throws where what a file holds is not rows that stand for all. */
export function checkBackground(stored: unknown): asserts stored is Background {
  checkKept(stored);
  checkKept(fieldsOf(stored, 'what is kept').worst);
}

function checkKept(stored: unknown): void {
  withFields({ rows: isInts, folds: isInts, places: isInts })(stored, 'what is kept');
  const { rows, folds, places, table } = stored as KeptTable;
  checkTable(table);
  if ([rows, folds, places].some(({ length }) => length !== table.rows))
    throw new Error('it has not a place for each row');
}

/** How cells of each kind are kept. */
const KINDS: Readonly<Record<Parser['kind'], string>> = {
  ...{ numeric: 'numeric', boolean: 'numeric', datetime: 'datetime', categorical: 'coded' },
  ...{ text: 'text', list: 'list', image: 'image' },
};

/** Throws where kept rows are not those of a model: of its columns, or of its classes. */
export function checkSameModel(
  { schema }: PredictorState,
  outOfFold: OutOfFold | undefined,
  background: Background | undefined,
): void {
  const wanted = featureColumns(schema).flatMap(({ name, parser }) =>
    parser ? [{ name, kinds: [KINDS[parser.kind]] }] : [],
  );
  const { classes, quantiles } = schema.task;
  const width = classes.length || quantiles?.length || 1;
  for (const { table } of background ? [background, background.worst] : []) {
    checkColumns(table, wanted);
    checkTruth(table.target, classes.length);
  }
  if (!outOfFold) return;
  const { rows, truth, predictions } = outOfFold;
  checkTruth(truth, classes.length);
  if (predictions.some(({ values }) => values.length !== width * rows.length))
    throw new Error('it has predictions of another model');
  for (const { places } of background ? [background, background.worst] : []) {
    if (places.some((place) => place < -1 || place >= rows.length))
      throw new Error('it has places of no row');
  }
}

function checkTruth(truth: ArrayLike<number> | undefined, classes: number): void {
  if (!truth) return;
  if (truth instanceof Int32Array !== classes > 0) throw new Error('it has labels of another task');
  for (let i = 0; i < truth.length; i++) {
    if (classes > 0 && (truth[i] as number) >= classes)
      throw new Error('it has a label of no class');
  }
}
