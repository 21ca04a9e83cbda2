import type { ParameterBlock } from '../parameter-blocks.js';
import type { Signal, Stage } from './stage.js';

/** The trained parameters of a norm layer, one a column. */
export interface NormBlocks {
  readonly scales: ParameterBlock;
  readonly shifts: ParameterBlock;
}

/** out = scale · x̂ + shift, where x̂ is x standardised row by row (Ba et al. 2016). */
export function layerNormStage(
  input: Signal,
  output: Signal,
  { scales, shifts }: NormBlocks,
): Stage {
  const { columns, places } = output;
  const at = { x: input.value, scale: scales.w, shift: shifts.w };
  const to = { dx: input.gradient, dscale: scales.dw, dshift: shifts.dw };
  return {
    output,
    forward: ({ kernels, rows }) =>
      kernels.layerNormForward(at, output.value, rows * places, columns),
    backward: ({ kernels, rows }) =>
      kernels.layerNormBackward(at, output.gradient, to, rows * places, columns),
  };
}
