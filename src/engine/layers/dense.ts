import type { DenseShape, Offset } from '../kernels/kernels.js';
import type { DropoutSetting } from './dropout.js';
import { type Pass, reluScale, type Signal, type Stage } from './stage.js';

/** Where a dense layer keeps its weights and their gradients: w (inputs, outputs) and b (outputs). */
export interface DensePlaces {
  readonly w: Offset;
  readonly b: Offset;
  readonly dw: Offset;
  readonly db: Offset;
  readonly scratch: Offset;
}

/** The sparse part of the data, gathered at x, and its weights. */
export interface SparsePlaces {
  readonly inputs: number;
  readonly x: Offset;
  readonly w: Offset;
  readonly dw: Offset;
}

export interface DenseOptions {
  /** The first layer needs no gradient of its inputs. */
  readonly isFirst: boolean;
  /** Added to the dense part; in the first layer only. */
  readonly sparse?: SparsePlaces | undefined;
  /** Applies ReLU and dropout on the way, which saves two trips through memory. */
  readonly relu?: DropoutSetting | undefined;
}

/** out = x · w + b. */
export function denseStage(
  input: Signal,
  output: Signal,
  at: DensePlaces,
  { isFirst, sparse, relu }: DenseOptions,
): Stage {
  const { w, b, dw, db } = at;
  const { places } = output;
  const shape = { rows: 0, inputs: input.columns, outputs: output.columns };
  const sparseShape = { rows: 0, inputs: sparse?.inputs ?? 0, outputs: output.columns };
  const drop = { rate: 0, seed: 0 };
  return {
    output,
    forward({ kernels, rows, training, seed, dropout }) {
      shape.rows = sparseShape.rows = rows * places;
      if (relu) {
        drop.rate = training ? relu.rate * dropout : 0;
        drop.seed = seed ^ relu.salt;
        kernels.denseReluForward(input.value, w, b, output.value, shape, drop);
      } else kernels.denseForward(input.value, w, b, output.value, shape);
      if (sparse) kernels.sparseForward(sparse.x, sparse.w, output.value, sparseShape);
    },
    backward(pass) {
      const { kernels, rows } = pass;
      shape.rows = sparseShape.rows = rows * places;
      kernels.denseBackwardWeights(input.value, output.gradient, dw, db, shape);
      if (sparse) {
        kernels.sparseBackwardWeights(sparse.x, output.gradient, sparse.dw, sparseShape);
      }
      if (!isFirst) backwardInput(pass, input, output, at, shape);
    },
  };
}

function backwardInput(
  pass: Pass,
  input: Signal,
  output: Signal,
  { w, scratch }: DensePlaces,
  shape: DenseShape,
): void {
  const { kernels } = pass;
  const { value, gradient } = input;
  const scale = reluScale(input, pass);
  if (scale === 0) kernels.denseBackwardInput(output.gradient, w, scratch, gradient, shape);
  else kernels.denseBackwardRelu(output.gradient, w, scratch, value, gradient, shape, scale);
}
