import { logLoss } from '../metrics/log-loss.js';
import { type Metric, oriented } from '../metrics/metric.js';
import { effectiveRows } from '../metrics/row-groups.js';
import type { Trial } from '../trial/trial.js';
import type { TrialJudge } from '../trial/trial-judge.js';
import type { KeptTrial } from '../trial/trial-store.js';
import { log } from '../util/elementary/log.js';
import { pow } from '../util/elementary/pow.js';
import { greatestOf } from '../util/extremes.js';
import { type Random, randomStream } from '../util/random.js';
import { pairedGain } from './bootstrap.js';

/** How probabilities can be calibrated. */
export const CALIBRATION_CHOICES = ['auto', 'temperature', 'isotonic', 'beta', 'none'] as const;
export type CalibrationChoice = (typeof CALIBRATION_CHOICES)[number];

export interface EnsembleOptions {
  /** Rounds of greedy selection. @default 25 */
  readonly rounds: number;
  /** Whether a second layer over the predictions is tried; small data have none. @default true */
  readonly stacking: boolean;
  /**
   * How probabilities are calibrated: by a temperature where that helps (true is the same), by isotonic or beta calibration,
   * by what is surely best (`auto`), or not (`none`, false). @default true
   */
  readonly calibrate: boolean | CalibrationChoice;
}

export const ensembleDefaults: EnsembleOptions = { rounds: 25, stacking: true, calibrate: true };

/** Whether these trials may answer together, as where a row's answer may take only so long. */
export type MayAnswer = (trials: readonly Trial[]) => boolean;

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

/** Of fewer rows, or groups of them, weights are drawn to equal ones. */
const FEW_ROWS = 500;
/** Equal weights count as much as the greedy ones of so many rows. */
const EQUAL_ROWS = 75;
/** A family has one in so many of the candidates: near copies of the best model add nothing, and would leave out what does. */
const FAMILY_PART = 3;

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
 * adds the model that helps the mean most, ties going to models already used, then to chance; the rounds are cut at the
 * first best one. Few rows have few candidates, and weights near equal ones. Metrics of classes, which the best of many
 * mixtures fits to chance, have their mixture by log loss, and the best model stays alone where it is surely better by the
 * metric. Groups count, not their rows, and weights as far as they are even. `kept` come best first; each may answer alone.
 */
export function selectEnsemble(
  kept: readonly KeptTrial[],
  judge: TrialJudge,
  options: Pick<EnsembleOptions, 'rounds'>,
  seed = 0,
  mayAnswer: MayAnswer = () => true,
): Ensemble {
  const isOfClasses = judge.metric.judges === 'classes';
  const rows = effectiveRows(judge.truth.length, judge.weights, judge.groups);
  const candidates = candidatesOf(kept, candidateCount(rows));
  const by = isOfClasses ? { ...judge, metric: logLoss } : judge;
  const random = randomStream(seed, 'ensemble');
  const greedy = greedyMixture(candidates, by, options, { random, mayAnswer });
  // One round asks for the best model alone.
  const isEvened = rows < FEW_ROWS && options.rounds > 1;
  const among = isEvened ? joinable(greedy, candidates, mayAnswer) : [];
  const mixed = isEvened ? evened(greedy, among, by, rows, seed) : greedy;
  const [first] = candidates;
  const isFirst = mixed.members.length < 2 && mixed.members[0]?.trial === first?.trial;
  if (!first || isFirst || !isOfClasses) return mixed;
  const { gain, standardError } = pairedGain(judge, mixed.predictions, first.predictions, seed);
  if (gain >= -standardError) return mixed;
  const { trial, predictions } = first;
  return { members: [{ trial, weight: 1 }], predictions };
}

/** The best so many, of each family a part of them at most, unless the others are too few. */
function candidatesOf(kept: readonly KeptTrial[], count: number): readonly KeptTrial[] {
  const most = Math.ceil(count / FAMILY_PART);
  const taken = new Map<string, number>();
  const isOver = new Set<KeptTrial>();
  for (const own of kept) {
    const { family } = own.trial.config;
    const before = taken.get(family) ?? 0;
    if (before >= most) isOver.add(own);
    taken.set(family, before + 1);
  }
  const within = kept.filter((own) => !isOver.has(own)).slice(0, count);
  const chosen = new Set([...within, ...[...isOver].slice(0, count - within.length)]);
  return kept.filter((own) => chosen.has(own));
}

/** The candidates that may answer beside those that greedy selection took: these, then the best first, as long as it goes. */
function joinable(
  { members }: Ensemble,
  candidates: readonly KeptTrial[],
  mayAnswer: MayAnswer,
): readonly KeptTrial[] {
  const joined = members.map(({ trial }) => trial);
  for (const { trial } of candidates) {
    if (!joined.includes(trial) && mayAnswer([...joined, trial])) joined.push(trial);
  }
  return candidates.filter(({ trial }) => joined.includes(trial));
}

