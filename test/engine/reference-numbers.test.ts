import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import type { Activation, Kernels } from '../../src/engine/kernels/kernels.js';
import { createReferenceKernels } from '../../src/engine/kernels/reference.js';
import { dense, sequential } from '../../src/engine/network.js';
import { createOptimizer, type Optimizer } from '../../src/engine/optimizers/optimizer.js';
import { type Problem, problemGround } from '../fixtures/engine-problem.js';

interface Case {
  readonly name: string;
  readonly inputs: number;
  readonly layers: readonly (readonly [number, Activation | 'softmax'])[];
  readonly cost: Problem['cost'];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly parameters: readonly number[];
  readonly outputs: readonly number[];
  readonly meanCost: number;
  readonly gradients: readonly number[];
  readonly trained: Readonly<Record<Optimizer['kind'], readonly number[]>>;
}

const { rows, cases } = JSON.parse(readFileSync('test/reference/torch-networks.json', 'utf8')) as {
  readonly rows: number;
  readonly cases: readonly Case[];
};

describe.each(['reference', 'simd'] as const)('on the %s kernels PyTorch agrees', (choice) => {
  test.each(cases)('on the outputs, cost and gradients of $name', (given) => {
    const ground = problemGround(createKernels(choice), problemOf(given));
    expectClose(ground.outputs(), given.outputs);
    const { meanCost, gradients } = ground.step();
    expectClose([meanCost], [given.meanCost]);
    expectClose(gradients, given.gradients);
  });
});

// Adam divides by the root of small squares, so that float32 keeps fewer digits of the weights than of gradients.
test.each<[string, () => Kernels, number]>([
  ['float64 reference', () => createReferenceKernels('float64'), 1e-7],
  ['float32 reference', () => createKernels('reference'), 3e-5],
  ['simd', () => createKernels('simd'), 3e-5],
])('on %s kernels PyTorch agrees on the weights after five steps', (_name, create, tolerance) => {
  for (const given of cases) {
    for (const kind of ['sgd', 'adam', 'adamw'] as const) {
      const ground = problemGround(create(), problemOf(given));
      const step = createOptimizer({ kind }, ground.plan.kernels, ground.plan.blocks);
      for (let i = 0; i < 5; i++) {
        ground.step();
        step(0.05, kind === 'adamw' ? 0.1 : 0);
      }
      expectClose(ground.parameters(), given.trained[kind], tolerance);
    }
  }
});

function problemOf({ layers, inputs, x, y, cost, parameters }: Case): Problem {
  const network = sequential(layers.map(([units, activation]) => dense(units, activation)));
  const matrix = { rows, columns: inputs, data: Float32Array.from(x) };
  return {
    network,
    x: { rows, dense: matrix, sparse: undefined },
    y: Float32Array.from(y),
    cost,
    parameters,
  };
}

/** Within a share of the largest value. */
function expectClose(got: ArrayLike<number>, wanted: readonly number[], tolerance = 1e-5): void {
  expect(got).toHaveLength(wanted.length);
  const size = Math.max(...wanted.map(Math.abs));
  const worst = Math.max(...wanted.map((value, i) => Math.abs(value - (got[i] ?? Number.NaN))));
  expect(worst).toBeLessThan(tolerance * size);
}
