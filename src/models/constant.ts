import type { Model, ModelFamily } from './model-family.js';
import { savedNumber, savedTensor } from './saved-model.js';

/** Answers the same to every row: the share of each class (Laplace's rule), or the mean. */
export interface ConstantModel extends Model {
  readonly kind: 'constant';
  readonly values: Float32Array;
}

/** The baseline that every other family must beat. */
export const constant: ModelFamily<ConstantModel> = {
  name: 'constant',
  inputs: { numbers: 'scaled', categories: 'one-hot' },
  defaults: {},
  space: {},
  train({ y }, _params, { task }) {
    const values = task.kind === 'regression' ? mean(y) : shares(y, task.classes);
    return { kind: 'constant', values, epochs: 0, parameters: values.length };
  },
  predict({ values }, x) {
    return Float32Array.from(
      { length: x.rows * values.length },
      (_, i) => values[i % values.length] ?? 0,
    );
  },
  save: ({ values }) => ({
    kind: 'constant',
    json: { outputs: values.length },
    tensors: { values },
  }),
  load(saved) {
    const values = savedTensor(saved, 'values', savedNumber(saved, 'outputs'));
    return { kind: 'constant', values, epochs: 0, parameters: values.length };
  },
};

function mean(y: Float32Array): Float32Array {
  let sum = 0;
  for (const value of y) sum += value / y.length;
  return Float32Array.of(sum);
}

function shares(y: Float32Array, classes: number): Float32Array {
  const counts = new Float32Array(classes).fill(1);
  for (const code of y) counts[code] = (counts[code] ?? 0) + 1;
  return counts.map((count) => count / (y.length + classes));
}
