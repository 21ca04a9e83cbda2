import { growMemory } from '../../../util/grow-memory.js';
import { ACTIVATIONS, type DropoutStep, type Kernels, type Offset } from '../kernels.js';
import { rowMajorKernels } from '../reference.js';
import { createRowMajorArena } from '../reference-arena.js';
import { dropoutThreshold } from '../reference-values.js';
import type { CompiledSimd } from '../simd/compile-simd.js';
import type { SimdExports } from '../simd/simd-exports.js';
import { instantiate } from '../simd/simd-kernels.js';
import { createSimdOptimizers } from '../simd/simd-optimizers.js';
import { createMatrixProducts } from './matrix-products.js';
import type { OpenBlas } from './open-blas.js';

const FLOAT = 4;
/** As rows of 8 columns, a run of values is a panel of the SIMD kernels. */
const PANEL = 8;

/**
 * Kernels on values that lie row after row in a WebAssembly memory: products of matrices by OpenBLAS, what
 * goes value by value by SIMD, and the little that is left by the reference.
 */
export function createBlasKernels(blas: OpenBlas, compiled: CompiledSimd): Kernels {
  const wasm = instantiate(compiled.module);
  const arena = createRowMajorArena((floats) => memoryOf(wasm.memory, floats));
  const reference = rowMajorKernels(arena);
  const products = createMatrixProducts(blas, arena.floats);
  const values = valueKernels(wasm);
  return {
    ...reference,
    name: 'blas',
    ...values,
    ...createSimdOptimizers(wasm),
    denseForward: products.forward,
    denseReluForward(x, w, b, out, shape, drop) {
      products.forward(x, w, b, out, shape);
      values.activationForward('relu', out, out, shape.rows, shape.outputs);
      if (drop.rate > 0) values.dropout(out, out, shape.rows, shape.outputs, drop);
    },
    denseBackwardInput(dout, w, _scratch, dx, shape) {
      products.backwardInput(dout, w, dx, shape, 1);
    },
    denseBackwardRelu(dout, w, _scratch, x, dx, shape, scale) {
      products.backwardInput(dout, w, dx, shape, scale);
      values.activationBackward('relu', x, x, dx, dx, shape.rows, shape.inputs);
    },
    denseBackwardWeights: products.backwardWeights,
  };
}

/** The whole memory, grown to so many floats at least. */
function memoryOf(memory: WebAssembly.Memory, floats: number): Float32Array {
  growMemory(memory, floats * FLOAT);
  return new Float32Array(memory.buffer);
}

type ValueKernels = Pick<Kernels, 'activationForward' | 'activationBackward' | 'dropout' | 'add'>;

/** Places start on multiples of 16 floats, so that whole panels stay inside their own. */
function valueKernels(wasm: SimdExports): ValueKernels {
  const f = FLOAT;
  const panels = (rows: number, columns: number) => Math.ceil((rows * columns) / PANEL);
  const bytes = (rows: number, columns: number) => panels(rows, columns) * PANEL * f;
  return {
    activationForward(kind, x, out, rows, columns) {
      wasm.activationForward(ACTIVATIONS.indexOf(kind), x * f, out * f, bytes(rows, columns));
    },
    activationBackward(kind, x, out, dout, dx, rows, columns) {
      const number = ACTIVATIONS.indexOf(kind);
      const size = bytes(rows, columns);
      wasm.activationBackward(number, x * f, out * f, dout * f, dx * f, size);
    },
    dropout(x: Offset, out: Offset, rows: number, columns: number, { rate, seed }: DropoutStep) {
      const limit = dropoutThreshold(rate);
      wasm.dropout(x * f, out * f, panels(rows, columns), PANEL, limit, 1 / (1 - rate), seed);
    },
    add(x, y, out, rows, columns) {
      wasm.add(x * f, y * f, out * f, bytes(rows, columns));
    },
  };
}
