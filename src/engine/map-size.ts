import type { WindowShape } from './kernels/map-kernels.js';

/** Height and width of a map. */
export interface MapSize {
  readonly height: number;
  readonly width: number;
}

/** A window that slides over maps of this size, without its examples. */
export type WindowGeometry = Omit<WindowShape, 'examples'>;

interface Window {
  readonly size: number;
  readonly stride: number;
  readonly dilation?: number;
}

/** How many places a map has. */
export function placesOf({ height, width }: MapSize): number {
  return height * width;
}

/**
 * 'Same' padding: ⌈length / stride⌉ windows along each side, and no more zeros than they need, at the end one more than at
 * the beginning where their number is odd (as TensorFlow has it).
 */
export function windowOver(
  { height, width }: MapSize,
  { size, stride, dilation = 1 }: Window,
): WindowGeometry {
  const reach = (size - 1) * dilation + 1;
  const outHeight = Math.ceil(height / stride);
  const outWidth = Math.ceil(width / stride);
  const before = (windows: number, length: number) =>
    Math.max(0, (windows - 1) * stride + reach - length) >> 1;
  const top = before(outHeight, height);
  const left = before(outWidth, width);
  return { height, width, outHeight, outWidth, size, stride, dilation, top, left };
}
