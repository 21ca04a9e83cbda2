import { randomStream } from '../../src/util/random.js';

/** A network to train and how: `sizes` from inputs to outputs, ReLU between, AdamW. */
export interface Shape {
  readonly sizes: readonly number[];
  readonly batch: number;
  /** Rows of an epoch. */
  readonly rows: number;
}

/** S4 is what a step of an ensemble of eight networks costs. */
export const shapes: Readonly<Record<string, Shape>> = {
  S1: { sizes: [14, 256, 256, 256, 1], batch: 256, rows: 20_480 },
  S2: { sizes: [100, 512, 512, 10], batch: 256, rows: 10_240 },
  S3: { sizes: [8, 64, 32, 1], batch: 256, rows: 51_200 },
  S4: { sizes: [64, 128, 128, 1], batch: 2_048, rows: 20_480 },
};

export const DROPOUT = 0.1;

export function outputsOf({ sizes }: Shape): number {
  return sizes.at(-1) ?? 1;
}

/** Multiplications and additions of one sample's step: forward, and twice that backward less the first layer's inputs. */
export function flopsPerSample({ sizes }: Shape): number {
  let sum = 0;
  for (let i = 1; i < sizes.length; i++) {
    sum += (i === 1 ? 4 : 6) * (sizes[i - 1] ?? 0) * (sizes[i] ?? 0);
  }
  return sum;
}

/** Standard normal inputs; a class for several outputs, else a smooth function of the first two inputs. */
export function shapeData(shape: Shape): { readonly x: Float32Array; readonly y: Float32Array } {
  const random = randomStream('bench');
  const inputs = shape.sizes[0] ?? 1;
  const outputs = outputsOf(shape);
  const x = Float32Array.from({ length: shape.rows * inputs }, () => random.normal());
  const y = Float32Array.from({ length: shape.rows }, (_, row) =>
    outputs > 1
      ? random.integer(outputs)
      : Math.sin((x[row * inputs] ?? 0) + (x[row * inputs + 1] ?? 0)),
  );
  return { x, y };
}
