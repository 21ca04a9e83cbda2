import type { Floats, Offset } from './arena.js';
import type { MapKernels, ScaledPicture } from './map-kernels.js';
import * as convolutions from './reference-convolutions.js';
import { groupNormBackward, groupNormForward } from './reference-group-norm.js';
import * as pools from './reference-pools.js';

/** What goes over maps whose values lie row after row. */
export function rowMajorMaps(a: () => Floats): MapKernels {
  return {
    writePicture: (picture, first, _rows, to) => writePicture(a(), picture, first, to),
    convolutionFloats: () => 0,
    convolutionForward: (x, w, b, _scratch, out, shape) =>
      convolutions.convolutionForward(a(), { x, w, b, out }, shape),
    convolutionBackwardInput: (dout, w, _scratch, dx, shape) =>
      convolutions.convolutionBackwardInput(a(), dout, w, dx, shape),
    convolutionBackwardWeights: (x, dout, _scratch, dw, db, shape) =>
      convolutions.convolutionBackwardWeights(a(), { x, dout, dw, db }, shape),
    depthwiseForward: (x, w, b, out, shape) =>
      convolutions.depthwiseForward(a(), { x, w, b, out }, shape),
    depthwiseBackwardInput: (dout, w, dx, shape) =>
      convolutions.depthwiseBackwardInput(a(), dout, w, dx, shape),
    depthwiseBackwardWeights: (x, dout, dw, db, shape) =>
      convolutions.depthwiseBackwardWeights(a(), { x, dout, dw, db }, shape),
    maxPoolForward: (x, out, shape) => pools.maxPoolForward(a(), x, out, shape),
    maxPoolBackward: (x, out, dout, dx, shape) =>
      pools.maxPoolBackward(a(), { x, out, dout, dx }, shape),
    averagePoolForward: (x, out, shape) => pools.averagePoolForward(a(), x, out, shape),
    averagePoolBackward: (dout, dx, shape) => pools.averagePoolBackward(a(), dout, dx, shape),
    globalPoolForward: (x, out, shape) => pools.globalPoolForward(a(), x, out, shape),
    globalPoolBackward: (dout, dx, shape) => pools.globalPoolBackward(a(), dout, dx, shape),
    groupNormForward: (at, out, shape) => groupNormForward(a(), at, out, shape),
    groupNormBackward: (at, dout, to, shape) => groupNormBackward(a(), at, dout, to, shape),
  };
}

function writePicture(
  a: Floats,
  { pixels, means, factors }: ScaledPicture,
  first: number,
  to: Offset,
): void {
  const channels = means.length;
  const start = to + first * channels;
  for (let i = 0; i < pixels.length; i++) {
    const c = i % channels;
    a[start + i] = ((pixels[i] as number) - (means[c] as number)) * (factors[c] as number);
  }
}
