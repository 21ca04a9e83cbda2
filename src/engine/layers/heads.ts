import type { ParameterBlock } from '../parameter-blocks.js';
import { reluScale, type Signal, type Stage } from './stage.js';

/** out = W x + b of the row's member. */
export function headsStage(
  input: Signal,
  output: Signal,
  weights: ParameterBlock,
  biases: ParameterBlock,
): Stage {
  const { columns: inputs } = input;
  const shape = { rows: 0, inputs, outputs: output.columns, members: biases.rows };
  const at = { x: input.value, w: weights.w, dout: output.gradient };
  const to = { dx: input.gradient, dw: weights.dw, db: biases.dw };
  return {
    output,
    forward({ kernels, rows }) {
      shape.rows = rows;
      kernels.headsForward(input.value, weights.w, biases.w, output.value, shape);
    },
    backward(pass) {
      shape.rows = pass.rows;
      pass.kernels.headsBackward(at, to, shape, reluScale(input, pass));
    },
  };
}
