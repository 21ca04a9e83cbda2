import { rankTrials } from '../leaderboard/leaderboard.js';
import { decideClasses, HALF } from '../metrics/decisions.js';
import { scoreRows } from '../metrics/scored-rows.js';
import { kernelsNameFor } from '../models/network-model.js';
import { answerSpreads } from '../predictor/answer-spreads.js';
import { buildState } from '../predictor/build-state.js';
import { predictorName } from '../predictor/predictor-row.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { type TrainedRows, trainedRows } from '../predictor/trained-rows.js';
import { memberPredictions } from '../run/predict-threads.js';
import { rowKeys } from '../table/row-keys.js';
import type { FoldModel, Trial } from '../trial/trial.js';
import type { LessonData } from './lesson-data.js';
import type { Taught } from './teach-students.js';
import { testedState } from './tested-state.js';

interface Learned {
  readonly teacher: PredictorState;
  readonly best: Taught;
  /** The same, taught by all rows. */
  readonly model: FoldModel;
  readonly trials: readonly Trial[];
  readonly data: LessonData;
  readonly seed: number;
  readonly workers: number;
}

/** The predictor of one student, which reads rows as its teacher does. */
export async function studentState(learned: Learned): Promise<PredictorState> {
  const { teacher, best, model, trials, data, seed, workers } = learned;
  const { schema, metric, spreads, copies, costs } = teacher;
  const { trial, judge, left } = best;
  const predictions = left?.predictions ?? new Float64Array();
  const { threshold, predictions: decisions } = decideClasses(judge, predictions);
  const score = scoreRows(judge, predictions, threshold);
  // By costs nothing is fitted.
  const isFitted = threshold !== HALF && !costs;
  const crossFitted = isFitted ? { scoreCrossFitted: scoreRows(judge, decisions) } : {};
  const rows = rankTrials(trials, judge.metric).map((row) =>
    row.name === trial.name ? { ...row, weight: 1, scoreValidation: score, ...crossFitted } : row,
  );
  const smearing = model.target.log ? (left?.folds[0]?.model.target.smearing ?? 1) : 1;
  const folds = [{ ...model, target: { ...model.target, smearing } }];
  const { preset = null } = teacher.options;
  const known =
    data.place && teacher.trained ? teacher : { trained: rowsOf(data), judged: undefined };
  const state = buildState(
    [{ name: trial.name, family: trial.config.family, weight: 1, threshold, folds }],
    {
      schema,
      metric,
      leaderboard: rows,
      ...(spreads && { spreads }),
      ...(known.trained && { trained: known.trained }),
      ...(known.judged && { judged: known.judged }),
      answers: answerSpreads({ schema, threshold, costs }, predictions),
      rows: data.table.rows,
      seed,
      stack: null,
      temperature: 1,
      copies,
      threshold,
      costs,
      options: { preset, folds: 1, refit: true, distilled: predictorName(teacher) },
    },
    kernelsNameFor('auto'),
  );
  if (!data.test) return state;
  const perMember = await memberPredictions(state, workers)(data.test);
  return testedState(state, data.test, perMember, judge.metric);
}

function rowsOf({ table }: LessonData): TrainedRows | undefined {
  const all = Int32Array.from({ length: table.rows }, (_, row) => row);
  return trainedRows(table, all, rowKeys(table));
}
