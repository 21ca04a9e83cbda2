import type { WindowGeometry } from '../map-size.js';
import type { DensePlaces } from './dense.js';
import type { Signal, Stage } from './stage.js';

export interface ConvolutionOptions {
  readonly geometry: WindowGeometry;
  readonly depthwise: boolean;
  /** The first layer needs no gradient of its inputs. */
  readonly isFirst: boolean;
}

/** out = x ∗ w + b over the places of maps. */
export function convolutionStage(
  input: Signal,
  output: Signal,
  places: DensePlaces,
  { geometry, depthwise, isFirst }: ConvolutionOptions,
): Stage {
  return depthwise
    ? depthwiseStage(input, output, places, geometry, isFirst)
    : fullStage(input, output, places, geometry, isFirst);
}

function fullStage(
  input: Signal,
  output: Signal,
  { w, b, dw, db, scratch }: DensePlaces,
  geometry: WindowGeometry,
  isFirst: boolean,
): Stage {
  const shape = { ...geometry, examples: 0, inputs: input.columns, outputs: output.columns };
  return {
    output,
    forward({ kernels, rows }) {
      shape.examples = rows;
      kernels.convolutionForward(input.value, w, b, scratch, output.value, shape);
    },
    backward({ kernels, rows }) {
      shape.examples = rows;
      const { gradient } = output;
      kernels.convolutionBackwardWeights(input.value, gradient, scratch, dw, db, shape);
      if (isFirst) return;
      kernels.convolutionBackwardInput(gradient, w, scratch, input.gradient, shape);
    },
  };
}

function depthwiseStage(
  input: Signal,
  output: Signal,
  { w, b, dw, db }: DensePlaces,
  geometry: WindowGeometry,
  isFirst: boolean,
): Stage {
  const shape = { ...geometry, examples: 0, columns: output.columns };
  return {
    output,
    forward({ kernels, rows }) {
      shape.examples = rows;
      kernels.depthwiseForward(input.value, w, b, output.value, shape);
    },
    backward({ kernels, rows }) {
      shape.examples = rows;
      kernels.depthwiseBackwardWeights(input.value, output.gradient, dw, db, shape);
      if (!isFirst) kernels.depthwiseBackwardInput(output.gradient, w, input.gradient, shape);
    },
  };
}
