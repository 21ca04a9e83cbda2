import { totalWeight } from '../metrics/metric.js';
import { weightedQuantile } from '../trees/losses.js';
import { log } from '../util/elementary/log.js';
import { meanOne } from '../util/mean-one.js';
import {
  hasLogLink,
  isOfNumbers,
  REGRESSION_LOSSES,
  type TaskShape,
  toldLoss,
} from '../util/task-kind.js';
import type { Model, ModelFamily, TrainingSet } from './model-family.js';
import { savedNumber, savedTensor } from './saved-model.js';
import { sumToOne } from './sum-to-one.js';

/** Answers the same to every row: the share of each class (Laplace's rule), or the mean. */
export interface ConstantModel extends Model {
  readonly kind: 'constant';
  readonly values: Float32Array;
}

/** The baseline that every other family must beat. */
export const constant: ModelFamily<ConstantModel> = {
  name: 'constant',
  inputs: { numbers: 'none', categories: 'none' },
  losses: REGRESSION_LOSSES,
  quantiles: true,
  monotone: true,
  defaults: {},
  space: {},
  train({ y, weights: written }, _params, { task }) {
    const weights = meanOne(written);
    const values = isOfNumbers(task)
      ? numbersOf(task, y, weights)
      : shares(y, task.classes, weights);
    return { kind: 'constant', values, length: 0, parameters: values.length };
  },
  predict({ values }, x, task) {
    const answer = isOfNumbers(task) ? values : sumToOne(values, task.classes);
    const { length } = answer;
    return Float64Array.from({ length: x.rows * length }, (_, i) => answer[i % length] as number);
  },
  save: ({ values }) => ({
    kind: 'constant',
    json: { outputs: values.length },
    tensors: { values },
  }),
  load(saved) {
    const values = savedTensor(saved, 'values', savedNumber(saved, 'outputs'));
    return { kind: 'constant', values, length: 0, parameters: values.length };
  },
};

type Weights = TrainingSet['weights'];

/** The mean, its logarithm, the median, or quantiles: what the loss is least at, of Huber's the median, which is near. */
function numbersOf(task: TaskShape, y: Float32Array, weights: Weights): Float32Array {
  const loss = toldLoss(task);
  const labels = Float64Array.from(y);
  const own = weights ?? new Float64Array(y.length).fill(1);
  const quantile = (share: number) => weightedQuantile(labels, own, share);
  if (task.kind === 'quantile') return Float32Array.from(task.quantiles, quantile);
  if (loss === 'absolute' || loss === 'huber') return Float32Array.of(quantile(0.5));
  const middle = mean(y, weights);
  return hasLogLink(task) ? middle.map(log) : middle;
}

function mean(y: Float32Array, weights: Weights): Float32Array {
  const total = totalWeight(y.length, weights);
  let sum = 0;
  for (const [row, value] of y.entries()) sum += ((weights?.[row] ?? 1) * value) / total;
  return Float32Array.of(sum);
}

/** One row more of each class. */
function shares(y: Float32Array, classes: number, weights: Weights): Float32Array {
  const counts = new Float64Array(classes).fill(1);
  for (const [row, code] of y.entries()) {
    counts[code] = (counts[code] ?? 0) + (weights?.[row] ?? 1);
  }
  return Float32Array.from(counts, (count) => count / (totalWeight(y.length, weights) + classes));
}
