import { ACTIVATIONS, COST_KERNELS, type Kernels } from '../kernels.js';
import { dropoutThreshold } from '../reference-values.js';
import type { CompiledSimd } from './compile-simd.js';
import { floatsOf } from './panel-layout.js';
import { createSimdArena } from './simd-arena.js';
import { createSimdEmbeddings } from './simd-embeddings.js';
import type { SimdExports } from './simd-exports.js';
import { createSimdMaps } from './simd-maps.js';
import { createSimdMembers } from './simd-members.js';
import { createSimdOptimizers } from './simd-optimizers.js';

const FLOAT = 4;

const ACTIVATION_NUMBERS = numbered(ACTIVATIONS);
const COST_NUMBERS = numbered(COST_KERNELS);

/** Kernels in WebAssembly with 128-bit vectors; a new instance, with a memory of its own. */
export function createSimdKernels({ name, module }: CompiledSimd): Kernels {
  const wasm = instantiate(module);
  return {
    name,
    ...createSimdArena(wasm.memory),
    ...denseKernels(wasm),
    ...valueKernels(wasm),
    ...normKernels(wasm),
    ...createSimdEmbeddings(wasm),
    ...createSimdMaps(wasm),
    ...createSimdMembers(wasm),
    ...createSimdOptimizers(wasm),
  };
}

/** An instance with a memory of its own. */
export function instantiate(module: WebAssembly.Module): SimdExports {
  return new WebAssembly.Instance(module).exports as unknown as SimdExports;
}

/** The number of each name, as the AssemblyScript sources have them. */
function numbered<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, i) => [name, i])) as Record<Name, number>;
}

type DenseKernels = Pick<
  Kernels,
  | 'denseForward'
  | 'denseReluForward'
  | 'denseBackwardInput'
  | 'denseBackwardRelu'
  | 'denseBackwardWeights'
  | 'sparseForward'
  | 'sparseBackwardWeights'
>;

function denseKernels(wasm: SimdExports): DenseKernels {
  const f = FLOAT;
  return {
    denseForward(x, w, b, out, { rows, inputs, outputs }) {
      wasm.denseForward(x * f, w * f, b * f, out * f, rows, inputs, outputs);
    },
    denseReluForward(x, w, b, out, { rows, inputs, outputs }, { rate, seed }) {
      const limit = dropoutThreshold(rate);
      const scale = 1 / (1 - rate);
      const out4 = out * f;
      wasm.denseReluForward(x * f, w * f, b * f, out4, rows, inputs, outputs, seed, limit, scale);
    },
    denseBackwardInput(dout, w, scratch, dx, { rows, inputs, outputs }) {
      wasm.denseBackwardInput(dout * f, w * f, scratch * f, dx * f, rows, inputs, outputs);
    },
    denseBackwardRelu(dout, w, scratch, x, dx, { rows, inputs, outputs }, scale) {
      const work = scratch * f;
      wasm.denseBackwardRelu(dout * f, w * f, work, x * f, dx * f, rows, inputs, outputs, scale);
    },
    denseBackwardWeights(x, dout, dw, db, { rows, inputs, outputs }) {
      wasm.denseBackwardWeights(x * f, dout * f, dw * f, db * f, rows, inputs, outputs);
    },
    sparseForward(x, w, out, { rows, outputs }) {
      wasm.sparseForward(x * f, w * f, out * f, rows, outputs);
    },
    sparseBackwardWeights(x, dout, dw, { rows, inputs, outputs }) {
      wasm.sparseBackwardWeights(x * f, dout * f, dw * f, rows, inputs, outputs);
    },
  };
}

type ValueKernels = Pick<
  Kernels,
  | 'activationForward'
  | 'activationBackward'
  | 'softmaxForward'
  | 'softmaxBackward'
  | 'dropout'
  | 'add'
  | 'cost'
>;

function valueKernels(wasm: SimdExports): ValueKernels {
  const f = FLOAT;
  return {
    activationForward(kind, x, out, rows, columns) {
      const bytes = floatsOf('signal', rows, columns) * f;
      wasm.activationForward(ACTIVATION_NUMBERS[kind], x * f, out * f, bytes);
    },
    activationBackward(kind, x, out, dout, dx, rows, columns) {
      const bytes = floatsOf('signal', rows, columns) * f;
      wasm.activationBackward(ACTIVATION_NUMBERS[kind], x * f, out * f, dout * f, dx * f, bytes);
    },
    softmaxForward(x, out, rows, columns) {
      wasm.softmaxForward(x * f, out * f, rows, columns);
    },
    softmaxBackward(out, dout, dx, rows, columns) {
      wasm.softmaxBackward(out * f, dout * f, dx * f, rows, columns);
    },
    dropout(x, out, rows, columns, { rate, seed }) {
      const scale = 1 / (1 - rate);
      wasm.dropout(x * f, out * f, rows, columns, dropoutThreshold(rate), scale, seed);
    },
    add(x, y, out, rows, columns) {
      wasm.add(x * f, y * f, out * f, floatsOf('signal', rows, columns) * f);
    },
    cost({ kind, parameter }, x, y, weights, dx, rows, columns) {
      const number = COST_NUMBERS[kind];
      return wasm.cost(number, parameter, x * f, y * f, weights * f, dx * f, rows, columns);
    },
  };
}

type NormKernels = Pick<
  Kernels,
  | 'columnMoments'
  | 'batchNormForward'
  | 'batchNormBackward'
  | 'layerNormForward'
  | 'layerNormBackward'
>;

function normKernels(wasm: SimdExports): NormKernels {
  const f = FLOAT;
  return {
    columnMoments(x, mean, variance, rows, columns) {
      wasm.columnMoments(x * f, mean * f, variance * f, rows, columns);
    },
    batchNormForward({ x, scale, shift, mean, variance }, out, rows, columns) {
      const m = mean * f;
      const v = variance * f;
      wasm.batchNormForward(x * f, scale * f, shift * f, m, v, out * f, rows, columns);
    },
    batchNormBackward({ x, scale, mean, variance }, dout, { dx, dscale, dshift }, rows, columns) {
      const m = mean * f;
      const v = variance * f;
      const ds = dscale * f;
      const dh = dshift * f;
      wasm.batchNormBackward(x * f, scale * f, m, v, dout * f, dx * f, ds, dh, rows, columns);
    },
    layerNormForward({ x, scale, shift }, out, rows, columns) {
      wasm.layerNormForward(x * f, scale * f, shift * f, out * f, rows, columns);
    },
    layerNormBackward({ x, scale }, dout, { dx, dscale, dshift }, rows, columns) {
      const ds = dscale * f;
      const dh = dshift * f;
      wasm.layerNormBackward(x * f, scale * f, dout * f, dx * f, ds, dh, rows, columns);
    },
  };
}
