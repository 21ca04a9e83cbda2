import { type Metric, oriented } from '../metrics/metric.js';
import type { TrialJudge } from '../trial/run-trial.js';
import type { Trial } from '../trial/trial.js';
import type { KeptTrial } from '../trial/trial-store.js';

export interface EnsembleOptions {
  /** Rounds of greedy selection. @default 25 */
  readonly rounds: number;
}

export const ensembleDefaults: EnsembleOptions = { rounds: 25 };

/** A trial's share in the ensemble. */
export interface EnsembleMember {
  readonly trial: Trial;
  readonly weight: number;
}

export interface Ensemble {
  readonly members: readonly EnsembleMember[];
  /** The metric on the out-of-fold predictions that also chose the members. */
  readonly score: number;
}

/**
 * Greedy forward selection with replacement (Caruana et al. 2004) on out-of-fold predictions: each round
 * adds the model that helps the mean most, ties going to models already used; the rounds are cut at the first
 * best one. One model stays alone when no mean is better. `candidates` come best first.
 */
export function selectEnsemble(
  candidates: readonly KeptTrial[],
  judge: TrialJudge,
  options: EnsembleOptions,
): Ensemble {
  const { metric, truth, task, weights } = judge;
  const scoreOf = (predictions: Float32Array) => metric.score(truth, predictions, task, weights);
  const picks: number[] = [];
  let sum = new Float64Array(candidates[0]?.predictions.length ?? 0);
  let best = { rounds: 0, score: Number.NaN };
  for (let round = 1; round <= options.rounds; round++) {
    const pick = bestAddition(candidates, sum, picks, (p) => oriented(metric, scoreOf(p)));
    picks.push(pick);
    sum = added(sum, candidates[pick]?.predictions ?? new Float32Array());
    const score = scoreOf(mean(sum, round));
    if (round === 1 || isBetter(metric, score, best.score)) best = { rounds: round, score };
  }
  return { members: shares(candidates, picks.slice(0, best.rounds)), score: best.score };
}

function isBetter(metric: Metric, score: number, than: number): boolean {
  return oriented(metric, score) > oriented(metric, than);
}

function bestAddition(
  candidates: readonly KeptTrial[],
  sum: Float64Array,
  picks: readonly number[],
  value: (predictions: Float32Array) => number,
): number {
  const trialMean = new Float32Array(sum.length);
  let best = -1;
  let bestValue = Number.NEGATIVE_INFINITY;
  for (const [i, { predictions }] of candidates.entries()) {
    const count = picks.length + 1;
    for (let j = 0; j < sum.length; j++) {
      trialMean[j] = ((sum[j] ?? 0) + (predictions[j] ?? 0)) / count;
    }
    const found = value(trialMean);
    const tieForUsed = found === bestValue && picks.includes(i) && !picks.includes(best);
    if (found > bestValue || tieForUsed) {
      best = i;
      bestValue = found;
    }
  }
  if (best < 0) throw new Error('no candidate gives a finite score');
  return best;
}

function added(sum: Float64Array, predictions: Float32Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(sum, (value, i) => value + (predictions[i] ?? 0));
}

function mean(sum: Float64Array, count: number): Float32Array {
  return Float32Array.from(sum, (value) => value / count);
}

function shares(candidates: readonly KeptTrial[], picks: readonly number[]): EnsembleMember[] {
  return candidates.flatMap(({ trial }, i) => {
    const count = picks.filter((pick) => pick === i).length;
    return count > 0 ? [{ trial, weight: count / picks.length }] : [];
  });
}
