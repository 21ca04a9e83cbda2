import { expect, test } from 'vitest';
import { createKernels } from '../../../src/engine/kernels/create-kernels.js';
import { createOptimizer, type Optimizer } from '../../../src/engine/optimizers/optimizer.js';
import type { ParameterBlock } from '../../../src/engine/parameter-blocks.js';

const SLOPES = [3, -2];

/** One weight of 2, kept divided by √d, after a step of 0.1 with a decay of 0.5 along each of the slopes. */
function stepped(optimizer: Optimizer, d: number): number {
  const kernels = createKernels('reference');
  kernels.reserve(64);
  const block = {
    ...{ layer: '1', role: 'weights', layout: 'table', rows: 1, columns: 1, floats: 8 },
    ...{ w: 0, dw: 8, m: 16, v: 24, tangent: d },
  } as unknown as ParameterBlock;
  const shape = { rows: 1, columns: 1 };
  kernels.write('table', 0, shape, Float32Array.of(2), 0);
  const step = createOptimizer(optimizer, kernels, [block]);
  for (const slope of SLOPES) {
    kernels.write('table', 8, shape, Float32Array.of(slope), 0);
    step(0.1, 0.5);
  }
  const w = new Float32Array(1);
  kernels.read('table', 0, shape, w, 0);
  return w[0] ?? Number.NaN;
}

/**
 * The same steps on the weight of the network, θ = w · √d with slopes / √d, as they are written: SGD and RMSprop decay by the
 * gradient, AdamW by itself, Adam not at all. RMSprop's second step tells decay from slope: its first is as long for any gradient.
 */
function byHand(kind: Optimizer['kind'], d: number): number {
  let [theta, m, v] = [2 * Math.sqrt(d), 0, 0];
  for (const [i, slope] of SLOPES.entries()) {
    const g = slope / Math.sqrt(d);
    const decayed = g + 0.5 * theta;
    if (kind === 'sgd') theta -= 0.1 * decayed;
    else if (kind === 'rmsprop') {
      v = 0.99 * v + 0.01 * decayed * decayed;
      theta -= (0.1 * decayed) / Math.sqrt(v);
    } else {
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      const [first, second] = [m / (1 - 0.9 ** (i + 1)), v / (1 - 0.999 ** (i + 1))];
      const decay = kind === 'adamw' ? 0.05 * theta : 0;
      theta -= (0.1 * first) / Math.sqrt(second) + decay;
    }
  }
  return theta / Math.sqrt(d);
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
