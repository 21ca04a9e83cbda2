import type { MapKernels, WindowShape } from '../map-kernels.js';
import type { MapExports } from './map-exports.js';

const FLOAT = 4;

/** What goes over maps in WebAssembly; pictures are written by the arena. */
export function createSimdMaps(wasm: MapExports): Omit<MapKernels, 'writePicture'> {
  return { ...windowKernels(wasm), ...mapKernels(wasm) };
}

type WindowKernels = Omit<MapKernels, 'writePicture' | keyof ReturnType<typeof mapKernels>>;

function windowKernels(wasm: MapExports): WindowKernels {
  const f = FLOAT;
  return {
    convolutionFloats(shape) {
      setWindow(wasm, shape);
      return wasm.convolutionFloats(shape.inputs, shape.outputs);
    },
    convolutionForward(x, w, b, scratch, out, shape) {
      setWindow(wasm, shape);
      const work = scratch * f;
      wasm.convolutionForward(x * f, w * f, b * f, work, out * f, shape.inputs, shape.outputs);
    },
    convolutionBackwardInput(dout, w, scratch, dx, shape) {
      setWindow(wasm, shape);
      const { inputs, outputs } = shape;
      wasm.convolutionBackwardInput(dout * f, w * f, scratch * f, dx * f, inputs, outputs);
    },
    convolutionBackwardWeights(x, dout, scratch, dw, db, shape) {
      setWindow(wasm, shape);
      const { inputs, outputs } = shape;
      const work = scratch * f;
      wasm.convolutionBackwardWeights(x * f, dout * f, work, dw * f, db * f, inputs, outputs);
    },
    depthwiseForward(x, w, b, out, shape) {
      setWindow(wasm, shape);
      wasm.depthwiseForward(x * f, w * f, b * f, out * f, shape.columns);
    },
    depthwiseBackwardInput(dout, w, dx, shape) {
      setWindow(wasm, shape);
      wasm.depthwiseBackwardInput(dout * f, w * f, dx * f, shape.columns);
    },
    depthwiseBackwardWeights(x, dout, dw, db, shape) {
      setWindow(wasm, shape);
      wasm.depthwiseBackwardWeights(x * f, dout * f, dw * f, db * f, shape.columns);
    },
    maxPoolForward(x, out, shape) {
      setWindow(wasm, shape);
      wasm.maxPoolForward(x * f, out * f, shape.columns);
    },
    maxPoolBackward(x, out, dout, dx, shape) {
      setWindow(wasm, shape);
      wasm.maxPoolBackward(x * f, out * f, dout * f, dx * f, shape.columns);
    },
    averagePoolForward(x, out, shape) {
      setWindow(wasm, shape);
      wasm.averagePoolForward(x * f, out * f, shape.columns);
    },
    averagePoolBackward(dout, dx, shape) {
      setWindow(wasm, shape);
      wasm.averagePoolBackward(dout * f, dx * f, shape.columns);
    },
  };
}

function mapKernels(
  wasm: MapExports,
): Pick<
  MapKernels,
  'globalPoolForward' | 'globalPoolBackward' | 'groupNormForward' | 'groupNormBackward'
> {
  const f = FLOAT;
  return {
    globalPoolForward(x, out, { examples, places, columns }) {
      wasm.globalPoolForward(x * f, out * f, examples, places, columns);
    },
    globalPoolBackward(dout, dx, { examples, places, columns }) {
      wasm.globalPoolBackward(dout * f, dx * f, examples, places, columns);
    },
    groupNormForward({ x, scale, shift, scratch }, out, { examples, places, columns, groups }) {
      const [s, h, work] = [scale * f, shift * f, scratch * f];
      const sizes = [examples, places, columns, groups] as const;
      wasm.groupNormForward(x * f, s, h, work, out * f, ...sizes);
    },
    groupNormBackward({ x, scale, scratch }, dout, { dx, dscale, dshift }, shape) {
      const { examples, places, columns, groups } = shape;
      const [s, work, d] = [scale * f, scratch * f, dout * f];
      const to = [dx * f, dscale * f, dshift * f] as const;
      wasm.groupNormBackward(x * f, s, work, d, ...to, examples, places, columns, groups);
    },
  };
}

function setWindow(wasm: MapExports, shape: WindowShape): void {
  const { examples, height, width, outHeight, outWidth, size, stride, dilation, top, left } = shape;
  wasm.setWindow(examples, height, width, outHeight, outWidth, size, stride, dilation, top, left);
}
