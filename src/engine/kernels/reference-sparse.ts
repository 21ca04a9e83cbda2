import type { DenseShape, Floats, Offset } from './kernels.js';

/** out += x · w: only the entries of a row are touched. */
export function sparseForward(
  a: Floats,
  x: Offset,
  w: Offset,
  out: Offset,
  { rows, outputs }: DenseShape,
): void {
  for (let r = 0; r < rows; r++) {
    const o = out + r * outputs;
    for (let entry = entryAt(a, x, r, rows); entry < entryAt(a, x, r + 1, rows); entry += 2) {
      const wi = w + (a[entry] as number) * outputs;
      const value = a[entry + 1] as number;
      for (let j = 0; j < outputs; j++) {
        a[o + j] = (a[o + j] as number) + value * (a[wi + j] as number);
      }
    }
  }
}

/** dw = xᵀ · dout. */
export function sparseBackwardWeights(
  a: Floats,
  x: Offset,
  dout: Offset,
  dw: Offset,
  { rows, inputs, outputs }: DenseShape,
): void {
  a.fill(0, dw, dw + inputs * outputs);
  for (let r = 0; r < rows; r++) {
    const d = dout + r * outputs;
    for (let entry = entryAt(a, x, r, rows); entry < entryAt(a, x, r + 1, rows); entry += 2) {
      const di = dw + (a[entry] as number) * outputs;
      const value = a[entry + 1] as number;
      for (let j = 0; j < outputs; j++) {
        a[di + j] = (a[di + j] as number) + value * (a[d + j] as number);
      }
    }
  }
}

/** Where the first entry of a gathered row lies. */
function entryAt(a: Floats, x: Offset, row: number, rows: number): Offset {
  return x + rows + 1 + 2 * (a[x + row] as number);
}
