import type { Covered } from '../conformal/covered.js';
import type { QuantileScores } from '../conformal/quantile-scores.js';
import type { LeaderboardRow } from '../leaderboard/leaderboard.js';
import { featureColumns } from '../schema/schema.js';
import type { ColumnsOf, ColumnValues } from '../table/read-rows.js';
import type { Allocate } from '../table/table.js';
import { refuseMore } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import type { TaskKind } from '../util/task-kind.js';
import type { AnswerOptions } from './answer-options.js';
import { answering } from './answering.js';
import { type AskedMetrics, checkMetrics } from './asked-metrics.js';
import { chosenOf } from './chosen-of.js';
import type { ProbabilityMatrix } from './class-chances.js';
import { type Coefficients, coefficientsOf, notLinear } from './coefficients.js';
import { coveredOn } from './covered-on.js';
import { describeScores } from './describe-scores.js';
import { evaluateTable, type Scores } from './evaluate-table.js';
import { type Importance, importanceOf } from './importance.js';
import { leaderboardCalls } from './leaderboard-calls.js';
import { modelNames } from './model-choice.js';
import { type MemberPredictions, openMembers } from './open-members.js';
import { type OpenModels, openModels } from './open-models.js';
import type { Predictions } from './predictions.js';
import type { PredictorState } from './predictor-state.js';
import { quantilesOn } from './quantiles-on.js';
import { saveState } from './save-state.js';
import type { LeaderboardOptions } from './scored-leaderboard.js';
import { type DataReading, type PredictOptions, tableReader } from './table-reader.js';
import {
  memberSeen,
  type TransformedRows,
  type TransformOptions,
  transformedRows,
  transformOptions,
} from './transformed-rows.js';
import {
  type CoverageOptions,
  type PredictedInterval,
  type PredictedSet,
  uncertainAnswers,
} from './uncertain-answers.js';

/** What a predictor was fitted for. */
export interface PredictorInfo {
  readonly task: TaskKind;
  /** Why the task was chosen. */
  readonly reason: string;
  readonly label: string;
  readonly metric: string;
  /** Class names in the order of probabilities; empty for regression. */
  readonly classes: readonly string[];
  readonly positive: string | null;
  /** Of a quantile task, ascending. */
  readonly quantiles?: readonly number[];
  readonly features: readonly string[];
  /** Whether it is one linear model, which has coefficients. */
  readonly linear: boolean;
  /** Rows that it was fitted on. */
  readonly rows: number;
  /** Rows that these were chosen of, where memory or time was not enough for all. */
  readonly chosenOf?: number;
  readonly seed: number;
}

/** Scores with what the reader of the data noticed. */
export interface Evaluation extends Scores {
  /** What intervals or sets cover of these rows, where the predictor has them. */
  readonly covered?: Covered;
  /** Of a quantile task: each quantile by itself, and the interval between the outermost. */
  readonly quantiles?: QuantileScores;
  readonly notes: readonly string[];
}

/** Predicts rows of the kind it was fitted on; `Source` is what it can read. A number for options, as Array.map passes along, says nothing. */
export interface Predictor<Source> {
  readonly info: PredictorInfo;
  /** What `model` may name: 'ensemble' first, where it is one, then its members. */
  readonly modelNames: readonly string[];
  /** A number or class name for each row; of quantiles the one nearest to the median. Throws an AutofitError that names absent columns. */
  predict<C extends object>(
    data: Source | ColumnsOf<C>,
    options?: AnswerOptions | number,
  ): Promise<readonly (number | string)[]>;
  /** The probability of each class for each row, in the order of `info.classes`. Throws an AutofitError for regression. */
  predictProba<C extends object>(
    data: Source | ColumnsOf<C>,
    options?: AnswerOptions | number,
  ): Promise<readonly Readonly<Record<string, number>>[]>;
  /** The same as numbers alone, (rows, classes). Throws an AutofitError for regression. */
  predictMatrix<C extends object>(
    data: Source | ColumnsOf<C>,
    options?: AnswerOptions | number,
  ): Promise<ProbabilityMatrix>;
  /**
   * The number for each row, and the interval that covers the true one in so large a share of rows like those of training. Throws an
   * AutofitError for classes, and for a predictor that was fitted without `intervals`.
   */
  predictInterval<C extends object>(
    data: Source | ColumnsOf<C>,
    options?: CoverageOptions,
  ): Promise<readonly PredictedInterval[]>;
  /** The same of classes: the class for each row, and the set that the true one is in. */
  predictSet<C extends object>(
    data: Source | ColumnsOf<C>,
    options?: CoverageOptions,
  ): Promise<readonly PredictedSet[]>;
  /** The answer for each quantile in `info.quantiles` for each row, (rows, quantiles). Throws an AutofitError for other tasks. */
  predictQuantiles<C extends object>(
    data: Source | ColumnsOf<C>,
    options?: PredictOptions | number,
  ): Promise<readonly (readonly number[])[]>;
  /** Both at once, with notes on the data. */
  predictions<C extends object>(
    data: Source | ColumnsOf<C>,
    options?: AnswerOptions | number,
  ): Promise<Predictions>;
  /** Scores on labelled rows, by these metrics (`all` is every one of the task) or by the common ones. */
  evaluate<C extends object>(
    data: Source | ColumnsOf<C>,
    metrics?: AskedMetrics,
    options?: AnswerOptions,
  ): Promise<Evaluation>;
  /** Best first; with data, the members' scores on it stand beside. */
  leaderboard(): readonly LeaderboardRow[];
  leaderboardOn<C extends object>(
    data: Source | ColumnsOf<C>,
    metrics?: AskedMetrics,
    options?: LeaderboardOptions,
  ): Promise<readonly LeaderboardRow[]>;
  /**
   * The features that a model makes of rows, with their names: one member's, as the members of an ensemble see rows in different ways.
   * Labels are not needed.
   */
  transform<C extends object>(
    data: Source | ColumnsOf<C>,
    options?: TransformOptions,
  ): Promise<TransformedRows>;
  /** How much each column tells, the most telling first, as far as members say so themselves: trees and elastic nets. */
  importance(): Importance;
  /**
   * Of one linear model, as the preset interpretable fits it: what a row's values are multiplied by, in the units of their
   * columns and of the label, or of log-odds. Throws an AutofitError for other predictors.
   */
  coefficients(): Coefficients;
  /** The model file's bytes. */
  toBytes(): Promise<Uint8Array<ArrayBuffer>>;
}

