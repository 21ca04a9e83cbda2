import type { AdamStep, Floats, Offset, SgdStep } from './kernels.js';

/** v ← μ v + (dw + λ w), w ← w − η v (Sutskever et al. 2013, as PyTorch writes it). */
export function sgd(
  a: Floats,
  w: Offset,
  dw: Offset,
  velocity: Offset,
  length: number,
  { learningRate, momentum, weightDecay }: SgdStep,
): void {
  for (let i = 0; i < length; i++) {
    const weight = a[w + i] as number;
    const slope = (a[dw + i] as number) + weightDecay * weight;
    const v = momentum * (a[velocity + i] as number) + slope;
    a[velocity + i] = v;
    a[w + i] = weight - learningRate * v;
  }
}

/** Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019); λ = 0 is plain Adam. */
export function adam(
  a: Floats,
  w: Offset,
  dw: Offset,
  m: Offset,
  v: Offset,
  length: number,
  step: AdamStep,
): void {
  const { learningRate, beta1, beta2, epsilon, weightDecay } = step;
  const shrink = 1 - learningRate * weightDecay;
  for (let i = 0; i < length; i++) {
    const slope = a[dw + i] as number;
    const mi = beta1 * (a[m + i] as number) + (1 - beta1) * slope;
    const vi = beta2 * (a[v + i] as number) + (1 - beta2) * slope * slope;
    a[m + i] = mi;
    a[v + i] = vi;
    const direction = mi / step.correction1 / (Math.sqrt(vi / step.correction2) + epsilon);
    a[w + i] = (a[w + i] as number) * shrink - learningRate * direction;
  }
}
