import { valueAtBest } from '../metrics/decisions.js';
import { logLoss } from '../metrics/log-loss.js';
import { oriented } from '../metrics/metric.js';
import { effectiveRows } from '../metrics/row-groups.js';
import type { Trial } from '../trial/trial.js';
import type { TrialJudge } from '../trial/trial-judge.js';
import type { KeptTrial } from '../trial/trial-store.js';
import { type Random, randomStream } from '../util/random.js';
import { pairedGain } from './bootstrap.js';

export interface EnsembleOptions {
  /** Rounds of greedy selection. @default 25 */
  readonly rounds: number;
  /** Whether a second layer over the predictions is tried; small data have none. @default true */
  readonly stacking: boolean;
  /** Whether probabilities are tempered, and the threshold of a binary task chosen, where that helps. @default true */
  readonly calibrate: boolean;
}

export const ensembleDefaults: EnsembleOptions = { rounds: 25, stacking: true, calibrate: true };

/** A trial's share in the ensemble. */
export interface EnsembleMember {
  readonly trial: Trial;
  readonly weight: number;
}

export interface Ensemble {
  readonly members: readonly EnsembleMember[];
  /** The mean of their out-of-fold predictions, which chose them. */
  readonly predictions: Float64Array;
}

/** Fewer rows, or groups of them, do not tell a mixture from the best model alone by any gain. */
const FEW_ROWS = 300;

/** Scores that differ by less, as a share, are equal: means of float32 values are rounded. */
const ROUNDING = 1e-6;

/** How many candidates so many rows can tell apart; between them as a straight line of logarithms. */
const CANDIDATES: readonly (readonly [rows: number, candidates: number])[] = [
  [100, 4],
  [500, 8],
  [2500, 15],
  [10_000, 40],
];

/**
 * Greedy forward selection with replacement (Caruana et al. 2004) on out-of-fold predictions: each round
 * adds the model that helps the mean most, of metrics of classes at the mean's own threshold, ties going to the lower log
 * loss, to models already used, then to chance; the rounds are cut at the first best one. Few rows have few candidates, and
 * below 300 rows the best model stays alone unless the mean is better by more than one standard error. Groups count, not
 * their rows, and weights as far as they are even. `kept` come best first.
 */
export function selectEnsemble(
  kept: readonly KeptTrial[],
  judge: TrialJudge,
  options: Pick<EnsembleOptions, 'rounds'>,
  seed = 0,
): Ensemble {
  const rows = effectiveRows(judge.truth.length, judge.weights, judge.groups);
  const candidates = kept.slice(0, candidateCount(rows));
  const mixed = greedyMixture(candidates, judge, options, randomStream(seed, 'ensemble'));
  const [first] = candidates;
  const isSure = rows >= FEW_ROWS;
  if (mixed.members.length < 2 || !first || isSure) return mixed;
  const { gain, standardError } = pairedGain(judge, mixed.predictions, first.predictions, seed);
  if (gain > standardError) return mixed;
  const { trial, predictions } = first;
  return { members: [{ trial, weight: 1 }], predictions };
}

/** How many of the best trials may be in an ensemble that is chosen on so many rows. */
export function candidateCount(rows: number): number {
  const [first, ...rest] = CANDIDATES;
  let [fromRows, fromCount] = first ?? [1, 1];
  if (rows <= fromRows) return fromCount;
  for (const [toRows, toCount] of rest) {
    if (rows < toRows) {
      const share = Math.log(rows / fromRows) / Math.log(toRows / fromRows);
      return Math.round(fromCount * (toCount / fromCount) ** share);
    }
    [fromRows, fromCount] = [toRows, toCount];
  }
  return fromCount;
}

function greedyMixture(
  candidates: readonly KeptTrial[],
  judge: TrialJudge,
  { rounds }: Pick<EnsembleOptions, 'rounds'>,
  random: Random,
): Ensemble {
  const worthOf = createWorth(judge);
  const picks: number[] = [];
  let sum = new Float64Array(candidates[0]?.predictions.length ?? 0);
  let best: { rounds: number; worth: Worth; predictions: Float64Array } | undefined;
  for (let round = 1; round <= rounds; round++) {
    const pick = bestAddition(candidates, sum, picks, worthOf, random);
    picks.push(pick);
    sum = added(sum, candidates[pick]?.predictions ?? new Float64Array());
    const predictions = mean(sum, round);
    const worth = worthOf(predictions);
    if (!best || isBetter(worth, best.worth)) best = { rounds: round, worth, predictions };
  }
  const members = shares(candidates, picks.slice(0, best?.rounds));
  return { members, predictions: best?.predictions ?? new Float64Array() };
}

/** How good a mixture is; higher is better in both. */
interface Worth {
  readonly value: number;
  /** Tells equal values apart; asked for only then. */
  readonly tie: () => number;
}

/** The metric, of classes at the threshold that is best for the mixture, and their log loss among equal ones. */
function createWorth(judge: TrialJudge): (predictions: Float64Array) => Worth {
  const { metric, truth, task, weights } = judge;
  return (predictions) => {
    const value = oriented(metric, valueAtBest(judge, predictions));
    const tie = () => (metric.ofCounts ? -logLoss.score(truth, predictions, task, weights) : 0);
    return { value: Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value, tie };
  };
}

/** A gain beyond what rounding makes. */
function isBetter({ value, tie }: Worth, than: Worth): boolean {
  const rounding = roundingOf(than.value);
  if (Math.abs(value - than.value) > rounding) return value > than.value;
  return tie() > than.tie() + roundingOf(than.tie());
}

function roundingOf(value: number): number {
  return ROUNDING * Math.abs(value);
}

function bestAddition(
  candidates: readonly KeptTrial[],
  sum: Float64Array,
  picks: readonly number[],
  worthOf: (predictions: Float64Array) => Worth,
  random: Random,
): number {
  const mixtureWith = (candidate: number) => {
    const own = candidates[candidate]?.predictions ?? new Float64Array();
    return Float64Array.from(sum, (value, j) => (value + (own[j] ?? 0)) / (picks.length + 1));
  };
  const values = candidates.map((_, i) => worthOf(mixtureWith(i)).value);
  const most = Math.max(...values);
  if (most === Number.NEGATIVE_INFINITY) throw new Error('no candidate gives a finite score');
  const equal = largest([...values.keys()], (i) => values[i] ?? Number.NEGATIVE_INFINITY);
  const tied = equal.length > 1 ? largest(equal, (i) => worthOf(mixtureWith(i)).tie()) : equal;
  const used = tied.filter((i) => picks.includes(i));
  const among = used.length > 0 ? used : tied;
  return (among.length > 1 ? among[random.integer(among.length)] : among[0]) ?? 0;
}

/** Those whose value is the largest but for rounding. */
function largest(among: readonly number[], worthOf: (i: number) => number): readonly number[] {
  const values = among.map(worthOf);
  const most = Math.max(...values);
  return among.filter((_, place) => (values[place] ?? 0) >= most - roundingOf(most));
}

function added(sum: Float64Array, predictions: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(sum, (value, i) => value + (predictions[i] ?? 0));
}

function mean(sum: Float64Array, count: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(sum, (value) => value / count);
}

function shares(candidates: readonly KeptTrial[], picks: readonly number[]): EnsembleMember[] {
  return candidates.flatMap(({ trial }, i) => {
    const count = picks.filter((pick) => pick === i).length;
    return count > 0 ? [{ trial, weight: count / picks.length }] : [];
  });
}
