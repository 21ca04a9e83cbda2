import type { DenseShape, Floats, Offset } from './kernels.js';

/** out = x · w + b, one input at a time so that w is read in order. */
export function denseForward(
  a: Floats,
  x: Offset,
  w: Offset,
  b: Offset,
  out: Offset,
  { rows, inputs, outputs }: DenseShape,
): void {
  for (let r = 0; r < rows; r++) {
    const o = out + r * outputs;
    for (let j = 0; j < outputs; j++) a[o + j] = a[b + j] as number;
    for (let i = 0; i < inputs; i++) {
      const value = a[x + r * inputs + i] as number;
      if (value === 0) continue;
      const wi = w + i * outputs;
      for (let j = 0; j < outputs; j++) {
        a[o + j] = (a[o + j] as number) + value * (a[wi + j] as number);
      }
    }
  }
}

/** dx = dout · wᵀ. */
export function denseBackwardInput(
  a: Floats,
  dout: Offset,
  w: Offset,
  dx: Offset,
  { rows, inputs, outputs }: DenseShape,
): void {
  for (let r = 0; r < rows; r++) {
    const d = dout + r * outputs;
    for (let i = 0; i < inputs; i++) {
      const wi = w + i * outputs;
      let sum = 0;
      for (let j = 0; j < outputs; j++) sum += (a[d + j] as number) * (a[wi + j] as number);
      a[dx + r * inputs + i] = sum;
    }
  }
}

/** dw = xᵀ · dout, db = the sum of dout's rows. */
export function denseBackwardWeights(
  a: Floats,
  x: Offset,
  dout: Offset,
  dw: Offset,
  db: Offset,
  { rows, inputs, outputs }: DenseShape,
): void {
  a.fill(0, dw, dw + inputs * outputs);
  a.fill(0, db, db + outputs);
  for (let r = 0; r < rows; r++) {
    const d = dout + r * outputs;
    for (let j = 0; j < outputs; j++) a[db + j] = (a[db + j] as number) + (a[d + j] as number);
    for (let i = 0; i < inputs; i++) {
      const value = a[x + r * inputs + i] as number;
      if (value === 0) continue;
      const di = dw + i * outputs;
      for (let j = 0; j < outputs; j++) {
        a[di + j] = (a[di + j] as number) + value * (a[d + j] as number);
      }
    }
  }
}
