import { tempered } from '../metrics/tempered.js';
import type { TrialJudge } from '../trial/trial-judge.js';
import type { KeptTrial } from '../trial/trial-store.js';
import { fitTemperature, fitThreshold } from './calibrate.js';
import {
  type Ensemble,
  type EnsembleMember,
  type EnsembleOptions,
  selectEnsemble,
} from './select-ensemble.js';
import { fitStack, type Stack } from './stacking.js';

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

/** Chooses members, then how their predictions are put together, each step only where it is seen to help. */
export function finishEnsemble(
  kept: readonly KeptTrial[],
  judge: TrialJudge,
  options: EnsembleOptions,
  seed: number,
): FinishedEnsemble {
  const chosen = selectEnsemble(kept, judge, options, seed);
  const stacked = options.stacking ? stackOf(chosen, kept, judge, seed) : undefined;
  const mixed = stacked?.predictions ?? chosen.predictions;
  const { metric, truth, task, weights } = judge;
  const temperature = fitTemperature(judge, mixed);
  const predictions = tempered(mixed, task.classes, temperature);
  const threshold = fitThreshold(judge, predictions);
  const score = metric.score(truth, predictions, { ...task, threshold }, weights);
  const { members } = chosen;
  return { members, stack: stacked?.stack ?? null, temperature, threshold, score };
}

function stackOf(
  { members, predictions }: Ensemble,
  kept: readonly KeptTrial[],
  judge: TrialJudge,
  seed: number,
): ReturnType<typeof fitStack> {
  const own = members.flatMap(
    ({ trial }) => kept.find((candidate) => candidate.trial === trial)?.predictions ?? [],
  );
  return fitStack(judge, own, predictions, seed);
}
