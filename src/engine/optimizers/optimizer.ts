import type { Kernels } from '../kernels/kernels.js';
import type { ParameterBlock } from '../parameter-blocks.js';

export interface Sgd {
  readonly kind: 'sgd';
  /** @default 0.9 */
  readonly momentum?: number;
}

/** Adam; `adamw` decays weights directly, `adam` does not decay them. */
export interface Adam {
  readonly kind: 'adam' | 'adamw';
  /** @default 0.9 */
  readonly beta1?: number;
  /** @default 0.999 */
  readonly beta2?: number;
  /** @default 1e-8 */
  readonly epsilon?: number;
}

export type Optimizer = Sgd | Adam;

/** One step down the gradient that the arena holds. */
export type OptimizerStep = (learningRate: number, weightDecay: number) => void;

/** An optimizer of these parameters; it counts its steps t = 1, 2, … */
export function createOptimizer(
  optimizer: Optimizer,
  kernels: Kernels,
  blocks: readonly ParameterBlock[],
): OptimizerStep {
  return optimizer.kind === 'sgd'
    ? createSgd(optimizer, kernels, blocks)
    : createAdam(optimizer, kernels, blocks);
}

// The records below are changed in place: a step allocates nothing.

function createSgd(
  { momentum = 0.9 }: Sgd,
  kernels: Kernels,
  blocks: readonly ParameterBlock[],
): OptimizerStep {
  const step = { learningRate: 0, momentum, weightDecay: 0 };
  return (learningRate, weightDecay) => {
    step.learningRate = learningRate;
    for (let i = 0; i < blocks.length; i++) {
      const { w, dw, m, floats, decays } = blocks[i] as ParameterBlock;
      step.weightDecay = decays ? weightDecay : 0;
      kernels.sgd(w, dw, m, floats, step);
    }
  };
}

function createAdam(
  { kind, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: Adam,
  kernels: Kernels,
  blocks: readonly ParameterBlock[],
): OptimizerStep {
  const constants = { beta1, beta2, epsilon };
  const step = { ...constants, learningRate: 0, correction1: 0, correction2: 0, weightDecay: 0 };
  let t = 0;
  return (learningRate, weightDecay) => {
    t++;
    step.learningRate = learningRate;
    step.correction1 = 1 - beta1 ** t;
    step.correction2 = 1 - beta2 ** t;
    for (let i = 0; i < blocks.length; i++) {
      const { w, dw, m, v, floats, decays } = blocks[i] as ParameterBlock;
      step.weightDecay = decays && kind === 'adamw' ? weightDecay : 0;
      kernels.adam(w, dw, m, v, floats, step);
    }
  };
}
