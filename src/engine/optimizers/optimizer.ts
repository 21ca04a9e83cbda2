import type { Kernels, Offset } from '../kernels/kernels.js';
import type { Plan } from '../plan.js';

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

/** The weights w of one step's groups: biases do not decay. */
export interface ParameterGroup {
  readonly place: number;
  readonly length: number;
  readonly decays: boolean;
}

/** One step down the gradient at time t = 1, 2, … */
export function optimizerStep(
  optimizer: Optimizer,
  plan: Plan,
  groups: readonly ParameterGroup[],
  rates: { readonly learningRate: number; readonly weightDecay: number; readonly t: number },
): void {
  for (const { place, length, decays } of groups) {
    const weightDecay = decays ? rates.weightDecay : 0;
    const places = placesOf(plan, place);
    if (optimizer.kind === 'sgd') {
      const { learningRate } = rates;
      const step = { learningRate, momentum: optimizer.momentum ?? 0.9, weightDecay };
      plan.kernels.sgd(places.w, places.dw, places.m, length, step);
    } else adamStep(optimizer, plan.kernels, places, length, { ...rates, weightDecay });
  }
}

interface Places {
  readonly w: Offset;
  readonly dw: Offset;
  readonly m: Offset;
  readonly v: Offset;
}

function placesOf(plan: Plan, place: number): Places {
  return {
    w: plan.parameters + place,
    dw: plan.gradients + place,
    m: plan.moment1 + place,
    v: plan.moment2 + place,
  };
}

function adamStep(
  optimizer: Adam,
  kernels: Kernels,
  places: Places,
  length: number,
  rates: { readonly learningRate: number; readonly weightDecay: number; readonly t: number },
): void {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = optimizer;
  kernels.adam(places.w, places.dw, places.m, places.v, length, {
    learningRate: rates.learningRate,
    beta1,
    beta2,
    epsilon,
    correction1: 1 - beta1 ** rates.t,
    correction2: 1 - beta2 ** rates.t,
    weightDecay: optimizer.kind === 'adamw' ? rates.weightDecay : 0,
  });
}
