import type { AdamStep, Floats, Offset, RmspropStep, SgdStep } from './kernels.js';

/**
 * With g = dw + λ w: v ← μ v + g, then w ← w − η v, or with Nesterov w ← w − η (g + μ v) (Sutskever et al.
 * 2013, as PyTorch writes it).
 */
export function sgd(
  a: Floats,
  w: Offset,
  dw: Offset,
  velocity: Offset,
  length: number,
  { learningRate, momentum, nesterov, weightDecay }: SgdStep,
): void {
  for (let i = 0; i < length; i++) {
    const weight = a[w + i] as number;
    const slope = (a[dw + i] as number) + weightDecay * weight;
    const v = momentum * (a[velocity + i] as number) + slope;
    a[velocity + i] = v;
    a[w + i] = weight - learningRate * (nesterov ? slope + momentum * v : v);
  }
}

/** With g = dw + λ w: v ← ρ v + (1 − ρ) g², w ← w − η g / (√v + ε) (Tieleman and Hinton 2012). */
export function rmsprop(
  a: Floats,
  w: Offset,
  dw: Offset,
  v: Offset,
  length: number,
  { learningRate, decay, epsilon, weightDecay }: RmspropStep,
): void {
  for (let i = 0; i < length; i++) {
    const weight = a[w + i] as number;
    const slope = (a[dw + i] as number) + weightDecay * weight;
    const vi = decay * (a[v + i] as number) + (1 - decay) * slope * slope;
    a[v + i] = vi;
    a[w + i] = weight - (learningRate * slope) / (Math.sqrt(vi) + epsilon);
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
