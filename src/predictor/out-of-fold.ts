import { csvLine } from '../util/csv-line.js';
import { answerValues } from './answer-values.js';
import type { ProbabilityMatrix } from './class-chances.js';
import type { OutOfFold } from './kept-rows.js';
import { predictorName } from './predictor-row.js';
import type { PredictorState } from './predictor-state.js';
import { quantileColumn, quantileRows } from './quantile-answers.js';

/** What a model said of rows that it had not been fitted to. */
export interface ModelOutOfFold {
  /** One of `modelNames`. */
  readonly name: string;
  /** One a row: numbers, of quantiles the one nearest to the median, or class names, decided as the model decides. */
  readonly values: readonly (number | string)[];
  /** The chances of classes, row after row; undefined for numbers. */
  readonly matrix: ProbabilityMatrix | undefined;
  /** The answer for each quantile, one array a row; undefined where none were asked for. */
  readonly quantiles?: readonly (readonly number[])[] | undefined;
}

/** What the models of a run said of its rows out of fold: by other models of the same trial, which had not seen the row. */
export interface OutOfFoldPredictions {
  /** Where each row stood in the data that was read, from 1; null: in the validation file. */
  readonly rows: readonly (number | null)[];
  /** The fold whose models judged it, from 1. */
  readonly folds: readonly number[];
  /** The labels; an empty text for a class that the model does not know. */
  readonly truth: readonly (number | string)[];
  /** How much each row counts. @default all alike */
  readonly weights?: readonly number[] | undefined;
  /** The quantiles that models of them answer. */
  readonly quantiles?: readonly number[] | undefined;
  /** The whole predictor first, then its members as far as theirs were kept. */
  readonly models: readonly ModelOutOfFold[];
}

/** The kept predictions of the predictor and its members. */
export function outOfFoldOf(state: PredictorState, kept: OutOfFold): OutOfFoldPredictions {
  const { classes, quantiles } = state.schema.task;
  const rows = kept.truth.length;
  const thresholds = new Map([
    ...state.members.map(({ name, threshold }) => [name, threshold] as const),
    [predictorName(state), state.threshold] as const,
  ]);
  const models = kept.predictions.flatMap(({ name, values }): ModelOutOfFold[] => {
    const threshold = thresholds.get(name);
    if (threshold === undefined) return [];
    const own = answerValues({ ...state, threshold }, values, rows);
    const matrix = classes.length > 0 ? { classes, values } : undefined;
    const all = quantiles && { quantiles: quantileRows(values, quantiles) };
    return [{ name, values: own, matrix, ...all }];
  });
  return {
    rows: Array.from(kept.rows, (row) => (row < 0 ? null : row + 1)),
    folds: Array.from(kept.folds, (fold) => fold + 1),
    truth: Array.from(kept.truth, (label) =>
      classes.length === 0 ? label : (classes[label] ?? ''),
    ),
    ...(kept.weights && { weights: [...kept.weights] }),
    ...(quantiles && { quantiles }),
    models,
  };
}

/** Lines that are put together at a time: one text for all would be too long where rows are many. */
const LINES = 4096;

/** The same as CSV, some lines at a time: `row`, `fold`, `truth`, and for each model its answer and the chances of classes, or the answer for each quantile. */
export function* outOfFoldCsv(own: OutOfFoldPredictions): Generator<string> {
  const { rows, folds, truth, weights, quantiles = [], models } = own;
  const heads = models.flatMap(({ name, matrix }) => [
    name,
    ...(matrix?.classes ?? []).map((label) => `${name}_proba_${label}`),
    ...quantiles.map((quantile) => quantileColumn(name, quantile)),
  ]);
  yield csvLine(['row', 'fold', 'truth', ...(weights ? ['weight'] : []), ...heads]);
  const cellsOf = ({ values, matrix, quantiles }: ModelOutOfFold, row: number) => {
    const width = matrix?.classes.length ?? 0;
    const chances = matrix?.values.subarray(row * width, (row + 1) * width) ?? [];
    return [values[row] ?? '', ...chances, ...(quantiles?.[row] ?? [])];
  };
  for (let from = 0; from < rows.length; from += LINES) {
    const lines = rows.slice(from, from + LINES).map((place, i) => {
      const row = from + i;
      const cells = models.flatMap((model) => cellsOf(model, row));
      const weight = weights ? [weights[row] ?? ''] : [];
      return csvLine([place ?? '', folds[row] ?? '', truth[row] ?? '', ...weight, ...cells]);
    });
    yield lines.join('');
  }
}
