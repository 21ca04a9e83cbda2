import { tempered } from '../metrics/tempered.js';
import type { TrialJudge } from '../trial/trial-judge.js';
import type { KeptTrial } from '../trial/trial-store.js';
import { withThreshold } from '../util/task-kind.js';
import { fitTemperature, fitThreshold } from './calibrate.js';
import { sampleRows } from './sample-rows.js';
import { type EnsembleMember, type EnsembleOptions, selectEnsemble } from './select-ensemble.js';
import { fitStack, mixedBy, type Stack } from './stacking.js';

/** How members' predictions become the answer: mixed by weight or by a second layer, tempered, cut at a threshold. */
export interface FinishedEnsemble {
  readonly members: readonly EnsembleMember[];
  readonly stack: Stack | null;
  /** 1 leaves probabilities as they are. */
  readonly temperature: number;
  /** The probability from which a row of a binary task is positive. */
  readonly threshold: number;
  /** The metric on the out-of-fold predictions that all of this was chosen by. */
  readonly score: number;
}

/**
 * Chooses members, then how their predictions are put together, each step only where it is seen to help; of many rows by a
 * sample, scored on all.
 */
export function finishEnsemble(
  kept: readonly KeptTrial[],
  judge: TrialJudge,
  options: EnsembleOptions,
  seed: number,
): FinishedEnsemble {
  const sample = sampleRows(judge, kept, seed);
  const { members, predictions: mean } = selectEnsemble(sample.kept, sample.judge, options, seed);
  const own = predictionsOf(members, sample.kept);
  const stacked = options.stacking ? fitStack(sample.judge, own, mean, seed) : undefined;
  const stack = stacked?.stack ?? null;
  const mixed = stacked?.predictions ?? mean;
  const { metric, truth, task, weights } = judge;
  const { calibrate } = options;
  const temperature = calibrate ? fitTemperature(sample.judge, mixed) : 1;
  const calibrated = tempered(mixed, task.classes, temperature);
  const threshold = calibrate ? fitThreshold(sample.judge, calibrated) : 0.5;
  const all = sample.isPart ? mixedBy(members, stack, predictionsOf(members, kept), task) : mixed;
  const predictions = tempered(all, task.classes, temperature);
  const score = metric.score(truth, predictions, withThreshold(task, threshold), weights);
  return { members, stack, temperature, threshold, score };
}

function predictionsOf(
  members: readonly EnsembleMember[],
  kept: readonly KeptTrial[],
): readonly Float64Array[] {
  return members.flatMap(
    ({ trial }) => kept.find((candidate) => candidate.trial === trial)?.predictions ?? [],
  );
}
