import { expect, test } from 'vitest';
import { createKernels } from '../../../src/engine/kernels/create-kernels.js';
import { createOptimizer, type Optimizer } from '../../../src/engine/optimizers/optimizer.js';
import type { ParameterBlock } from '../../../src/engine/parameter-blocks.js';

/** One weight of 2 with a slope of 3, kept divided by √d, after a step of 0.1 with a decay of 0.5. */
function stepped(optimizer: Optimizer, d: number): number {
  const kernels = createKernels('reference');
  kernels.reserve(64);
  const block = {
    ...{ layer: '1', role: 'weights', layout: 'table', rows: 1, columns: 1, floats: 8 },
    ...{ w: 0, dw: 8, m: 16, v: 24, tangent: d },
  } as unknown as ParameterBlock;
  const shape = { rows: 1, columns: 1 };
  kernels.write('table', 0, shape, Float32Array.of(2), 0);
  kernels.write('table', 8, shape, Float32Array.of(3), 0);
  createOptimizer(optimizer, kernels, [block])(0.1, 0.5);
  const w = new Float32Array(1);
  kernels.read('table', 0, shape, w, 0);
  return w[0] ?? Number.NaN;
}

/**
 * The same step on the weight of the network, θ = w · √d with the slope 3 / √d, worked out by hand: by SGD
 * θ − 0.1 (g + 0.5 θ), by RMSprop its second part over the root of its mean square, by AdamW a whole step and 0.05 θ.
 */
function byHand(kind: Optimizer['kind'], d: number): number {
  const root = Math.sqrt(d);
  const [theta, g] = [2 * root, 3 / root];
  const slope = g + 0.5 * theta;
  const step = { sgd: slope, rmsprop: slope / Math.sqrt(0.01 * slope * slope), adam: 1, adamw: 1 };
  const decay = kind === 'adamw' ? 0.05 * theta : 0;
  return (theta - 0.1 * step[kind] - decay) / root;
}

test.each(['sgd', 'rmsprop', 'adam', 'adamw'] as const)(
  '%s moves a weight of the neural tangent parametrization as the one that it stands for',
  (kind) => {
    for (const d of [1, 4, 100]) {
      const optimizer: Optimizer = kind === 'sgd' ? { kind, momentum: 0 } : { kind };
      expect(stepped(optimizer, d)).toBeCloseTo(byHand(kind, d), 5);
    }
  },
);
