import { checkPlainOptions } from '../../util/check-arguments.js';
import { pow } from '../../util/elementary/pow.js';
import { AutofitError } from '../../util/errors.js';
import type { Kernels } from '../kernels/kernels.js';
import { isTrained, type ParameterBlock } from '../parameter-blocks.js';
import { type ParameterGroup, tuneBlocks } from './parameter-groups.js';

export interface Sgd {
  readonly kind: 'sgd';
  /** @default 0.9 */
  readonly momentum?: number;
  /** Looks ahead along the velocity (Nesterov 1983). @default false */
  readonly nesterov?: boolean;
}

/** Divides by the root of a running mean of squares (Tieleman and Hinton 2012). */
export interface Rmsprop {
  readonly kind: 'rmsprop';
  /** The share of the running mean that stays. @default 0.99 */
  readonly decay?: number;
  /** @default 1e-8 */
  readonly epsilon?: number;
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

export type Optimizer = Sgd | Rmsprop | Adam;

/** One step down the gradient that the arena holds. */
export type OptimizerStep = (learningRate: number, weightDecay: number) => void;

/** How steps and decay follow the neural tangent parametrization. */
const TANGENT = {
  sgd: { steps: 2, decays: 2 },
  rmsprop: { steps: 1, decays: 2 },
  adam: { steps: 1, decays: 1 },
  adamw: { steps: 1, decays: 1 },
} as const;

const SHARED = { kind: ['string'], epsilon: ['number'] } as const;
const ADAM = { ...SHARED, beta1: ['number'], beta2: ['number'] } as const;

/** The kinds of what each takes, by `typeof`. */
const KINDS = {
  sgd: { kind: ['string'], momentum: ['number'], nesterov: ['boolean'] },
  rmsprop: { ...SHARED, decay: ['number'] },
  adam: ADAM,
  adamw: ADAM,
} as const;

/** An optimizer of the trained ones of these parameters; it counts its steps t = 1, 2, …, or on from `done`. */
export function createOptimizer(
  optimizer: Optimizer,
  kernels: Kernels,
  blocks: readonly ParameterBlock[],
  groups: readonly ParameterGroup[] = [],
  done = 0,
): OptimizerStep {
  const move = blockStep(optimizer, kernels);
  checkPlainOptions(optimizer, KINDS[optimizer.kind]);
  const trained = tuneBlocks(
    blocks.filter(({ role }) => isTrained(role)),
    groups,
    TANGENT[optimizer.kind],
  );
  let t = done;
  return (learningRate, weightDecay) => {
    t++;
    for (let i = 0; i < trained.length; i++) {
      const { block, rate, decay } = trained[i] as (typeof trained)[number];
      move(block, learningRate * rate, weightDecay * decay, t);
    }
  };
}

type BlockStep = (
  block: ParameterBlock,
  learningRate: number,
  weightDecay: number,
  t: number,
) => void;

// The records below are changed in place: a step allocates nothing.

function blockStep(optimizer: Optimizer, kernels: Kernels): BlockStep {
  switch (optimizer.kind) {
    case 'sgd':
      return sgdStep(optimizer, kernels);
    case 'rmsprop':
      return rmspropStep(optimizer, kernels);
    case 'adam':
    case 'adamw':
      return adamStep(optimizer, kernels);
    default:
      throw new AutofitError('BAD_TRAINING', `There is no optimizer ${JSON.stringify(optimizer)}.`);
  }
}

/** Throws an AutofitError for what is added to roots below 0: steps would turn about. */
function checkEpsilon(epsilon: number): void {
  if (epsilon >= 0 && epsilon < Number.POSITIVE_INFINITY) return;
  throw new AutofitError('BAD_TRAINING', `\`epsilon\` is a number from 0 on, not ${epsilon}.`);
}

/** Throws an AutofitError for shares of running means that do not stay below 1: these would never move, or grow without end. */
function checkShares(shares: Readonly<Record<string, number>>): void {
  for (const [name, share] of Object.entries(shares)) {
    if (share >= 0 && share < 1) continue;
    throw new AutofitError('BAD_TRAINING', `\`${name}\` is from 0 to below 1, not ${share}.`);
  }
}

function sgdStep({ momentum = 0.9, nesterov = false }: Sgd, kernels: Kernels): BlockStep {
  checkShares({ momentum });
  const step = { learningRate: 0, momentum, nesterov, weightDecay: 0 };
  return ({ w, dw, m, floats }, learningRate, weightDecay) => {
    step.learningRate = learningRate;
    step.weightDecay = weightDecay;
    kernels.sgd(w, dw, m, floats, step);
  };
}

function rmspropStep({ decay = 0.99, epsilon = 1e-8 }: Rmsprop, kernels: Kernels): BlockStep {
  checkShares({ decay });
  checkEpsilon(epsilon);
  const step = { learningRate: 0, decay, epsilon, weightDecay: 0 };
  return ({ w, dw, v, floats }, learningRate, weightDecay) => {
    step.learningRate = learningRate;
    step.weightDecay = weightDecay;
    kernels.rmsprop(w, dw, v, floats, step);
  };
}

function adamStep(
  { kind, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: Adam,
  kernels: Kernels,
): BlockStep {
  checkShares({ beta1, beta2 });
  checkEpsilon(epsilon);
  const constants = { beta1, beta2, epsilon };
  const step = { ...constants, learningRate: 0, correction1: 0, correction2: 0, weightDecay: 0 };
  let corrected = 0;
  return ({ w, dw, m, v, floats }, learningRate, weightDecay, t) => {
    step.learningRate = learningRate;
    if (t !== corrected) {
      step.correction1 = 1 - pow(beta1, t);
      step.correction2 = 1 - pow(beta2, t);
      corrected = t;
    }
    step.weightDecay = kind === 'adamw' ? weightDecay : 0;
    kernels.adam(w, dw, m, v, floats, step);
  };
}
