import type { Offset } from '../kernels/kernels.js';
import type { Signal, Stage } from './stage.js';

/** Where a dense layer keeps its weights and their gradients: w (inputs, outputs) and b (outputs). */
export interface DensePlaces {
  readonly w: Offset;
  readonly b: Offset;
  readonly dw: Offset;
  readonly db: Offset;
  /** Inputs that come from the sparse part of the data, behind the dense ones; 0 inside the network. */
  readonly sparseInputs: number;
}

/** out = x · w + b, where the last `sparseInputs` columns of x are read from the sparse matrix. */
export function denseStage(
  input: Signal,
  output: Signal,
  places: DensePlaces,
  isFirst: boolean,
): Stage {
  const { w, b, dw, db } = places;
  const inputs = input.columns;
  const outputs = output.columns;
  const sparseWeights = inputs * outputs;
  return {
    output,
    forward({ kernels, rows, sparse, rowIndices }) {
      kernels.denseForward(input.value, w, b, output.value, { rows, inputs, outputs });
      if (sparse && places.sparseInputs > 0) {
        kernels.sparseForward(sparse, rowIndices, w + sparseWeights, output.value, outputs);
      }
    },
    backward({ kernels, rows, sparse, rowIndices }) {
      const shape = { rows, inputs, outputs };
      kernels.denseBackwardWeights(input.value, output.gradient, dw, db, shape);
      if (sparse && places.sparseInputs > 0) {
        const place = dw + sparseWeights;
        kernels.sparseBackwardWeights(sparse, rowIndices, output.gradient, place, outputs);
      }
      if (!isFirst) kernels.denseBackwardInput(output.gradient, w, input.gradient, shape);
    },
  };
}
