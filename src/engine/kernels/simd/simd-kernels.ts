import type { Activation, CostKernel, Kernels } from '../kernels.js';
import { dropoutThreshold } from '../reference-values.js';
import type { CompiledSimd } from './compile-simd.js';
import { floatsOf } from './panel-layout.js';
import { createSimdArena } from './simd-arena.js';
import type { SimdExports } from './simd-exports.js';

const FLOAT = 4;

/** As assembly/activations.ts numbers them. */
const ACTIVATIONS: Readonly<Record<Activation, number>> = {
  linear: 0,
  relu: 1,
  sigmoid: 2,
  tanh: 3,
};

const COSTS = {
  'mean-squared-error': 'meanSquaredError',
  'binary-cross-entropy': 'binaryCrossEntropy',
  'softmax-cross-entropy': 'softmaxCrossEntropy',
} as const satisfies Record<CostKernel, keyof SimdExports>;

/** Kernels in WebAssembly with 128-bit vectors; a new instance, with a memory of its own. */
export function createSimdKernels({ name, module }: CompiledSimd): Kernels {
  const wasm = instantiate(module);
  return {
    name,
    ...createSimdArena(wasm.memory),
    ...denseKernels(wasm),
    ...valueKernels(wasm),
    ...optimizerKernels(wasm),
  };
}

function instantiate(module: WebAssembly.Module): SimdExports {
  return new WebAssembly.Instance(module).exports as unknown as SimdExports;
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
  | 'cost'
>;

function valueKernels(wasm: SimdExports): ValueKernels {
  const f = FLOAT;
  return {
    activationForward(kind, x, out, rows, columns) {
      const bytes = floatsOf('signal', rows, columns) * f;
      wasm.activationForward(ACTIVATIONS[kind], x * f, out * f, bytes);
    },
    activationBackward(kind, out, dout, dx, rows, columns) {
      const bytes = floatsOf('signal', rows, columns) * f;
      wasm.activationBackward(ACTIVATIONS[kind], out * f, dout * f, dx * f, bytes);
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
    cost(kind, x, y, dx, rows, columns) {
      return wasm[COSTS[kind]](x * f, y * f, dx * f, rows, columns);
    },
  };
}

function optimizerKernels(wasm: SimdExports): Pick<Kernels, 'sgd' | 'adam'> {
  const f = FLOAT;
  return {
    sgd(w, dw, velocity, floats, { learningRate, momentum, weightDecay }) {
      wasm.sgd(w * f, dw * f, velocity * f, floats * f, learningRate, momentum, weightDecay);
    },
    adam(w, dw, m, v, floats, step) {
      const { beta1, beta2, epsilon, learningRate, weightDecay } = step;
      const rate = learningRate / step.correction1;
      const share = 1 / step.correction2;
      const shrink = 1 - learningRate * weightDecay;
      const bytes = floats * f;
      wasm.adam(w * f, dw * f, m * f, v * f, bytes, beta1, beta2, rate, share, epsilon, shrink);
    },
  };
}
