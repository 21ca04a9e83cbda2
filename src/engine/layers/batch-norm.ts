import type { Batch, Kernels, Moments } from '../kernels/kernels.js';
import type { ParameterBlock } from '../parameter-blocks.js';
import type { NormBlocks } from './layer-norm.js';
import type { Signal, Stage } from './stage.js';

/** Moments that follow the batches while training, for predicting. */
export interface RunningMoments {
  readonly means: ParameterBlock;
  readonly variances: ParameterBlock;
  /** The share of each batch. */
  readonly momentum: number;
  /** Rows of a full batch, those of each member counted. */
  readonly batchSize: number;
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
  const { columns, places } = output;
  const at = { x: input.value, scale: scales.w, shift: shifts.w };
  const ofBatch = { ...at, ...moments };
  const ofAll = { ...at, mean: running.means.w, variance: running.variances.w };
  const to = { dx: input.gradient, dscale: scales.dw, dshift: shifts.dw };
  return {
    output,
    forward(pass) {
      const { kernels, training } = pass;
      const rows = pass.rows * places;
      if (training) {
        kernels.columnMoments(input.value, moments.mean, moments.variance, rows, columns);
        // One value has no variance: what is kept would be spoilt by it.
        const isAlone = rows === 1 || (places === 1 && isRest(pass, running.batchSize));
        if (!isAlone) follow(kernels, rows, running, moments);
      }
      kernels.batchNormForward(training ? ofBatch : ofAll, output.value, rows, columns);
    },
    backward: ({ kernels, rows }) =>
      kernels.batchNormBackward(ofBatch, output.gradient, to, rows * places, columns),
  };
}

/** Whether a batch is the last row of the data alone, where others have more: once for each member, where they share batches. */
function isRest({ order, start, rows }: Batch, batchSize: number): boolean {
  if (rows === batchSize) return false;
  for (let i = 1; i < rows; i++) if (order[start + i] !== order[start]) return false;
  return true;
}

function follow(
  kernels: Kernels,
  rows: number,
  { means, variances, momentum }: RunningMoments,
  { mean, variance }: Moments,
): void {
  const unbiased = rows / (rows - 1);
  kernels.blend(means.w, mean, means.floats, 1 - momentum, momentum);
  kernels.blend(variances.w, variance, variances.floats, 1 - momentum, momentum * unbiased);
}