/** What a predictor is made of besides its state. */
export interface PredictorParts<Source> extends DataReading<Source | ColumnValues> {
  /** Opens the whole predictor and its members. @default asked here, in this thread */
  readonly models?: OpenModels;
  /** Memory for the columns of a table. @default that of this thread alone */
  readonly allocate?: Allocate;
}

/** A predictor over a state, of these parts. */
export function createPredictor<Source>(
  state: PredictorState,
  {
    models = openModels(state, inThisThread),
    allocate = ownMemory,
    ...own
  }: PredictorParts<Source>,
): Predictor<Source> {
  const reader = tableReader(state, own, allocate);
  const { answers, predictions, chances } = answering(reader, models);
  const asked = uncertainAnswers<Source | ColumnValues>(state, (data, options) =>
    answers(data, 'ignored', options),
  );
  return {
    ...asked,
    ...leaderboardCalls(state, reader, models),
    // What callers do with them changes no model.
    info: structuredClone(infoOf(state)),
    modelNames: modelNames(state),
    async predictions(data, options) {
      return predictions(data, options);
    },
    async predict(data, options) {
      return (await predictions(data, options)).values;
    },
    async predictProba(data, options) {
      return (await chances(data, options)).probabilities;
    },
    async predictMatrix(data, options) {
      return (await chances(data, options)).matrix;
    },
    predictQuantiles: async (data, options) => quantilesIn(await predictions(data, options)),
    async evaluate(data, metrics, options, ...more) {
      checkMetrics(metrics);
      if (metrics?.length === 0) throw noMetrics();
      refuseMore('evaluate', more);
      const { state, table, perMember, notes } = await answers(data, 'required', options);
      const scores = evaluateTable(state, table, perMember, metrics);
      const sure = surenessOn(state, table, perMember);
      const said = describeScores(state, table, scores, metrics);
      return { ...scores, ...sure, notes: [...notes, ...said] };
    },
    async transform(data, options, ...more) {
      refuseMore('transform', more);
      const { model, reading } = transformOptions(options);
      const member = memberSeen(state, model);
      const { table, notes } = (await reader(data, reading)).parse('ignored');
      return transformedRows(state, member, table, notes);
    },
    importance: () => importanceOf(state),
    coefficients: () => coefficientsOf(state),
    toBytes: () => saveState(state),
  };
}

function inThisThread(state: PredictorState): MemberPredictions {
  const members = openMembers(state);
  return async (table) => members(table);
}

function ownMemory(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}

/** What of the rows lies where intervals, sets or quantiles say. */
function surenessOn(
  ...asked: Parameters<typeof coveredOn>
): Pick<Evaluation, 'covered' | 'quantiles'> {
  const covered = coveredOn(...asked);
  const quantiles = quantilesOn(...asked);
  return { ...(covered && { covered }), ...(quantiles && { quantiles }) };
}

function infoOf(state: PredictorState): PredictorInfo {
  const { schema, metric, rows, seed } = state;
  const chosen = chosenOf(state);
  const { kind, reason, classes, positive, quantiles } = schema.task;
  const features = featureColumns(schema).map(({ name }) => name);
  return {
    task: kind,
    reason,
    label: schema.label,
    metric,
    classes,
    positive,
    ...(quantiles && { quantiles }),
    features,
    linear: notLinear(state) === undefined,
    rows,
    ...(chosen !== undefined && { chosenOf: chosen }),
    seed,
  };
}

function quantilesIn({ quantiles }: Predictions): readonly (readonly number[])[] {
  if (!quantiles) throw noQuantiles();
  return quantiles;
}

function noQuantiles(): AutofitError {
  return new AutofitError('NO_QUANTILES', 'The predictor was not fitted to answer quantiles.', {
    hint: 'Fit with `quantiles`, or use predict instead.',
  });
}

function noMetrics(): AutofitError {
  return new AutofitError('BAD_METRIC', 'The list of metrics is empty.', {
    hint: 'Leave it out for all that fit the task.',
  });
}
