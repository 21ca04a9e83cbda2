import type { ParameterBlock } from '../parameter-blocks.js';
import type { Signal, Stage } from './stage.js';

/** out = s ∘ x, with the scales of the row's member. */
export function scaleStage(input: Signal, output: Signal, scales: ParameterBlock): Stage {
  const shape = { rows: 0, columns: output.columns, members: scales.rows };
  const { places } = output;
  return {
    output,
    forward({ kernels, rows }) {
      shape.rows = rows * places;
      kernels.scaleForward(input.value, scales.w, output.value, shape);
    },
    backward({ kernels, rows }) {
      shape.rows = rows * places;
      const { value, gradient } = input;
      kernels.scaleBackward(value, scales.w, output.gradient, gradient, scales.dw, shape);
    },
  };
}

/** out = x + b, with the shifts of the row's member; the gradient of out is that of x. */
export function shiftStage(input: Signal, signal: Signal, shifts: ParameterBlock): Stage {
  const output = { ...signal, gradient: input.gradient };
  const shape = { rows: 0, columns: output.columns, members: shifts.rows };
  const { places } = output;
  return {
    output,
    forward({ kernels, rows }) {
      shape.rows = rows * places;
      kernels.shiftForward(input.value, shifts.w, output.value, shape);
    },
    backward({ kernels, rows }) {
      shape.rows = rows * places;
      kernels.shiftBackward(output.gradient, shifts.dw, shape);
    },
  };
}
