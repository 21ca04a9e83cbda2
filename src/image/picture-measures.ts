import { square } from '../util/elementary/square.js';
import { greyOf, type PictureStack } from './picture-stack.js';

/** What a person can read of a picture, in the order of its values. */
export const PICTURE_MEASURES = [
  'brightness',
  'contrast',
  'sharpness',
  'red',
  'green',
  'blue',
  'red spread',
  'green spread',
  'blue spread',
  'width',
  'height',
  'aspect',
  'bytes',
] as const;

/** Pictures with what they were before they were made squares: width, height, bytes of the file; (pictures, 3). */
export interface SizedPictures extends PictureStack {
  readonly sizes: Float64Array;
}

/**
 * The mean of the brightness and its deviation, 0 … 1; sharpness as the variance of its Laplacian (Pech-Pacheco and others
 * 2000); means and deviations of the channels, 0 … 1; width, height, width by height, and bytes.
 */
export function pictureMeasures(pictures: SizedPictures, picture: number): Float64Array {
  const { side, pixels, sizes } = pictures;
  const grey = greyOf(pictures, picture);
  const [brightness, contrast] = momentsOf(grey, 0, 1);
  const [, ripple] = momentsOf(laplacianOf(grey, side), 0, 1);
  const own = pixels.subarray(picture * side * side * 3, (picture + 1) * side * side * 3);
  const channels = [0, 1, 2].map((channel) => momentsOf(own, channel, 3));
  const [width = 0, height = 0, bytes = 0] = sizes.subarray(3 * picture, 3 * picture + 3);
  return Float64Array.of(
    brightness,
    contrast,
    ripple * ripple,
    ...channels.map(([mean]) => mean / 255),
    ...channels.map(([, deviation]) => deviation / 255),
    width,
    height,
    width / height,
    bytes,
  );
}

/** Of every `step`th value from `first` on: the mean and the deviation. */
function momentsOf(
  values: Float32Array | Uint8Array,
  first: number,
  step: number,
): readonly [mean: number, deviation: number] {
  let [sum, squares] = [0, 0];
  for (let i = first; i < values.length; i += step) sum += values[i] as number;
  const count = Math.max(1, Math.ceil((values.length - first) / step));
  const mean = sum / count;
  for (let i = first; i < values.length; i += step) squares += square((values[i] as number) - mean);
  return [mean, Math.sqrt(squares / count)];
}

/** How much each inner pixel differs from its four neighbours. */
function laplacianOf(grey: Float32Array, side: number): Float32Array {
  const inner = Math.max(0, side - 2);
  const out = new Float32Array(inner * inner);
  for (let y = 0; y < inner; y++) {
    for (let x = 0; x < inner; x++) {
      const at = (y + 1) * side + x + 1;
      const around =
        (grey[at - 1] as number) +
        (grey[at + 1] as number) +
        (grey[at - side] as number) +
        (grey[at + side] as number);
      out[y * inner + x] = around - 4 * (grey[at] as number);
    }
  }
  return out;
}
