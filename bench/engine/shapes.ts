import type { NetworkInput } from '../../src/engine/network-input.js';
import { randomStream } from '../../src/util/random.js';

/**
 * A network to train and how: `sizes` from inputs to outputs, ReLU between, AdamW. Those of pictures are channels of 3 × 3
 * convolutions with batch norm; the first two are followed by a pool of 2 × 2, the last one by the mean of its maps.
 */
export interface Shape {
  readonly sizes: readonly number[];
  /** Of pictures: pixels a side. */
  readonly side?: number;
  readonly batch: number;
  /** Rows of an epoch. */
  readonly rows: number;
}

/** Convolutions behind which the maps are halved. */
export const POOLED = 2;

/** S4 is what a step of an ensemble of eight networks costs, C1 the network for small pictures of docs/engine.md. */
export const shapes: Readonly<Record<string, Shape>> = {
  S1: { sizes: [14, 256, 256, 256, 1], batch: 256, rows: 20_480 },
  S2: { sizes: [100, 512, 512, 10], batch: 256, rows: 10_240 },
  S3: { sizes: [8, 64, 32, 1], batch: 256, rows: 51_200 },
  S4: { sizes: [64, 128, 128, 1], batch: 2_048, rows: 20_480 },
  C1: { sizes: [3, 32, 64, 128, 128, 10], side: 32, batch: 64, rows: 256 },
};

export const DROPOUT = 0.1;

export function outputsOf({ sizes }: Shape): number {
  return sizes.at(-1) ?? 1;
}

/** Multiplications and additions of one sample's step: forward, and twice that backward less the first layer's inputs. */
export function flopsPerSample({ sizes, side }: Shape): number {
  let sum = 0;
  for (let i = 1; i < sizes.length; i++) {
    const isConvolution = side !== undefined && i < sizes.length - 1;
    const places = isConvolution ? (side / 2 ** Math.min(i - 1, POOLED)) ** 2 : 1;
    const window = isConvolution ? 9 : 1;
    sum += (i === 1 ? 4 : 6) * places * window * (sizes[i - 1] ?? 0) * (sizes[i] ?? 0);
  }
  return sum;
}

/** Numbers of a row, or bytes of a picture. */
export function inputsOf({ sizes, side = 1 }: Shape): number {
  return side * side * (sizes[0] ?? 1);
}

/** Standard normal inputs, of pictures as bytes; a class for several outputs, else a smooth function of the first two inputs. */
export function shapeData(shape: Shape): { readonly x: Float32Array; readonly y: Float32Array } {
  const random = randomStream('bench');
  const inputs = inputsOf(shape);
  const outputs = outputsOf(shape);
  const x = Float32Array.from({ length: shape.rows * inputs }, () => random.normal());
  const y = Float32Array.from({ length: shape.rows }, (_, row) =>
    outputs > 1
      ? random.integer(outputs)
      : Math.sin((x[row * inputs] ?? 0) + (x[row * inputs + 1] ?? 0)),
  );
  return { x, y };
}

/** These inputs as a network reads them. */
export function shapeInput(shape: Shape, x: Float32Array, rows: number): NetworkInput {
  const { side, sizes } = shape;
  const columns = sizes[0] ?? 1;
  if (side === undefined) {
    return { rows, dense: { rows, columns, data: x }, sparse: undefined };
  }
  const all = Array.from({ length: columns }, () => 128);
  const scales = { means: all, deviations: Array.from({ length: columns }, () => 32) };
  const data = Uint8Array.from(x.subarray(0, rows * inputsOf(shape)), (value) => 128 + 32 * value);
  const pictures = { rows, height: side, width: side, channels: columns, data, ...scales };
  return { rows, dense: undefined, sparse: undefined, pictures };
}
