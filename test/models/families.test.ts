import { expect, test } from 'vitest';
import { constant } from '../../src/models/constant.js';
import { familyNamed, familyNames } from '../../src/models/families.js';
import { linear } from '../../src/models/linear.js';
import { mlp } from '../../src/models/mlp.js';
import type { Model, ModelFamily, TrainContext } from '../../src/models/model-family.js';
import { loadNetworkModel } from '../../src/models/network-model.js';
import { numberParam, wordParam } from '../../src/models/params.js';
import { AutofitError } from '../../src/util/errors.js';
import { randomStream } from '../../src/util/random.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { modelFamilyContract } from '../contracts/model-family.js';
import { modelFamilyWeightsContract } from '../contracts/model-family-weights.js';
import { regression, threeClasses } from '../fixtures/tasks.js';

for (const name of familyNames) {
  modelFamilyContract(familyNamed(name));
  modelFamilyWeightsContract(familyNamed(name));
}

test('the baseline is the first of the families', () => {
  expect(familyNames).toEqual([
    'constant',
    'linear',
    'mlp',
    'realmlp',
    'tabm',
    'boosted-trees',
    'symmetric-trees',
    'random-forest',
    'extra-trees',
    'neighbours',
    'gaussian-process',
    'elastic-net',
    'convnet',
  ]);
});

test('an unknown family is refused with the nearest name and the list', () => {
  try {
    familyNamed('liner');
    expect.unreachable();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(AutofitError);
    const { message, hint } = thrown as AutofitError;
    expect(message).toContain('"liner"');
    expect(hint).toContain('Did you mean "linear"?');
    expect(hint).toContain(
      'constant, linear, mlp, realmlp, tabm, boosted-trees, symmetric-trees, random-forest, extra-trees, neighbours, gaussian-process, elastic-net, convnet',
    );
  }
});

/** Rows with a single number each, as a family sees them. */
function trained<M extends Model>(
  family: ModelFamily<M>,
  x: readonly number[],
  y: readonly number[],
  task: TaskShape,
) {
  const features = [{ name: 'x', source: 'x' }];
  const matrix = { rows: x.length, columns: 1, data: Float32Array.from(x) };
  const design = { rows: x.length, blocks: [{ kind: 'dense' as const, matrix, features }] };
  const context: TrainContext = {
    task,
    metric: 'rmse',
    random: randomStream(0),
    kernels: 'auto',
    validation: { x: design, score: () => 0 },
    shouldStop: () => false,
  };
  const model = family.train({ x: design, y: Float32Array.from(y) }, family.defaults, context);
  return { model, predictions: [...family.predict(model, design, task)] };
}

test('the constant answers the mean of numbers', () => {
  expect(trained(constant, [0, 0, 0], [1, 2, 6], regression).predictions).toEqual([3, 3, 3]);
});

test('the constant answers each class its share, with one row added to every class', () => {
  const { predictions } = trained(constant, [0, 0, 0], [0, 0, 1], threeClasses);
  const row = [3 / 6, 2 / 6, 1 / 6];
  for (const [i, share] of [...row, ...row, ...row].entries()) {
    expect(predictions[i]).toBeCloseTo(share, 7);
  }
});

test('the linear family is a network of depth 0', () => {
  const { model } = trained(linear, [0, 1, 2], [0, 1, 2], regression);
  expect(model.parameters).toBe(2);
  expect(linear.save(model).json.layers).toEqual([
    { kind: 'dense', units: 1, activation: 'linear' },
  ]);
});

test('the perceptron of many layers has the depth, widths, activation and dropout it was told', () => {
  const params = { ...mlp.defaults, depth: 3, width1: 5, width2: 4, width3: 3, activation: 'tanh' };
  const family = { ...mlp, defaults: { ...params, dropout: 0.2, epochs: 1 } };
  const { model } = trained(family, [0, 1, 2], [0, 1, 2], threeClasses);
  const hidden = [5, 4, 3].flatMap((units) => [
    { kind: 'dense', units, activation: 'tanh' },
    { kind: 'dropout', rate: 0.2 },
  ]);
  const output = { kind: 'dense', units: 3, activation: 'softmax' };
  expect(mlp.save(model).json.layers).toEqual([...hidden, output]);
  expect(model.parameters).toBe(2 * 5 + 6 * 4 + 5 * 3 + 4 * 3);
});

test('a configuration that lacks a parameter is told by its name', () => {
  expect(() => numberParam({ depth: 'two' }, 'depth')).toThrow('depth');
  expect(() => numberParam({}, 'width1')).toThrow('width1');
  expect(() => wordParam({ activation: 'cube' }, 'activation', ['relu', 'tanh'])).toThrow(
    'the parameter activation must be one of relu, tanh',
  );
});

test('a saved network with layers that are none is refused', () => {
  const saved = { kind: 'mlp', tensors: { parameters: new Float32Array(2) } };
  const load = (layers: unknown) =>
    loadNetworkModel({
      ...saved,
      json: { inputs: 1, sparseInputs: 0, length: 1, layers: layers as [] },
    });
  expect(load([{ kind: 'dense', units: 1, activation: 'linear' }]).parameters).toBe(2);
  for (const layers of [
    undefined,
    [],
    [null],
    [{ kind: 'dense', units: 0, activation: 'linear' }],
    [{ kind: 'dense', units: 1, activation: 'eval' }],
    [{ kind: 'dense', units: '1', activation: 'linear' }],
    [{ kind: 'dropout', rate: 0.5 }],
    [{ kind: 'convolution' }],
  ]) {
    expect(() => load(layers)).toThrow(/layer|units|network/i);
  }
});
