import type { Kernels } from './kernels.js';
import { binaryCrossEntropy, meanSquaredError, softmaxCrossEntropy } from './reference-costs.js';
import { denseBackwardInput, denseBackwardWeights, denseForward } from './reference-dense.js';
import { adam, sgd } from './reference-optimizers.js';
import { sparseBackwardWeights, sparseForward } from './reference-sparse.js';
import {
  activate,
  activationSlope,
  dropoutKeeps,
  softmaxBackward,
  softmaxRow,
} from './reference-values.js';

/** What the arena is made of: 4-byte floats to train with, 8-byte ones to check gradients. */
export type Precision = 'float32' | 'float64';

/** Plain TypeScript kernels, written to be read: every faster implementation must agree with them. */
export function createReferenceKernels(precision: Precision = 'float32'): Kernels {
  const create = (floats: number) =>
    precision === 'float32' ? new Float32Array(floats) : new Float64Array(floats);
  let a = create(0);
  return {
    name: 'reference',
    get arena() {
      return a;
    },
    reserve(floats) {
      if (a.length < floats) a = create(floats);
      else a.fill(0);
    },
    denseForward: (x, w, b, out, shape) => denseForward(a, x, w, b, out, shape),
    denseBackwardInput: (dout, w, dx, shape) => denseBackwardInput(a, dout, w, dx, shape),
    denseBackwardWeights: (x, dout, dw, db, shape) =>
      denseBackwardWeights(a, x, dout, dw, db, shape),
    sparseForward: (x, rows, w, out, outputs) => sparseForward(a, x, rows, w, out, outputs),
    sparseBackwardWeights: (x, rows, dout, dw, outputs) =>
      sparseBackwardWeights(a, x, rows, dout, dw, outputs),
    activationForward(kind, x, out, length) {
      for (let i = 0; i < length; i++) a[out + i] = activate(kind, a[x + i] as number);
    },
    activationBackward(kind, out, dout, dx, length) {
      for (let i = 0; i < length; i++) {
        a[dx + i] = (a[dout + i] as number) * activationSlope(kind, a[out + i] as number);
      }
    },
    softmaxForward(x, out, rows, columns) {
      for (let r = 0; r < rows; r++) softmaxRow(a, x + r * columns, out + r * columns, columns);
    },
    softmaxBackward: (out, dout, dx, rows, columns) =>
      softmaxBackward(a, out, dout, dx, rows, columns),
    dropout(x, out, length, rate, seed) {
      const scale = 1 / (1 - rate);
      for (let i = 0; i < length; i++) {
        a[out + i] = dropoutKeeps(seed, i, rate) ? (a[x + i] as number) * scale : 0;
      }
    },
    cost(kind, x, y, dx, rows, columns) {
      if (kind === 'mean-squared-error') return meanSquaredError(a, x, y, dx, rows, columns);
      if (kind === 'binary-cross-entropy') return binaryCrossEntropy(a, x, y, dx, rows, columns);
      return softmaxCrossEntropy(a, x, y, dx, rows, columns);
    },
    sgd: (w, dw, velocity, length, step) => sgd(a, w, dw, velocity, length, step),
    adam: (w, dw, m, v, length, step) => adam(a, w, dw, m, v, length, step),
  };
}
