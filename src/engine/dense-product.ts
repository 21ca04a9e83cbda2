import type { Matrix } from '../matrix/matrix.js';
import { createMatrix } from '../matrix/matrix.js';
import { allocator } from '../util/allocator.js';
import { createKernels, type KernelsChoice } from './kernels/create-kernels.js';
import type { Floats, Kernels } from './kernels/kernels.js';

/** Products of large matrices by the engine's kernels, on an arena that is used again. */
export interface DenseProduct {
  /** x · w + bias; x is (rows, inputs), w (inputs, outputs). @default no bias */
  times(x: Matrix, w: Matrix, bias?: Floats): Matrix;
  /** xᵀ · y; x is (rows, inputs), y (rows, outputs). */
  transposedTimes(x: Matrix, y: Matrix): Matrix;
}

/** Rows that are in the arena together. */
const ROWS = 512;

const opened = new Map<KernelsChoice, DenseProduct>();

/** The products of these kernels, opened once and kept: each runs to its end before the next one starts. */
export function denseProduct(choice: KernelsChoice = 'auto'): DenseProduct {
  const product = opened.get(choice) ?? createDenseProduct(createKernels(choice));
  opened.set(choice, product);
  return product;
}

/** Products on kernels that nothing else uses. */
export function createDenseProduct(kernels: Kernels): DenseProduct {
  return {
    times: (x, w, bias = new Float32Array(w.columns)) => times(kernels, x, w, bias),
    transposedTimes: (x, y) => transposedTimes(kernels, x, y),
  };
}

function times(kernels: Kernels, x: Matrix, w: Matrix, bias: Floats): Matrix {
  const { rows: inputs, columns: outputs } = w;
  const chunk = Math.min(ROWS, x.rows);
  const place = allocator();
  const at = {
    w: place(kernels.floatsOf('weights', inputs, outputs)),
    bias: place(kernels.floatsOf('table', 1, outputs)),
    x: place(kernels.floatsOf('signal', chunk, inputs)),
    out: place(kernels.floatsOf('signal', chunk, outputs)),
  };
  kernels.reserve(place(0));
  kernels.write('weights', at.w, w, w.data, 0);
  kernels.write('table', at.bias, { rows: 1, columns: outputs }, bias, 0);
  const out = createMatrix(x.rows, outputs);
  const order = inOrder(x.rows);
  for (let start = 0; start < x.rows; start += chunk) {
    const rows = Math.min(chunk, x.rows - start);
    kernels.gather(x, { order, start, rows }, at.x);
    kernels.denseForward(at.x, at.w, at.bias, at.out, { rows, inputs, outputs });
    kernels.read('signal', at.out, { rows, columns: outputs }, out.data, start * outputs);
  }
  return out;
}

function transposedTimes(kernels: Kernels, x: Matrix, y: Matrix): Matrix {
  const { columns: inputs } = x;
  const { columns: outputs } = y;
  const chunk = Math.min(ROWS, x.rows);
  const place = allocator();
  const at = {
    x: place(kernels.floatsOf('signal', chunk, inputs)),
    y: place(kernels.floatsOf('signal', chunk, outputs)),
    product: place(kernels.floatsOf('weights', inputs, outputs)),
    sums: place(kernels.floatsOf('table', 1, outputs)),
  };
  kernels.reserve(place(0));
  const out = createMatrix(inputs, outputs);
  const part = new Float32Array(inputs * outputs);
  const order = inOrder(x.rows);
  for (let start = 0; start < x.rows; start += chunk) {
    const rows = Math.min(chunk, x.rows - start);
    kernels.gather(x, { order, start, rows }, at.x);
    kernels.gather(y, { order, start, rows }, at.y);
    kernels.denseBackwardWeights(at.x, at.y, at.product, at.sums, { rows, inputs, outputs });
    kernels.read('weights', at.product, out, part, 0);
    for (let i = 0; i < part.length; i++)
      out.data[i] = (out.data[i] as number) + (part[i] as number);
  }
  return out;
}

function inOrder(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}
