import { madd, panelsOf, ROW, signalStride } from './panels';

/*
 * A gathered sparse batch: rows + 1 integers that say where the entries of each row start, then entries of
 * an integer (the column) and a float. Its weights are rows of outputs, padded to 8.
 */

@inline
function entriesAt(x: usize, rows: i32): usize {
  return x + (<usize>(rows + 1) << 2);
}

/** out += x · w. */
export function sparseForward(x: usize, w: usize, out: usize, rows: i32, outputs: i32): void {
  const stride = signalStride(rows);
  const entries = entriesAt(x, rows);
  const panels = panelsOf(outputs);
  const width = <usize>panels * ROW;
  for (let r = 0; r < rows; r++) {
    const first = entries + (<usize>load<i32>(x + (<usize>r << 2)) << 3);
    const end = entries + (<usize>load<i32>(x + (<usize>r << 2), 4) << 3);
    for (let j = 0; j < panels; j++) {
      const to = out + <usize>j * stride + <usize>r * ROW;
      const panel = w + <usize>j * ROW;
      let left = v128.load(to);
      let right = v128.load(to, 16);
      for (let entry = first; entry < end; entry += 8) {
        const weights = panel + <usize>load<i32>(entry) * width;
        const value = v128.load32_splat(entry, 4);
        left = madd(value, v128.load(weights), left);
        right = madd(value, v128.load(weights, 16), right);
      }
      v128.store(to, left);
      v128.store(to, right, 16);
    }
  }
}

/** dw = xᵀ · dout. */
export function sparseBackwardWeights(
  x: usize,
  dout: usize,
  dw: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
): void {
  const stride = signalStride(rows);
  const entries = entriesAt(x, rows);
  const panels = panelsOf(outputs);
  const width = <usize>panels * ROW;
  memory.fill(dw, 0, <usize>inputs * width);
  for (let r = 0; r < rows; r++) {
    const first = entries + (<usize>load<i32>(x + (<usize>r << 2)) << 3);
    const end = entries + (<usize>load<i32>(x + (<usize>r << 2), 4) << 3);
    for (let entry = first; entry < end; entry += 8) {
      let to = dw + <usize>load<i32>(entry) * width;
      const value = v128.load32_splat(entry, 4);
      let d = dout + <usize>r * ROW;
      for (let j = 0; j < panels; j++) {
        v128.store(to, madd(value, v128.load(d), v128.load(to)));
        v128.store(to, madd(value, v128.load(d, 16), v128.load(to, 16)), 16);
        to += ROW;
        d += stride;
      }
    }
  }
}
