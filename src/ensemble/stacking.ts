import { totalWeight } from '../metrics/metric.js';
import { dealGroups, effectiveRows } from '../metrics/row-groups.js';
import type { Judged } from '../trial/trial-judge.js';
import { log } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';
import { permutation, randomStream } from '../util/random.js';
import type { TaskShape } from '../util/task-kind.js';
import { pairedGain } from './bootstrap.js';
import { fitPool, type PoolRows, poolAnswers } from './pool.js';

/** A second layer: pools of the members' predictions, one for each part of the rows, averaged. */
export interface Stack {
  readonly kind: 'stack';
  /** What numbers are standardised by. */
  readonly mean: number;
  readonly deviation: number;
  /** Of each pool: the members' weights, then an offset a class. */
  readonly pools: readonly (readonly number[])[];
}

/** Fewer rows, or groups of them, cannot tell a second layer from a mean. */
const LEAST_ROWS = 1000;
const PARTS = 5;
/** Weights stray from equal ones as if this share of the rows spoke against it. */
const PENALTY = 0.01;
/** Multiplications of one step of the search; more rows than they allow are sampled, and too few give no stack. */
const MOST_WORK = 5e6;
/** Probabilities are kept this far from 0 before their logarithm. */
const EPSILON = 1e-6;

/**
 * A second layer over out-of-fold predictions (stacked generalization; Wolpert 1992), each part of the rows predicted by a
 * pool of the other parts. Undefined unless these rows say that it is better than `mixed`, the weighted mean of the
 * members, by more than one standard error; and for few rows.
 */
export function fitStack(
  judged: Judged,
  members: readonly Float64Array[],
  mixed: Float64Array,
  seed: number,
): { readonly stack: Stack; readonly predictions: Float64Array } | undefined {
  const { truth, weights, groups } = judged;
  const rows = effectiveRows(truth.length, weights, groups);
  const classes = Math.max(1, judged.task.classes);
  const affordable = Math.floor(MOST_WORK / (classes * square(members.length + classes)));
  if (Math.min(rows, affordable) < LEAST_ROWS || members.length < 2) return undefined;
  const scale = scaleOf(judged);
  const { order, parts } = dealParts(judged, seed);
  const predictions = new Float64Array(mixed.length);
  const pools = Array.from({ length: PARTS }, (_, part) => {
    const others = order
      .filter((row) => parts[row] !== part)
      .slice(0, affordable)
      .sort();
    const pool = poolOf(judged, members, others, scale);
    const held = order.filter((row) => parts[row] === part);
    const answers = poolAnswers(inputsOf(members, held, judged.task, scale), pool);
    for (const [place, row] of held.entries()) {
      for (let c = 0; c < classes; c++) {
        predictions[row * classes + c] = restored(answers[place * classes + c] ?? 0, scale);
      }
    }
    return [...pool];
  });
  const { gain, standardError } = pairedGain(judged, predictions, mixed, seed);
  if (!(gain > standardError)) return undefined;
  return { stack: { kind: 'stack', ...scale, pools }, predictions };
}

/** What members' predictions make together: by the second layer, or as their mean by weight. */
export function mixedBy(
  members: readonly { readonly weight: number }[],
  stack: Stack | null,
  predictions: readonly Float64Array[],
  task: TaskShape,
): Float64Array {
  if (stack) return stackedPredictions(stack, predictions, task);
  const sum = new Float64Array(predictions[0]?.length ?? 0);
  for (const [i, own] of predictions.entries()) {
    const weight = members[i]?.weight ?? 0;
    for (let j = 0; j < sum.length; j++) sum[j] = (sum[j] ?? 0) + weight * (own[j] ?? 0);
  }
  return Float64Array.from(sum);
}

/** What the second layer makes of the members' predictions. */
export function stackedPredictions(
  { pools, ...scale }: Stack,
  members: readonly Float64Array[],
  task: TaskShape,
): Float64Array {
  const rows = (members[0]?.length ?? 0) / Math.max(1, task.classes);
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const x = inputsOf(members, all, task, scale);
  const answers = pools.map((pool) => poolAnswers(x, Float64Array.from(pool)));
  return Float64Array.from(answers[0] ?? [], (_, place) => {
    const sum = answers.reduce((total, own) => total + (own[place] ?? 0), 0);
    return restored(sum / answers.length, scale);
  });
}

type Scale = Pick<Stack, 'mean' | 'deviation'>;

function scaleOf({ task, truth, weights }: Judged): Scale {
  if (task.kind !== 'regression') return { mean: 0, deviation: 1 };
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const total = totalWeight(truth.length, weights);
  let mean = 0;
  for (const [row, value] of truth.entries()) mean += (weightOf(row) * value) / total;
  let variance = 0;
  for (const [row, value] of truth.entries())
    variance += (weightOf(row) * square(value - mean)) / total;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** The rows shuffled, and the part that each belongs to: groups stay together. */
function dealParts(
  { truth, groups }: Judged,
  seed: number,
): { readonly order: Int32Array; readonly parts: ArrayLike<number> } {
  const random = randomStream(seed, 'stack');
  const order = permutation(random, truth.length);
  if (groups) return { order, parts: dealGroups(groups, PARTS, random) };
  const parts = new Int32Array(truth.length);
  for (const [place, row] of order.entries()) parts[row] = place % PARTS;
  return { order, parts };
}

function poolOf(
  { task, truth, weights }: Judged,
  members: readonly Float64Array[],
  among: Int32Array,
  scale: Scale,
): Float64Array {
  // A row of an unknown class says nothing of how to mix.
  const isKnown = (row: number) => task.kind === 'regression' || (truth[row] ?? -1) >= 0;
  const chosen = among.filter(isKnown);
  const x = inputsOf(members, chosen, task, scale);
  const y = Float64Array.from(chosen, (row) => ((truth[row] ?? 0) - scale.mean) / scale.deviation);
  const own = Float64Array.from(chosen, (row) => weights?.[row] ?? 1);
  const penalty = PENALTY * own.reduce((sum, weight) => sum + weight, 0);
  return fitPool(x, y, own, penalty);
}

function restored(answer: number, { mean, deviation }: Scale): number {
  return answer * deviation + mean;
}

function inputsOf(
  members: readonly Float64Array[],
  chosen: Int32Array,
  task: TaskShape,
  { mean, deviation }: Scale,
): PoolRows {
  const classes = Math.max(1, task.classes);
  const isNumber = task.kind === 'regression';
  const inputs = new Float64Array(chosen.length * classes * members.length);
  let place = 0;
  for (const row of chosen) {
    for (let c = 0; c < classes; c++) {
      for (const predictions of members) {
        const value = predictions[row * classes + c] ?? 0;
        inputs[place++] = isNumber ? (value - mean) / deviation : log(Math.max(EPSILON, value));
      }
    }
  }
  return { rows: chosen.length, classes, members: members.length, inputs };
}
