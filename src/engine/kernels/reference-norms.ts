import { square } from '../../util/elementary/square.js';
import {
  type Floats,
  type Moments,
  NORM_EPSILON,
  type NormGradients,
  type NormPlaces,
  type Offset,
} from './kernels.js';

/** The mean and the variance (divided by rows) of each column. */
export function columnMoments(
  a: Floats,
  x: Offset,
  { mean, variance }: Moments,
  rows: number,
  columns: number,
): void {
  for (let j = 0; j < columns; j++) {
    const moments = momentsOf(a, x + j, columns, rows);
    a[mean + j] = moments.mean;
    a[variance + j] = moments.variance;
  }
}

/** out = scale · x̂ + shift with x̂ = (x − mean) / √(variance + ε) (Ioffe and Szegedy 2015). */
export function batchNormForward(
  a: Floats,
  { x, scale, shift, mean, variance }: NormPlaces & Moments,
  out: Offset,
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < rows * columns; i++) {
    const j = i % columns;
    const deviation = Math.sqrt((a[variance + j] as number) + NORM_EPSILON);
    const standard = ((a[x + i] as number) - (a[mean + j] as number)) / deviation;
    a[out + i] = (a[scale + j] as number) * standard + (a[shift + j] as number);
  }
}

/** dx = scale / deviation · (dout − mean(dout) − x̂ · mean(dout · x̂)), means over the rows. */
export function batchNormBackward(
  a: Floats,
  { x, scale, mean, variance }: NormPlaces & Moments,
  dout: Offset,
  { dx, dscale, dshift }: NormGradients,
  rows: number,
  columns: number,
): void {
  for (let j = 0; j < columns; j++) {
    const center = a[mean + j] as number;
    const deviation = Math.sqrt((a[variance + j] as number) + NORM_EPSILON);
    const standard = (i: number) => ((a[x + i] as number) - center) / deviation;
    let sum = 0;
    let inner = 0;
    for (let i = j; i < rows * columns; i += columns) {
      sum += a[dout + i] as number;
      inner += (a[dout + i] as number) * standard(i);
    }
    a[dshift + j] = sum;
    a[dscale + j] = inner;
    const factor = (a[scale + j] as number) / deviation;
    for (let i = j; i < rows * columns; i += columns) {
      a[dx + i] = factor * ((a[dout + i] as number) - sum / rows - (standard(i) * inner) / rows);
    }
  }
}

/** out = scale · x̂ + shift, where x̂ is x standardised row by row (Ba et al. 2016). */
export function layerNormForward(
  a: Floats,
  { x, scale, shift }: NormPlaces,
  out: Offset,
  rows: number,
  columns: number,
): void {
  for (let start = 0; start < rows * columns; start += columns) {
    const { mean, variance } = momentsOf(a, x + start, 1, columns);
    const deviation = Math.sqrt(variance + NORM_EPSILON);
    for (let j = 0; j < columns; j++) {
      const standard = ((a[x + start + j] as number) - mean) / deviation;
      a[out + start + j] = (a[scale + j] as number) * standard + (a[shift + j] as number);
    }
  }
}

/** dx = (g − mean(g) − x̂ · mean(g · x̂)) / deviation with g = dout · scale, means over the columns. */
export function layerNormBackward(
  a: Floats,
  { x, scale }: NormPlaces,
  dout: Offset,
  { dx, dscale, dshift }: NormGradients,
  rows: number,
  columns: number,
): void {
  a.fill(0, dscale, dscale + columns);
  a.fill(0, dshift, dshift + columns);
  for (let start = 0; start < rows * columns; start += columns) {
    const { mean, variance } = momentsOf(a, x + start, 1, columns);
    const deviation = Math.sqrt(variance + NORM_EPSILON);
    const standard = (j: number) => ((a[x + start + j] as number) - mean) / deviation;
    let sum = 0;
    let inner = 0;
    for (let j = 0; j < columns; j++) {
      const slope = a[dout + start + j] as number;
      a[dshift + j] = (a[dshift + j] as number) + slope;
      a[dscale + j] = (a[dscale + j] as number) + slope * standard(j);
      sum += slope * (a[scale + j] as number);
      inner += slope * (a[scale + j] as number) * standard(j);
    }
    for (let j = 0; j < columns; j++) {
      const slope = (a[dout + start + j] as number) * (a[scale + j] as number);
      a[dx + start + j] = (slope - sum / columns - (standard(j) * inner) / columns) / deviation;
    }
  }
}

/** Of `count` values, `step` apart. */
function momentsOf(a: Floats, from: Offset, step: number, count: number) {
  let mean = 0;
  for (let i = 0; i < count; i++) mean += (a[from + i * step] as number) / count;
  let variance = 0;
  for (let i = 0; i < count; i++) variance += square((a[from + i * step] as number) - mean) / count;
  return { mean, variance };
}
