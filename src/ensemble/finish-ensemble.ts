import type { Calibration } from '../metrics/calibration.js';
import { decideClasses, HALF } from '../metrics/decisions.js';
import { scoreRows } from '../metrics/scored-rows.js';
import { asInTraining, type TrialJudge } from '../trial/trial-judge.js';
import type { KeptTrial } from '../trial/trial-store.js';
import { chooseCalibration } from './choose-calibration.js';
import { sampleRows } from './sample-rows.js';
import {
  type EnsembleMember,
  type EnsembleOptions,
  type MayAnswer,
  selectEnsemble,
} from './select-ensemble.js';
import { fitStack, mixedBy, type Stack } from './stacking.js';

/** A member, with the probability from which its own predictions of a binary task are positive. */
export interface FinishedMember extends EnsembleMember {
  readonly threshold: number;
}

/** How members' predictions become the answer: mixed by weight or by a second layer, tempered, cut at a threshold. */
export interface FinishedEnsemble {
  readonly members: readonly FinishedMember[];
  readonly stack: Stack | null;
  /** 1 leaves probabilities as they are. */
  readonly temperature: number;
  /** How they are changed in place of a temperature; undefined where they are not. */
  readonly calibration?: Calibration | undefined;
  /** The probability from which a row of a binary task is positive. */
  readonly threshold: number;
  /** The metric on the out-of-fold predictions that all of this was chosen by. */
  readonly score: number;
  /** The same with thresholds that were fitted to other rows; undefined where none is fitted. */
  readonly crossFittedScore?: number | undefined;
  /** Those predictions, mixed and tempered, or calibrated by other rows: (rows, classes), or one number a row. */
  readonly predictions: Float64Array;
}

/**
 * Chooses members, then how their predictions are put together, each step only where it is seen to help; of many rows by a
 * sample. The threshold is chosen on all rows, and so is the score.
 */
export function finishEnsemble(
  kept: readonly KeptTrial[],
  judge: TrialJudge,
  options: EnsembleOptions,
  seed: number,
  mayAnswer?: MayAnswer,
): FinishedEnsemble {
  const sample = sampleRows(judge, kept, seed);
  const selected = selectEnsemble(sample.kept, sample.judge, options, seed, mayAnswer);
  const { members, predictions: mean } = selected;
  const own = predictionsOf(members, sample.kept);
  const counted = asInTraining(sample.judge);
  const stacked = options.stacking ? fitStack(counted, own, mean, seed) : undefined;
  const stack = stacked?.stack ?? null;
  const mixed = stacked?.predictions ?? mean;
  const { task } = judge;
  const all = sample.isPart ? mixedBy(members, stack, predictionsOf(members, kept), task) : mixed;
  const { temperature, calibration, predictions } = chooseCalibration(
    { sample: counted, mixed, judge: asInTraining(judge), all },
    options.calibrate,
    seed,
  );
  const { threshold, predictions: decisions } = decideClasses(judge, predictions);
  const thresholdOf = (member: EnsembleMember) =>
    decideClasses(judge, predictionsOf([member], kept)[0] ?? new Float64Array()).threshold;
  return {
    members: members.map((member) => ({ ...member, threshold: thresholdOf(member) })),
    stack,
    temperature,
    ...(calibration && { calibration }),
    threshold,
    predictions,
    score: scoreRows(judge, predictions, threshold),
    crossFittedScore: threshold === HALF || task.costs ? undefined : scoreRows(judge, decisions),
  };
}

function predictionsOf(
  members: readonly EnsembleMember[],
  kept: readonly KeptTrial[],
): readonly Float64Array[] {
  return members.flatMap(
    ({ trial }) => kept.find((candidate) => candidate.trial === trial)?.predictions ?? [],
  );
}
