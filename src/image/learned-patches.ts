import type { DenseProduct } from '../engine/dense-product.js';
import { createMatrix, type Matrix } from '../matrix/matrix.js';
import type { Random } from '../util/random.js';
import {
  drawPatches,
  type PatchShape,
  patchesAcross,
  patchesOf,
  patchValues,
} from './patch-grid.js';
import type { PictureStack } from './picture-stack.js';
import { shrunkPictures } from './shrunk-pictures.js';
import { sphericalKMeans } from './spherical-k-means.js';
import { fitWhitening } from './whiten.js';

export interface PatchOptions {
  readonly size: number;
  readonly stride: number;
  /** Patches that are learnt at most: directions that those of pictures are compared with. */
  readonly centres: number;
  /** Patches that they are learnt from at most. */
  readonly drawn: number;
}

/** What patches of pictures look like; plain data. */
export interface LearnedPatches {
  /** Pixels a side of the pictures that patches are cut out of: larger ones are averaged. */
  readonly side: number;
  readonly shape: PatchShape;
  readonly centres: number;
  /** What a patch is multiplied by, whitening included: (patch values, centres). */
  readonly filters: Float32Array;
  /** One a centre. */
  readonly bias: Float32Array;
}

/** So many patches of a picture differ, and so many a centre needs. */
const PATCHES_A_PICTURE = 64;
const PATCHES_A_CENTRE = 32;
/** An answer below this counts as none. */
const THRESHOLD = 0.5;
const MOST_SIDE = 32;
/** Quarters a side that answers are summed by. */
const GRID = 2;

/**
 * Learns centres of whitened patches by spherical k-means (Coates, Ng and Lee 2011; Coates and Ng 2012), by brightness alone
 * where no picture has colours.
 */
export function fitPatches(
  stack: PictureStack,
  pictures: ArrayLike<number>,
  isGrey: boolean,
  { size, stride, centres: most, drawn }: PatchOptions,
  random: Random,
  product: DenseProduct,
  shouldStop: () => boolean,
): LearnedPatches {
  const side = Math.min(stack.side, MOST_SIDE);
  const shape: PatchShape = { size: Math.min(size, side), stride, channels: isGrey ? 1 : 3 };
  const count = Math.min(drawn, PATCHES_A_PICTURE * pictures.length);
  const centres = Math.max(1, Math.min(most, Math.floor(count / PATCHES_A_CENTRE)));
  const patches = drawPatches(shrunkPictures(stack, pictures, side), shape, count, random);
  const { turn, shift } = fitWhitening(patches, product);
  const white = product.times(patches, turn, shift);
  const directions = sphericalKMeans(white, centres, random, product, shouldStop);
  const filters = product.times(turn, directions);
  const offset = product.times({ rows: 1, columns: shift.length, data: shift }, directions);
  return {
    side,
    shape,
    centres,
    filters: filters.data,
    bias: offset.data.map((value) => value - THRESHOLD),
  };
}

/** How much each centre answers in each quarter of the pictures, one a row: (pictures, 2 · 2 · centres). */
export function pooledPatches(
  stack: PictureStack,
  pictures: ArrayLike<number>,
  { side, shape, centres, filters, bias }: LearnedPatches,
  product: DenseProduct,
): Matrix {
  const across = patchesAcross(shape, side);
  const weights = { rows: patchValues(shape), columns: centres, data: filters };
  const patches = patchesOf(shrunkPictures(stack, pictures, side), shape);
  const answers = product.times(patches, weights, bias).data;
  const out = createMatrix(pictures.length, GRID * GRID * centres);
  let from = 0;
  for (let row = 0; row < pictures.length; row++) {
    for (let place = 0; place < across * across; place++, from += centres) {
      const [y, x] = [Math.floor(place / across), place % across];
      const quarter = Math.floor((y * GRID) / across) * GRID + Math.floor((x * GRID) / across);
      const to = row * out.columns + quarter * centres;
      for (let k = 0; k < centres; k++) {
        const answer = answers[from + k] as number;
        if (answer > 0) out.data[to + k] = (out.data[to + k] as number) + answer;
      }
    }
  }
  return out;
}
