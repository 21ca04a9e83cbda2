import { combined } from '../predictor/combined.js';
import type { MemberPredictions } from '../predictor/open-members.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { middleAnswers } from '../predictor/quantile-answers.js';
import type { Task } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { log, log1p } from '../util/elementary/log.js';
import { isOfNumbers } from '../util/task-kind.js';

/**
 * What is explained: the number that is predicted, of quantiles the one nearest to the median; of two classes the log-odds of the positive one; of more classes the
 * log-probability of each less the mean of all; or probabilities as they are.
 */
export type Predicts = 'label' | 'log-odds' | 'log-probability' | 'probability';

/** What classes are explained by. */
export const EXPLAINED_SCALES = ['log-odds', 'probability'] as const;
export type ExplainedScale = (typeof EXPLAINED_SCALES)[number];

/** Probabilities are kept this far from 0 and 1 before their logarithm. */
const EPSILON = 1e-6;

export function predictsOf({ kind }: Task, scale: ExplainedScale): Predicts {
  if (isOfNumbers({ kind })) return 'label';
  if (scale === 'probability') return 'probability';
  return kind === 'binary' ? 'log-odds' : 'log-probability';
}

/** The class of each answer; null where it is the label itself. */
export function answeredClasses({ kind, classes, positive }: Task): readonly (string | null)[] {
  if (isOfNumbers({ kind })) return [null];
  return kind === 'binary' ? [positive] : classes;
}

/** Gives (rows, answers) for a table. */
export type AnswerTable = (table: Table) => Promise<Float64Array>;

/** The predictor's answers on the scale that is explained. */
export function answersOf(
  state: PredictorState,
  membersOf: MemberPredictions,
  predicts: Predicts,
): AnswerTable {
  const { task } = state.schema;
  const { classes } = task;
  const positive = classes.indexOf(task.positive ?? '');
  return async (table) => {
    const predicted = combined(state, await membersOf(table));
    if (task.quantiles) return middleAnswers(predicted, task.quantiles);
    if (task.kind === 'regression') return predicted;
    if (task.kind === 'multiclass') {
      return predicts === 'probability' ? predicted : centredLogs(predicted, classes.length);
    }
    const answers = new Float64Array(table.rows);
    for (let row = 0; row < table.rows; row++) {
      const chance = predicted[row * classes.length + positive] as number;
      answers[row] = predicts === 'probability' ? chance : logOdds(chance);
    }
    return answers;
  };
}

function logOdds(chance: number): number {
  const kept = Math.min(1 - EPSILON, Math.max(EPSILON, chance));
  return log(kept) - log1p(-kept);
}

function centredLogs(chances: Float64Array, classes: number): Float64Array {
  const logs = chances.map((chance) => log(Math.max(EPSILON, chance)));
  for (let from = 0; from < logs.length; from += classes) {
    const row = logs.subarray(from, from + classes);
    const mean = row.reduce((sum, log) => sum + log, 0) / classes;
    for (let c = 0; c < classes; c++) row[c] = (row[c] as number) - mean;
  }
  return logs;
}
