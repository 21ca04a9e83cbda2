import type { Augmentation } from '../engine/augmentation.js';
import type { PictureInput } from '../engine/picture-input.js';
import { cholesky, dot, solveCholesky } from './cholesky.js';

/** Cells of a side that pictures are averaged to. */
const GRID = 8;
/** Pictures that are looked at, half of them to fit and half to judge. */
const MOST = 2000;
/** Of what is told by pictures as they are, what mirror images must tell. */
const ENOUGH = 0.75;
/** The ridge, as a share of the mean square of a column. */
const RIDGE = 0.3;

type Pictures = Pick<PictureInput, 'height' | 'width' | 'channels' | 'data'>;
type Flips = NonNullable<Augmentation['flips']>;

/**
 * Which mirror images tell the same: a ridge regression of coarse pictures, fitted to every second one, must tell of the
 * mirror images of the others nearly what it tells of those themselves. A digit is another one in a mirror, a cat is not.
 * Where it tells nothing, left and right are taken to be alike, as in photographs.
 */
export function sameWhenMirrored(
  pictures: Pictures,
  places: Int32Array,
  targets: readonly Float64Array[],
): Flips {
  const stride = Math.max(1, Math.ceil(places.length / MOST));
  const seen = Array.from({ length: Math.floor(places.length / stride) }, (_, i) => i * stride);
  const [fitted, judged] = [0, 1].map((half) => seen.filter((_, i) => i % 2 === half));
  const coarse = coarsePictures(pictures, places);
  const told = ridgeGain(coarse, targets, fitted ?? [], judged ?? []);
  const plain = told(plainOrder(pictures.channels));
  if (!(plain > 0)) return 'horizontal';
  if (told(mirrorOrder(pictures.channels, false)) < ENOUGH * plain) return 'none';
  return told(mirrorOrder(pictures.channels, true)) < ENOUGH * plain ? 'horizontal' : 'both';
}

/** By how much the judged rows' squared error falls below that of the mean, for columns that are read in an order. */
function ridgeGain(
  x: readonly Float64Array[],
  targets: readonly Float64Array[],
  fitted: readonly number[],
  judged: readonly number[],
): (order: readonly number[]) => number {
  const means = columnMeans(x, fitted);
  const centred = fitted.map((row) => (x[row] ?? means).map((value, i) => value - (means[i] ?? 0)));
  const n = means.length;
  const gram = gramOf(centred, n);
  const ridge = (RIDGE * diagonalSum(gram, n)) / n + 1e-9;
  for (let i = 0; i < n; i++) gram[i * n + i] = (gram[i * n + i] ?? 0) + ridge;
  const isSolved = cholesky(gram, n, () => false);
  const solutions = targets.map((y) => {
    const mean = fitted.reduce((sum, row) => sum + (y[row] ?? 0), 0) / Math.max(1, fitted.length);
    const right = new Float64Array(n);
    for (const [i, row] of centred.entries()) {
      const own = (y[fitted[i] ?? 0] ?? 0) - mean;
      for (let k = 0; k < n; k++) right[k] = (right[k] ?? 0) + own * (row[k] ?? 0);
    }
    return { y, mean, weights: isSolved ? solveCholesky(gram, n, right) : right.fill(0) };
  });
  return (order) => {
    let gain = 0;
    for (const row of judged) {
      const own = Float64Array.from(order, (i) => (x[row]?.[i] ?? 0) - 0);
      for (let k = 0; k < n; k++) own[k] = (own[k] ?? 0) - (means[k] ?? 0);
      for (const { y, mean, weights } of solutions) {
        const truth = (y[row] ?? 0) - mean;
        gain += truth ** 2 - (truth - dot(own, 0, weights, 0, n)) ** 2;
      }
    }
    return gain;
  };
}

function columnMeans(x: readonly Float64Array[], rows: readonly number[]): Float64Array {
  const means = new Float64Array(x[0]?.length ?? 0);
  for (const row of rows) {
    for (const [i, value] of (x[row] ?? means).entries()) means[i] = (means[i] ?? 0) + value;
  }
  return means.map((sum) => sum / Math.max(1, rows.length));
}

function gramOf(rows: readonly Float64Array[], n: number): Float64Array {
  const gram = new Float64Array(n * n);
  for (const row of rows) {
    for (let i = 0; i < n; i++) {
      const own = row[i] as number;
      for (let j = 0; j <= i; j++)
        gram[i * n + j] = (gram[i * n + j] as number) + own * (row[j] as number);
    }
  }
  return gram;
}

function diagonalSum(a: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i * n + i] as number;
  return sum;
}

/** Means of a grid's cells, (GRID, GRID, channels), as shares of 255. */
function coarsePictures(
  { height, width, channels, data }: Pictures,
  places: Int32Array,
): readonly Float64Array[] {
  const cellOf = (size: number) =>
    Int32Array.from({ length: size }, (_, i) => Math.floor((i * GRID) / size));
  const [cellRows, cellColumns] = [cellOf(height), cellOf(width)];
  const counts = new Float64Array(GRID * GRID);
  for (const row of cellRows)
    for (const column of cellColumns)
      counts[row * GRID + column] = (counts[row * GRID + column] ?? 0) + 1;
  return Array.from(places, (place) => {
    const cells = new Float64Array(GRID * GRID * channels);
    let at = place * height * width * channels;
    for (const row of cellRows) {
      for (const column of cellColumns) {
        const cell = row * GRID + column;
        const share = 1 / (255 * (counts[cell] ?? 1));
        for (let c = 0; c < channels; c++) {
          const to = cell * channels + c;
          cells[to] = (cells[to] ?? 0) + share * (data[at++] ?? 0);
        }
      }
    }
    return cells;
  });
}

function plainOrder(channels: number): readonly number[] {
  return Array.from({ length: GRID * GRID * channels }, (_, i) => i);
}

function mirrorOrder(channels: number, isVertical: boolean): readonly number[] {
  return plainOrder(channels).map((i) => {
    const [row, column] = [Math.floor(i / (GRID * channels)), Math.floor(i / channels) % GRID];
    const [to, across] = isVertical ? [GRID - 1 - row, column] : [row, GRID - 1 - column];
    return (to * GRID + across) * channels + (i % channels);
  });
}
