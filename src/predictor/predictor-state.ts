import type { Uncertainty } from '../conformal/uncertainty.js';
import type { Stack } from '../ensemble/stacking.js';
import type { LeaderboardRow } from '../leaderboard/leaderboard.js';
import type { Calibration } from '../metrics/calibration.js';
import type { SavedModel } from '../models/model-family.js';
import type { FittedPreprocessor } from '../preprocessing/preprocessor.js';
import type { FittedTarget } from '../preprocessing/target.js';
import type { Schema } from '../schema/schema.js';
import type { Json } from '../util/json.js';
import type { MistakeCosts } from '../util/task-kind.js';
import type { AnswerSpreads } from './answer-spreads.js';
import type { ColumnSpread } from './column-spreads.js';
import type { Copies } from './copies.js';
import type { JudgedRows, TrainedRows } from './trained-rows.js';

/** One fold's model of a member; its preprocessor is shared by number. */
export interface MemberFold {
  readonly model: SavedModel;
  readonly preprocessor: number;
  readonly target: FittedTarget;
  /** Whether it was trained on all rows, so that none judges it. @default it is of a fold, or not known */
  readonly ofAllRows?: boolean | undefined;
}

/** A trial in the ensemble: the mean of its folds' models counts with this weight. */
export interface Member {
  readonly name: string;
  readonly family: string;
  readonly weight: number;
  /** The probability from which a row of a binary task is positive by this member alone. */
  readonly threshold: number;
  readonly folds: readonly MemberFold[];
  /** Its hyper-parameters. @default not known, as in models that were saved without them */
  readonly params?: { readonly [name: string]: Json } | undefined;
}

/** All that a predictor is: plain data. */
export interface PredictorState {
  readonly kind: 'predictor';
  readonly schema: Schema;
  readonly metric: string;
  /** Where the metric is one of the user's own, of which no more is kept. @default it is autofit's */
  readonly customMetric?: { readonly direction: 'maximize' | 'minimize' } | undefined;
  readonly preprocessors: readonly FittedPreprocessor[];
  readonly members: readonly Member[];
  /** A second layer that mixes the members' predictions; null for their weights. */
  readonly stack: Stack | null;
  /** What probabilities are tempered by, and the one from which a row of a binary task is positive. */
  readonly temperature: number;
  readonly threshold: number;
  /** How probabilities are changed in place of a temperature. @default they are not */
  readonly calibration?: Calibration | undefined;
  /** By which the threshold is told, or the class is chosen. @default none */
  readonly costs?: MistakeCosts | undefined;
  readonly leaderboard: readonly LeaderboardRow[];
  /** What the training rows hold by column. @default not known, as in models that were saved without it */
  readonly spreads?: readonly ColumnSpread[] | undefined;
  /** What it said out of fold. @default not known, as in models that were saved without it */
  readonly answers?: AnswerSpreads | undefined;
  /** By which rows are answered that are copies of training rows. @default by the models alone */
  readonly copies?: Copies | undefined;
  /** How sure answers are. @default not known, as where it was not asked for */
  readonly uncertainty?: Uncertainty | undefined;
  /** Rows that were fitted and judged on. */
  readonly rows: number;
  /** Those that models learned from. @default not known, as in models that were saved without it */
  readonly trained?: TrainedRows | undefined;
  /** Those of a validation file, or those set aside. @default none, or not known */
  readonly judged?: JudgedRows | undefined;
  readonly seed: number;
  /** The other options that shaped the result, and the versions it was made with. */
  readonly options: { readonly [key: string]: Json };
  readonly versions: { readonly [key: string]: string };
}

/** Whether a member has a model of each fold, none of all rows. */
export function isOfFolds({ folds: own }: Member, folds: number): boolean {
  return own.length === folds && own.every(({ ofAllRows }) => !ofAllRows);
}
