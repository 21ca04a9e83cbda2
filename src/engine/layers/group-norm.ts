import type { Offset } from '../kernels/kernels.js';
import type { NormBlocks } from './layer-norm.js';
import type { Signal, Stage } from './stage.js';

/** out = scale · x̂ + shift, where x̂ is x standardised over each group of one example (Wu and He 2018). */
export function groupNormStage(
  input: Signal,
  output: Signal,
  { scales, shifts }: NormBlocks,
  groups: number,
  scratch: Offset,
): Stage {
  const { columns, places } = output;
  const shape = { examples: 0, places, columns, groups };
  const at = { x: input.value, scale: scales.w, shift: shifts.w, scratch };
  const to = { dx: input.gradient, dscale: scales.dw, dshift: shifts.dw };
  return {
    output,
    forward({ kernels, rows }) {
      shape.examples = rows;
      kernels.groupNormForward(at, output.value, shape);
    },
    backward({ kernels, rows }) {
      shape.examples = rows;
      kernels.groupNormBackward(at, output.gradient, to, shape);
    },
  };
}
