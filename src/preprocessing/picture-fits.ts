import type { KernelsChoice } from '../engine/kernels/create-kernels.js';
import {
  type FittedPictureFeatures,
  fitPictureFeatures,
  type PictureFeatureOptions,
  type PictureFitContext,
} from '../image/picture-features.js';
import { type ImageColumn, MISSING } from '../table/table.js';
import { randomStream } from '../util/random.js';
import { keepPictureValues } from './picture-values.js';

/** Learns of the pictures in these rows of a column. */
export type PictureFitOf = (
  options: PictureFeatureOptions,
  column: ImageColumn,
  rows: Int32Array,
) => FittedPictureFeatures;

/** What was learned of a fold's pictures is the same whatever else its preprocessing does: it is kept by fold and column. */
export function createPictureFits(
  seed: number,
  kernels: KernelsChoice,
): (fold: number, shouldStop: () => boolean) => PictureFitOf {
  const known = new Map<string, FittedPictureFeatures>();
  return (fold, shouldStop) => (options, column, rows) => {
    const key = `${fold}/${column.name}`;
    const random = randomStream(seed, fold, 'pictures', column.name);
    const fitted =
      known.get(key) ?? fitPictures(options, column, rows, { random, kernels, shouldStop });
    known.set(key, fitted);
    return fitted;
  };
}

/** Learns of the pictures in these rows, and keeps their numbers, which are soon asked for. */
export function fitPictures(
  options: PictureFeatureOptions,
  column: ImageColumn,
  rows: Int32Array,
  context: PictureFitContext,
): FittedPictureFeatures {
  const fit = fitPictureFeatures(options, column, picturesOf(column, rows), context);
  keepPictureValues(fit, column);
  return fit.fitted;
}

/** Places of the pictures in these rows, each once, ascending. */
export function picturesOf({ codes, offsets, own }: ImageColumn, rows: Int32Array): Int32Array {
  const places = new Set<number>();
  for (const row of rows) {
    const code = codes[row] ?? MISSING;
    if (code < 0) continue;
    for (const place of own.subarray(offsets[code], offsets[code + 1])) places.add(place);
  }
  return Int32Array.from(places).sort();
}

/** Folds whose numbers a worker keeps, roughly, and bytes of a picture in each. */
const FOLDS = 8;
const BYTES = 640;

/** Bytes that the numbers of a column's pictures take in a worker, roughly. */
export function pictureValueBytes({ sizes }: ImageColumn): number {
  return (FOLDS * BYTES * sizes.length) / 3;
}
