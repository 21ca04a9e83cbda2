import type { BlendedActivation } from '../kernels/kernels.js';
import type { ParameterBlock } from '../parameter-blocks.js';
import type { Signal, Stage } from './stage.js';

/** out = x + α (f(x) − x), with an α for each column. */
export function blendedActivationStage(
  input: Signal,
  output: Signal,
  kind: BlendedActivation,
  alphas: ParameterBlock,
): Stage {
  const { columns, places } = output;
  const at = { x: input.value, alpha: alphas.w, dout: output.gradient };
  const to = { dx: input.gradient, dalpha: alphas.dw };
  return {
    output,
    forward: ({ kernels, rows }) =>
      kernels.blendedActivationForward(kind, at.x, at.alpha, output.value, rows * places, columns),
    backward: ({ kernels, rows }) =>
      kernels.blendedActivationBackward(kind, at, to, rows * places, columns),
  };
}