/**
 * Nearer to the mean of all candidates, the fewer rows there are; as it was where that is surely worse. The baseline is
 * fitted to nothing and counts where greedy selection took it.
 */
function evened(
  greedy: Ensemble,
  kept: readonly KeptTrial[],
  judge: TrialJudge,
  rows: number,
  seed: number,
): Ensemble {
  const share = EQUAL_ROWS / (EQUAL_ROWS + rows);
  const isTaken = (trial: Trial) => greedy.members.some((member) => member.trial === trial);
  const candidates = kept.filter(
    ({ trial }) => trial.config.family !== 'constant' || isTaken(trial),
  );
  const members = candidates.map(({ trial }) => {
    const own = greedy.members.find((member) => member.trial === trial)?.weight ?? 0;
    return { trial, weight: (1 - share) * own + share / candidates.length };
  });
  const predictions = greedy.predictions.map((value) => (1 - share) * value);
  for (const { predictions: own } of candidates) {
    for (let j = 0; j < predictions.length; j++) {
      predictions[j] = (predictions[j] ?? 0) + (share / candidates.length) * (own[j] ?? 0);
    }
  }
  const { gain, standardError } = pairedGain(judge, predictions, greedy.predictions, seed);
  return gain >= -standardError ? { members, predictions } : greedy;
}

/** How many of the best trials may be in an ensemble that is chosen on so many rows. */
export function candidateCount(rows: number): number {
  const [first, ...rest] = CANDIDATES;
  let [fromRows, fromCount] = first ?? [1, 1];
  if (rows <= fromRows) return fromCount;
  for (const [toRows, toCount] of rest) {
    if (rows < toRows) {
      const share = log(rows / fromRows) / log(toRows / fromRows);
      return Math.round(fromCount * pow(toCount / fromCount, share));
    }
    [fromRows, fromCount] = [toRows, toCount];
  }
  return fromCount;
}

function greedyMixture(
  candidates: readonly KeptTrial[],
  { metric, truth, task, weights }: TrialJudge,
  { rounds }: Pick<EnsembleOptions, 'rounds'>,
  by: { readonly random: Random; readonly mayAnswer: MayAnswer },
): Ensemble {
  const scoreOf = (predictions: Float64Array) => metric.score(truth, predictions, task, weights);
  const picks: number[] = [];
  let sum = new Float64Array(candidates[0]?.predictions.length ?? 0);
  let best = { rounds: 0, score: Number.NaN, predictions: new Float64Array() };
  for (let round = 1; round <= rounds; round++) {
    const value = (p: Float64Array) => oriented(metric, scoreOf(p));
    const pick = bestAddition(candidates, { sum, picks }, value, by);
    picks.push(pick);
    sum = added(sum, candidates[pick]?.predictions ?? new Float64Array());
    const predictions = mean(sum, round);
    const score = scoreOf(predictions);
    if (round === 1 || isBetter(metric, score, best.score)) {
      best = { rounds: round, score, predictions };
    }
  }
  const { predictions } = best;
  return { members: shares(candidates, picks.slice(0, best.rounds)), predictions };
}

/** A gain beyond what rounding makes. */
function isBetter(metric: Metric, score: number, than: number): boolean {
  return oriented(metric, score) > oriented(metric, than) + roundingOf(than);
}

function roundingOf(value: number): number {
  return ROUNDING * Math.abs(value);
}

function bestAddition(
  candidates: readonly KeptTrial[],
  { sum, picks }: { readonly sum: Float64Array; readonly picks: readonly number[] },
  value: (predictions: Float64Array) => number,
  { random, mayAnswer }: { readonly random: Random; readonly mayAnswer: MayAnswer },
): number {
  const trialMean = new Float64Array(sum.length);
  const members = candidates.filter((_, i) => picks.includes(i)).map(({ trial }) => trial);
  const values = candidates.map(({ trial, predictions }) => {
    if (!members.includes(trial) && !mayAnswer([...members, trial]))
      return Number.NEGATIVE_INFINITY;
    const count = picks.length + 1;
    for (let j = 0; j < sum.length; j++) {
      trialMean[j] = ((sum[j] ?? 0) + (predictions[j] ?? 0)) / count;
    }
    const found = value(trialMean);
    return Number.isNaN(found) ? Number.NEGATIVE_INFINITY : found;
  });
  const most = greatestOf(values);
  if (most === Number.NEGATIVE_INFINITY) throw new Error('no candidate gives a finite score');
  const least = most - roundingOf(most);
  const equal = [...values.keys()].filter((i) => (values[i] ?? Number.NEGATIVE_INFINITY) >= least);
  const used = equal.filter((i) => picks.includes(i));
  const among = used.length > 0 ? used : equal;
  return (among.length > 1 ? among[random.integer(among.length)] : among[0]) ?? 0;
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
