import { denseProduct } from '../engine/dense-product.js';
import type { KernelsChoice } from '../engine/kernels/create-kernels.js';
import { type DeepAxes, fitDeepAxes } from '../image/deep-axes.js';
import {
  type FittedPictureFeatures,
  fitPictureFeatures,
  type PictureFeatureOptions,
  type PictureFitContext,
} from '../image/picture-features.js';
import { type ImageColumn, MISSING } from '../table/table.js';
import { randomStream } from '../util/random.js';
import { deepValues } from './deep-values.js';
import { lookedAt } from './looked-at.js';
import { keepPictureValues } from './picture-values.js';

/** What was learned of pictures, and, where a backbone is asked of them, of what it says. */
export interface FittedPictures {
  readonly features: FittedPictureFeatures;
  readonly deep?: DeepAxes | undefined;
}

/** Learns of the pictures in these rows of a column. */
export type PictureFitOf = (
  options: PictureFeatureOptions,
  column: ImageColumn,
  rows: Int32Array,
) => FittedPictures;

/** What was learned of a fold's pictures is the same whatever else its preprocessing does: it is kept by fold and column. */
export function createPictureFits(
  seed: number,
  kernels: KernelsChoice,
): (fold: number, shouldStop: () => boolean) => PictureFitOf {
  const known = new Map<string, FittedPictures>();
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
): FittedPictures {
  const places = picturesOf(column, rows);
  const { stack, pictures } = lookedAt(column, places);
  const { fitted: features, ...fit } = fitPictureFeatures(options, stack, pictures, context);
  const own =
    pictures === places ? fit.pictures : fit.pictures.map((picture) => places[picture] as number);
  keepPictureValues({ fitted: features, pictures: own, values: fit.values }, column);
  if (!column.deep) return { features };
  const { random, kernels } = context;
  const values = deepValues(column, places, undefined, context);
  const deep = fitDeepAxes(values, options.deep, random, denseProduct(kernels));
  return { features, deep };
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
