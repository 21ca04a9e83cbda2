import type { EmbeddingKernels } from './embedding-kernels.js';
import type { Kernels } from './kernels.js';
import type { MemberKernels } from './member-kernels.js';
import { activationBackward, activationForward } from './reference-activations.js';
import { createReferenceArena, type Precision, type ReferenceArena } from './reference-arena.js';
import { softmaxCrossEntropy, valueCost } from './reference-costs.js';
import { denseBackwardInput, denseBackwardWeights, denseForward } from './reference-dense.js';
import * as embeddings from './reference-embeddings.js';
import { rowMajorMaps } from './reference-maps.js';
import * as members from './reference-members.js';
import {
  batchNormBackward,
  batchNormForward,
  columnMoments,
  layerNormBackward,
  layerNormForward,
} from './reference-norms.js';
import { adam, rmsprop, sgd } from './reference-optimizers.js';
import { sparseBackwardWeights, sparseForward } from './reference-sparse.js';
import {
  add,
  blend,
  dropout,
  reluScaleBackward,
  softmaxBackward,
  softmaxRow,
  sumOfSquares,
} from './reference-values.js';

export type { Precision } from './reference-arena.js';

/** Plain TypeScript kernels, written to be read: every faster implementation must agree with them. */
export function createReferenceKernels(precision: Precision = 'float32'): Kernels {
  return { name: 'reference', ...rowMajorKernels(createReferenceArena(precision)) };
}

/** All operations on values that lie row after row. */
export function rowMajorKernels(arena: ReferenceArena): Omit<Kernels, 'name'> {
  const { floats: a, ...rest } = arena;
  return {
    ...rest,
    denseForward: (x, w, b, out, shape) => denseForward(a(), x, w, b, out, shape),
    denseReluForward(x, w, b, out, shape, drop) {
      const length = shape.rows * shape.outputs;
      denseForward(a(), x, w, b, out, shape);
      activationForward(a(), 'relu', out, out, length);
      dropout(a(), out, out, length, drop);
    },
    denseBackwardInput: (dout, w, _scratch, dx, shape) =>
      denseBackwardInput(a(), dout, w, dx, shape),
    denseBackwardRelu(dout, w, _scratch, x, dx, shape, scale) {
      denseBackwardInput(a(), dout, w, dx, shape);
      reluScaleBackward(a(), x, dx, shape.rows * shape.inputs, scale);
    },
    denseBackwardWeights: (x, dout, dw, db, shape) =>
      denseBackwardWeights(a(), x, dout, dw, db, shape),
    sparseForward: (x, w, out, shape) => sparseForward(a(), x, w, out, shape),
    sparseBackwardWeights: (x, dout, dw, shape) => sparseBackwardWeights(a(), x, dout, dw, shape),
    activationForward: (kind, x, out, rows, columns) =>
      activationForward(a(), kind, x, out, rows * columns),
    activationBackward: (kind, x, out, dout, dx, rows, columns) =>
      activationBackward(a(), kind, { x, out, dout, dx }, rows * columns),
    softmaxForward(x, out, rows, columns) {
      for (let r = 0; r < rows; r++) softmaxRow(a(), x + r * columns, out + r * columns, columns);
    },
    softmaxBackward: (out, dout, dx, rows, columns) =>
      softmaxBackward(a(), out, dout, dx, rows, columns),
    dropout: (x, out, rows, columns, drop) => dropout(a(), x, out, rows * columns, drop),
    add: (x, y, out, rows, columns) => add(a(), x, y, out, rows * columns),
    ...embeddingKernels(a),
    ...memberKernels(a),
    ...rowMajorMaps(a),
    columnMoments: (x, mean, variance, rows, columns) =>
      columnMoments(a(), x, { mean, variance }, rows, columns),
    batchNormForward: (at, out, rows, columns) => batchNormForward(a(), at, out, rows, columns),
    batchNormBackward: (at, dout, to, rows, columns) =>
      batchNormBackward(a(), at, dout, to, rows, columns),
    layerNormForward: (at, out, rows, columns) => layerNormForward(a(), at, out, rows, columns),
    layerNormBackward: (at, dout, to, rows, columns) =>
      layerNormBackward(a(), at, dout, to, rows, columns),
    cost({ kind, parameter }, x, y, weights, dx, rows, columns) {
      const places = { x, y, weights, dx };
      if (kind === 'softmax-cross-entropy')
        return softmaxCrossEntropy(a(), parameter, places, rows, columns);
      return valueCost(a(), kind, parameter, places, rows, columns);
    },
    sgd: (w, dw, velocity, floats, step) => sgd(a(), w, dw, velocity, floats, step),
    rmsprop: (w, dw, v, floats, step) => rmsprop(a(), w, dw, v, floats, step),
    adam: (w, dw, m, v, floats, step) => adam(a(), w, dw, m, v, floats, step),
    blend: (to, from, floats, keep, take) => blend(a(), to, from, floats, keep, take),
    sumOfSquares: (x, floats) => sumOfSquares(a(), x, floats),
  };
}

function embeddingKernels(a: ReferenceArena['floats']): EmbeddingKernels {
  return {
    piecewiseForward: (at, out, shape) => embeddings.piecewiseForward(a(), at, out, shape),
    piecewiseBackward: (at, dout, to, shape) =>
      embeddings.piecewiseBackward(a(), at, dout, to, shape),
    periodicForward: (at, out, shape) => embeddings.periodicForward(a(), at, out, shape),
    periodicBackward: (at, dout, to, shape) =>
      embeddings.periodicBackward(a(), at, dout, to, shape),
    levelsForward: (at, out, shape) => embeddings.levelsForward(a(), at, out, shape),
    levelsBackward: (at, dout, dlevels, shape) =>
      embeddings.levelsBackward(a(), at, dout, dlevels, shape),
    copyColumns: (x, out, shape) => embeddings.copyColumns(a(), x, out, shape),
  };
}

function memberKernels(a: ReferenceArena['floats']): MemberKernels {
  return {
    scaleForward: (x, s, out, shape) => members.scaleForward(a(), x, s, out, shape),
    scaleBackward: (x, s, dout, dx, ds, shape) =>
      members.scaleBackward(a(), { x, s, dout }, { dx, ds }, shape),
    shiftForward: (x, b, out, shape) => members.shiftForward(a(), x, b, out, shape),
    shiftBackward: (dout, db, shape) => members.shiftBackward(a(), dout, db, shape),
    blendedActivationForward: (kind, x, alpha, out, rows, columns) =>
      members.blendedActivationForward(a(), kind, { x, alpha, out }, rows, columns),
    blendedActivationBackward: (kind, at, to, rows, columns) =>
      members.blendedActivationBackward(a(), kind, at, to, rows, columns),
    headsForward: (x, w, b, out, shape) => members.headsForward(a(), { x, w, b, out }, shape),
    headsBackward: (at, to, shape, gate) => members.headsBackward(a(), at, to, shape, gate),
  };
}
