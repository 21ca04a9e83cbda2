import { totalWeight } from '../metrics/metric.js';
import { meanOne } from '../util/mean-one.js';
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
  defaults: {},
  space: {},
  train({ y, weights: written }, _params, { task }) {
    const weights = meanOne(written);
    const values = task.kind === 'regression' ? mean(y, weights) : shares(y, task.classes, weights);
    return { kind: 'constant', values, length: 0, parameters: values.length };
  },
  predict({ values }, x, { kind, classes }) {
    const answer = kind === 'regression' ? values : sumToOne(values, classes);
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
