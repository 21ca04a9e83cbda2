import { predictedClass } from '../metrics/predicted-class.js';
import type { Schema } from '../schema/schema.js';
import { type Column, MISSING } from '../table/table.js';
import { answersPerRow, type MistakeCosts } from '../util/task-kind.js';
import { answeredTask } from './answered-task.js';
import { type ColumnSpread, checkedSpreads, countSpread, numberSpread } from './column-spreads.js';
import { middleAnswers } from './quantile-answers.js';

/** What a predictor says of rows that it was not fitted to, as distributions: shows whether it answers others otherwise. */
export interface AnswerSpreads {
  /** Rows that it was asked. */
  readonly rows: number;
  readonly spreads: readonly ColumnSpread[];
}

/** What decides how answers are drawn. */
export interface Answering {
  readonly schema: Pick<Schema, 'label' | 'task'>;
  readonly threshold: number;
  readonly costs?: MistakeCosts | undefined;
}

/** The distributions of these out-of-fold predictions. */
export function answerSpreads(answering: Answering, predictions: Float64Array): AnswerSpreads {
  const columns = answerColumns(answering, predictions);
  const width = answersPerRow(answeredTask(answering));
  return { rows: predictions.length / width, spreads: columns.map(spreadOf) };
}

/**
 * Predictions as columns: the number; of two classes the probability of the positive one; of more the class, and how probable
 * it is.
 */
export function answerColumns(answering: Answering, predictions: Float64Array): readonly Column[] {
  const { label, task } = answering.schema;
  const shape = answeredTask(answering);
  if (shape.kind === 'regression') {
    return [{ kind: 'numeric', name: `predicted ${label}`, values: predictions }];
  }
  if (shape.kind === 'quantile') {
    const values = middleAnswers(predictions, shape.quantiles);
    return [{ kind: 'numeric', name: `predicted ${label}`, values }];
  }
  const width = shape.classes;
  const rows = predictions.length / width;
  const chances = (chanceOf: (own: Float64Array) => number) =>
    Float64Array.from({ length: rows }, (_, row) =>
      chanceOf(predictions.subarray(row * width, (row + 1) * width)),
    );
  if (shape.kind === 'binary') {
    const values = chances((own) => own[shape.positive] ?? Number.NaN);
    return [{ kind: 'numeric', name: `chance of ${task.positive}`, values }];
  }
  const codes = Int32Array.from(
    { length: rows },
    (_, row) => predictedClass(predictions, row, shape) ?? MISSING,
  );
  const highest = chances((own) => Math.max(...own));
  return [
    { kind: 'coded', name: `predicted ${label}`, codes, levels: width },
    { kind: 'numeric', name: 'chance of the predicted class', values: highest },
  ];
}

/** What a file holds as such. Throws where it has not their shape. */
export function checkedAnswers(stored: unknown): AnswerSpreads {
  const { rows, spreads } = (stored ?? {}) as Partial<AnswerSpreads>;
  if (!Number.isSafeInteger(rows) || !(Number(rows) > 0))
    throw new Error('what it said out of fold is damaged');
  return { rows: Number(rows), spreads: checkedSpreads(spreads, Number(rows)) };
}

function spreadOf(column: Column): ColumnSpread {
  if ('values' in column) return numberSpread(column.name, column.values);
  const levels = column.kind === 'coded' ? column.levels : 0;
  return countSpread(column.name, column.codes, levels);
}
