import type { Activation } from '../kernels/kernels.js';
import type { Signal, Stage } from './stage.js';

/** out = f(x), value by value; softmax row by row. */
export function activationStage(
  input: Signal,
  output: Signal,
  kind: Activation | 'softmax',
): Stage {
  const { columns, places } = output;
  return {
    output,
    forward({ kernels, rows: examples }) {
      const rows = examples * places;
      if (kind === 'softmax') kernels.softmaxForward(input.value, output.value, rows, columns);
      else kernels.activationForward(kind, input.value, output.value, rows, columns);
    },
    backward({ kernels, rows: examples }) {
      const rows = examples * places;
      const { value, gradient } = output;
      if (kind === 'softmax')
        kernels.softmaxBackward(value, gradient, input.gradient, rows, columns);
      else {
        const { value: x, gradient: dx } = input;
        kernels.activationBackward(kind, x, value, gradient, dx, rows, columns);
      }
    },
  };
}
