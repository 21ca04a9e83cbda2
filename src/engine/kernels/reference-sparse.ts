import type { SparseMatrix } from '../../matrix/matrix.js';
import type { Offset } from './kernels.js';
import type { Floats } from './reference-dense.js';

/** out += x[rows] · w: only the entries of a row are touched. */
export function sparseForward(
  a: Floats,
  x: SparseMatrix,
  rows: Int32Array,
  w: Offset,
  out: Offset,
  outputs: number,
): void {
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] as number;
    const o = out + r * outputs;
    const end = x.offsets[row + 1] as number;
    for (let entry = x.offsets[row] as number; entry < end; entry++) {
      const value = x.values[entry] as number;
      const wi = w + (x.indices[entry] as number) * outputs;
      for (let j = 0; j < outputs; j++) {
        a[o + j] = (a[o + j] as number) + value * (a[wi + j] as number);
      }
    }
  }
}

/** dw = x[rows]ᵀ · dout. */
export function sparseBackwardWeights(
  a: Floats,
  x: SparseMatrix,
  rows: Int32Array,
  dout: Offset,
  dw: Offset,
  outputs: number,
): void {
  a.fill(0, dw, dw + x.columns * outputs);
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] as number;
    const d = dout + r * outputs;
    const end = x.offsets[row + 1] as number;
    for (let entry = x.offsets[row] as number; entry < end; entry++) {
      const value = x.values[entry] as number;
      const di = dw + (x.indices[entry] as number) * outputs;
      for (let j = 0; j < outputs; j++) {
        a[di + j] = (a[di + j] as number) + value * (a[d + j] as number);
      }
    }
  }
}
