import type { Moments } from '../kernels/kernels.js';
import type { ParameterBlock } from '../parameter-blocks.js';
import type { NormBlocks } from './layer-norm.js';
import type { Pass, Signal, Stage } from './stage.js';

/** Moments that follow the batches while training, for predicting. */
export interface RunningMoments {
  readonly means: ParameterBlock;
  readonly variances: ParameterBlock;
  /** The share of each batch. */
  readonly momentum: number;
}

/**
 * out = scale · x̂ + shift, where x̂ is x standardised column by column: over the batch while training, by the
 * running moments when predicting (Ioffe and Szegedy 2015; running variances are unbiased, as PyTorch's).
 */
export function batchNormStage(
  input: Signal,
  output: Signal,
  { scales, shifts }: NormBlocks,
  running: RunningMoments,
  moments: Moments,
): Stage {
  const { columns } = output;
  const places = { x: input.value, scale: scales.w, shift: shifts.w };
  const ofBatch = { ...places, ...moments };
  const ofAll = { ...places, mean: running.means.w, variance: running.variances.w };
  const to = { dx: input.gradient, dscale: scales.dw, dshift: shifts.dw };
  return {
    output,
    forward(pass) {
      const { kernels, rows, training } = pass;
      if (training) {
        kernels.columnMoments(input.value, moments.mean, moments.variance, rows, columns);
        follow(pass, running, moments);
      }
      kernels.batchNormForward(training ? ofBatch : ofAll, output.value, rows, columns);
    },
    backward: ({ kernels, rows }) =>
      kernels.batchNormBackward(ofBatch, output.gradient, to, rows, columns),
  };
}

function follow(
  { kernels, rows }: Pass,
  { means, variances, momentum }: RunningMoments,
  { mean, variance }: Moments,
): void {
  const unbiased = rows / Math.max(1, rows - 1);
  kernels.blend(means.w, mean, means.floats, 1 - momentum, momentum);
  kernels.blend(variances.w, variance, variances.floats, 1 - momentum, momentum * unbiased);
}
