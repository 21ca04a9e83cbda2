import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import type { Kernels } from '../../src/engine/kernels/kernels.js';
import { createReferenceKernels } from '../../src/engine/kernels/reference.js';
import { type Layer, sequential } from '../../src/engine/network.js';
import { clipGradients } from '../../src/engine/optimizers/clip-gradients.js';
import { createOptimizer, type Optimizer } from '../../src/engine/optimizers/optimizer.js';
import type { ParameterGroup } from '../../src/engine/optimizers/parameter-groups.js';
import { type Problem, problemGround } from '../fixtures/engine-problem.js';

interface Case {
  readonly name: string;
  readonly rows: number;
  readonly inputs: number;
  readonly layers: readonly Layer[];
  readonly cost: Problem['cost'];
  readonly learningRate: number;
  readonly labelSmoothing?: number;
  readonly weights?: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly parameters: readonly number[];
  readonly outputs: readonly number[];
  readonly meanCost: number;
  readonly gradients: readonly number[];
  readonly trained: Readonly<Record<string, readonly number[]>>;
}

const { clip, cases: networks } = readCases('torch-networks');
const cases = [...networks, ...readCases('torch-tabular').cases];

function readCases(name: string): { readonly clip: number; readonly cases: readonly Case[] } {
  const path = `test/reference/${name}.json`;
  const { clip, rows, cases } = JSON.parse(readFileSync(path, 'utf8'));
  return { clip, cases: cases.map((given: Case) => ({ ...given, rows })) };
}

describe.each(['reference', 'simd'] as const)('on the %s kernels PyTorch agrees', (choice) => {
  test.each(cases)('on the outputs, cost and gradients of $name', (given) => {
    const ground = problemGround(createKernels(choice), problemOf(given));
    expectClose(ground.outputs(), given.outputs);
    const { meanCost, gradients } = ground.step();
    expectClose([meanCost], [given.meanCost]);
    expectClose(gradients, given.gradients);
  });
});

interface Training {
  readonly optimizer: Optimizer;
  readonly weightDecay?: number;
  readonly groups?: readonly ParameterGroup[];
  readonly clips?: boolean;
}

const trainings: Readonly<Record<string, Training>> = {
  sgd: { optimizer: { kind: 'sgd' } },
  nesterov: { optimizer: { kind: 'sgd', nesterov: true }, weightDecay: 0.1 },
  rmsprop: { optimizer: { kind: 'rmsprop' } },
  adam: { optimizer: { kind: 'adam' } },
  adamw: { optimizer: { kind: 'adamw' }, weightDecay: 0.1 },
  'adamw with a tiny epsilon': {
    optimizer: { kind: 'adamw', epsilon: 1e-12 },
    weightDecay: 0.1,
  },
  'adamw with slow biases': {
    optimizer: { kind: 'adamw' },
    weightDecay: 0.1,
    groups: [{ learningRate: 0.1 }, { role: 'weights', learningRate: 1 }],
  },
  'sgd with clipped gradients': { optimizer: { kind: 'sgd' }, clips: true },
};

function trainingNamed(name: string): Training {
  const training = trainings[name];
  if (!training) throw new Error(`there is no training ${name}`);
  return training;
}

/** The parameters after five steps. */
function trainedOn(kernels: Kernels, given: Case, training: Training): Float64Array {
  const ground = problemGround(kernels, problemOf(given));
  const { blocks } = ground.plan;
  const step = createOptimizer(training.optimizer, kernels, blocks, training.groups);
  for (let i = 0; i < 5; i++) {
    ground.step();
    if (training.clips) clipGradients(kernels, blocks, clip);
    step(given.learningRate, training.weightDecay ?? 0);
  }
  return ground.parameters();
}

test.each(cases)('in float64 five steps of every optimizer end as with PyTorch: $name', (given) => {
  for (const [name, wanted] of Object.entries(given.trained)) {
    const kernels = createReferenceKernels('float64');
    expectClose(trainedOn(kernels, given, trainingNamed(name)), wanted, 1e-7);
  }
});

// Adam and RMSprop divide by the root of small squares, so that float32 keeps fewer digits of the weights.
describe.each(['reference', 'simd'] as const)('on the %s kernels', (choice) => {
  test.each(cases)('five steps of every optimizer end as with PyTorch: $name', (given) => {
    for (const [name, wanted] of Object.entries(given.trained)) {
      const training = trainingNamed(name);
      if (training.optimizer.kind !== 'sgd' && hasUselessBias(given)) continue;
      expectClose(trainedOn(createKernels(choice), given, training), wanted, 3e-5);
    }
  });
});

/** The gradient of a bias before batch norm is 0 but for rounding, which Adam and RMSprop make large. */
function hasUselessBias({ layers }: Case): boolean {
  return JSON.stringify(layers).includes('batch-norm');
}

function problemOf({ layers, inputs, rows, x, y, weights, ...rest }: Case): Problem {
  const network = sequential(layers);
  const matrix = { rows, columns: inputs, data: Float32Array.from(x) };
  return {
    network,
    x: { rows, dense: matrix, sparse: undefined },
    y: Float32Array.from(y),
    ...rest,
    ...(weights && { weights: Float32Array.from(weights) }),
  };
}

/** Within a share of the largest value. */
function expectClose(got: ArrayLike<number>, wanted: readonly number[], tolerance = 1e-5): void {
  expect(got).toHaveLength(wanted.length);
  const size = Math.max(...wanted.map(Math.abs));
  const worst = Math.max(...wanted.map((value, i) => Math.abs(value - (got[i] ?? Number.NaN))));
  expect(worst).toBeLessThan(tolerance * size);
}
