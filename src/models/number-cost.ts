import type { Cost, CustomCost } from '../engine/cost.js';
import type { TrainOptions } from '../engine/train-options.js';
import { exp } from '../util/elementary/exp.js';
import { sumToRows } from '../util/mean-one.js';
import { type TaskShape, toldLoss } from '../util/task-kind.js';
import type { TrainingSet } from './model-family.js';

/** Errors beyond so many standard deviations of the label cost in proportion. */
const DELTA = 1;
/** Scores beyond it are no better or worse: e to it is still finite in single precision. */
const HIGHEST = 30;

/** What a network on one linear unit minimises, with how much each row counts; by itself it minimises squares. */
export function trainedBy(
  task: TaskShape,
  { y, weights }: TrainingSet,
): Pick<TrainOptions, 'cost' | 'sampleWeights'> {
  const loss = toldLoss(task);
  if (task.kind === 'quantile') return { cost: quantilesCost(y, weights, task.quantiles) };
  if (loss === 'poisson') return { cost: linkedCost(y, weights, poisson) };
  if (loss === 'gamma') return { cost: linkedCost(y, weights, gamma) };
  const cost: Cost | undefined =
    loss === 'absolute'
      ? 'mean-absolute-error'
      : loss === 'huber'
        ? { kind: 'huber', delta: DELTA }
        : undefined;
  return { ...(cost && { cost }), ...(weights && { sampleWeights: weights }) };
}

/** Of a score, the logarithm of what is expected, and a label. */
type PointCost = (
  score: number,
  label: number,
) => { readonly cost: number; readonly slope: number };

const poisson: PointCost = (score, label) => {
  const rate = exp(score);
  return { cost: rate - label * score, slope: rate - label };
};

const gamma: PointCost = (score, label) => {
  const share = label * exp(-score);
  return { cost: score + share, slope: 1 - share };
};

/** A network's outputs are scores, one for each place of a row: rows of an ensemble come once for each member. */
function linkedCost(y: Float32Array, weights: Float64Array | undefined, at: PointCost): CustomCost {
  const own = weights && sumToRows(weights);
  return {
    kind: 'custom',
    cost(outputs, rows, gradient) {
      let sum = 0;
      for (let place = 0; place < rows.length; place++) {
        const row = rows[place] as number;
        const weight = own?.[row] ?? 1;
        const score = Math.max(-HIGHEST, Math.min(HIGHEST, outputs[place] as number));
        const { cost, slope } = at(score, y[row] as number);
        sum += weight * cost;
        gradient[place] = (weight * slope) / rows.length;
      }
      return sum;
    },
  };
}

/** The pinball loss of each quantile (Koenker and Bassett 1978); outputs are (rows, quantiles). */
function quantilesCost(
  y: Float32Array,
  weights: Float64Array | undefined,
  quantiles: readonly number[],
): CustomCost {
  const own = weights && sumToRows(weights);
  const width = quantiles.length;
  return {
    kind: 'custom',
    cost(outputs, rows, gradient) {
      let sum = 0;
      for (let place = 0; place < outputs.length; place++) {
        const row = rows[Math.floor(place / width)] as number;
        const weight = own?.[row] ?? 1;
        const quantile = quantiles[place % width] as number;
        const error = (outputs[place] as number) - (y[row] as number);
        const slope = error > 0 ? 1 - quantile : -quantile;
        sum += weight * slope * error;
        gradient[place] = (weight * slope) / rows.length;
      }
      return sum;
    },
  };
}
