import type { PoolLayer } from '../map-layers.js';
import type { WindowGeometry } from '../map-size.js';
import type { Signal, Stage } from './stage.js';

/** The largest value, or the mean, of a window that slides over each channel. */
export function poolStage(
  input: Signal,
  output: Signal,
  kind: PoolLayer['kind'],
  geometry: WindowGeometry,
): Stage {
  const shape = { ...geometry, examples: 0, columns: output.columns };
  const [x, dx] = [input.value, input.gradient];
  const [out, dout] = [output.value, output.gradient];
  return {
    output,
    forward({ kernels, rows }) {
      shape.examples = rows;
      if (kind === 'max-pool') kernels.maxPoolForward(x, out, shape);
      else kernels.averagePoolForward(x, out, shape);
    },
    backward({ kernels, rows }) {
      shape.examples = rows;
      if (kind === 'max-pool') kernels.maxPoolBackward(x, out, dout, dx, shape);
      else kernels.averagePoolBackward(dout, dx, shape);
    },
  };
}

/** The mean of each channel over its map. */
export function globalPoolStage(input: Signal, output: Signal): Stage {
  const shape = { examples: 0, places: input.places, columns: output.columns };
  return {
    output,
    forward({ kernels, rows }) {
      shape.examples = rows;
      kernels.globalPoolForward(input.value, output.value, shape);
    },
    backward({ kernels, rows }) {
      shape.examples = rows;
      kernels.globalPoolBackward(output.gradient, input.gradient, shape);
    },
  };
}
