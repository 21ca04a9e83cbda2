import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import { createReferenceKernels } from '../../src/engine/kernels/reference.js';
import { type Layer, sequential } from '../../src/engine/network.js';
import { type Problem, problemGround } from '../fixtures/engine-problem.js';
import { sparseOf } from '../fixtures/sparse-rows.js';

interface Case {
  readonly name: string;
  readonly layers: readonly Layer[];
  readonly bytes: readonly number[];
  /** Numbers beside each picture. */
  readonly columns?: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly parameters: readonly number[];
  readonly outputs: readonly number[];
  readonly meanCost: number;
  readonly gradients: readonly number[];
}

const { cases, ...size } = JSON.parse(readFileSync('test/reference/torch-maps.json', 'utf8')) as {
  readonly cases: readonly Case[];
  readonly rows: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly means: readonly number[];
  readonly deviations: readonly number[];
};

function problemOf({ layers, bytes, columns, y, parameters }: Case): Problem {
  const pictures = { ...size, data: Uint8Array.from(bytes) };
  const sparse = columns && sparseOf(columns);
  const x = { rows: size.rows, dense: undefined, sparse, pictures };
  const cost = 'mean-squared-error';
  return { network: sequential(layers), x, y: Float32Array.from(y), cost, parameters };
}

test.each(cases)(
  'in float64 PyTorch agrees on outputs, cost and gradients of pictures: $name',
  (given) => {
    // The pictures are scaled in float32.
    expectClose(createReferenceKernels('float64'), given, 1e-6);
  },
);

describe.each(['reference', 'simd'] as const)('on the %s kernels PyTorch agrees', (choice) => {
  test.each(cases)('on outputs, cost and gradients of pictures: $name', (given) => {
    expectClose(createKernels(choice), given, 1e-5);
  });
});

/** Within a share of the largest value. */
function expectClose(
  kernels: ReturnType<typeof createKernels>,
  given: Case,
  tolerance: number,
): void {
  const ground = problemGround(kernels, problemOf(given));
  const outputs = ground.outputs();
  const { meanCost, gradients } = ground.step();
  for (const [got, wanted] of [
    [outputs, given.outputs],
    [[meanCost], [given.meanCost]],
    [gradients, given.gradients],
  ] as const) {
    expect(got).toHaveLength(wanted.length);
    const largest = Math.max(...wanted.map(Math.abs));
    const worst = Math.max(...wanted.map((value, i) => Math.abs(value - (got[i] ?? Number.NaN))));
    expect(worst).toBeLessThan(tolerance * largest);
  }
}
