import type { Arena, Offset } from '../kernels/kernels.js';
import type { Signal, Stage } from './stage.js';

/** A map as one row: in plain order (examples · places, columns) and (examples, places · columns) are the same. */
export function flattenStage(input: Signal, output: Signal, batchSize: number): Stage {
  const plain = new Float64Array(batchSize * output.columns);
  const tall = { rows: 0, columns: input.columns };
  const wide = { rows: 0, columns: output.columns };
  const shape = (rows: number) => {
    tall.rows = rows * input.places;
    wide.rows = rows;
  };
  const copy = (kernels: Arena, from: Offset, shape: typeof tall, to: Offset, as: typeof wide) => {
    kernels.read('signal', from, shape, plain, 0);
    kernels.write('signal', to, as, plain, 0);
  };
  return {
    output,
    forward({ kernels, rows }) {
      shape(rows);
      copy(kernels, input.value, tall, output.value, wide);
    },
    backward({ kernels, rows }) {
      shape(rows);
      copy(kernels, output.gradient, wide, input.gradient, tall);
    },
  };
}
