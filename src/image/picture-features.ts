import { type DenseProduct, denseProduct } from '../engine/dense-product.js';
import type { KernelsChoice } from '../engine/kernels/create-kernels.js';
import { createMatrix, type Matrix } from '../matrix/matrix.js';
import type { Random } from '../util/random.js';
import { Stopped } from '../util/stopped.js';
import { cellGradients } from './cell-gradients.js';
import { colourHistograms } from './colour-histograms.js';
import { type Evened, evenBlocks } from './even-blocks.js';
import type { HogOptions } from './hog.js';
import {
  fitPatches,
  type LearnedPatches,
  type PatchOptions,
  pooledPatches,
} from './learned-patches.js';
import { isGreyPicture, type PictureStack } from './picture-stack.js';
import { principalComponents } from './principal-components.js';

export interface PictureFeatureOptions {
  /** Cells are an eighth of a side. */
  readonly hog: Omit<HogOptions, 'cell'>;
  readonly patches: PatchOptions;
  /** Numbers that a picture becomes at most. @default 128 */
  readonly components: number;
  /** And at most of what a backbone makes of it. @default 192 */
  readonly deep: number;
}

export const pictureFeatureDefaults: PictureFeatureOptions = {
  hog: { bins: 9, isSigned: false },
  patches: { size: 6, stride: 2, centres: 192, drawn: 16_000 },
  components: 128,
  deep: 192,
};

/** What was learned of pictures: their commonest patches, and directions in which they differ most; plain data. */
export interface FittedPictureFeatures {
  readonly kind: 'picture-features';
  readonly hog: HogOptions;
  readonly patches: LearnedPatches;
  readonly components: number;
  /** What the raw features are multiplied by, (raw, components), and what is added. */
  readonly axes: Float32Array;
  readonly offset: Float32Array;
}

/** What was learned, and the numbers of those pictures that it was learned of, as `pictureFeatures` gives them. */
export interface PictureFit {
  readonly fitted: FittedPictureFeatures;
  readonly pictures: Int32Array;
  /** (pictures, components). */
  readonly values: Matrix;
}

export interface PictureFitContext {
  readonly random: Random;
  readonly kernels?: KernelsChoice | undefined;
  readonly shouldStop?: (() => boolean) | undefined;
}

/** Pictures that directions are learned of. */
const MOST_PICTURES = 4000;
/** Pictures whose raw features are there at once. */
const CHUNK = 64;
/** Directions at least, and by how many pictures they are. */
const LEAST_COMPONENTS = 8;
const COMPONENTS_A_PICTURE = 0.25;
/** Cells of gradients a side, and pixels a side of one at least. */
const CELLS = 8;
const LEAST_CELL = 4;
/** How much patches, gradients and colours say beside each other, as variances. */
const SAYS = { patches: 1, hog: 1, colours: 0.25 };

/** Learns of these pictures and no others. Throws Stopped when it was told to stop. */
export function fitPictureFeatures(
  options: PictureFeatureOptions,
  stack: PictureStack,
  pictures: Int32Array,
  { random, kernels, shouldStop = () => false }: PictureFitContext,
): PictureFit {
  if (pictures.length === 0) return nothingLearned(pictures);
  const product = denseProduct(kernels);
  const isGrey = pictures.every((picture) => isGreyPicture(stack, picture));
  const { patches: own } = options;
  const hog = { ...options.hog, cell: Math.max(LEAST_CELL, Math.round(stack.side / CELLS)) };
  const patches = fitPatches(stack, pictures, isGrey, own, random, product, shouldStop);
  const some = evenly(pictures, MOST_PICTURES);
  const { raw, ends } = rawFeatures({ hog, patches }, stack, some, product, shouldStop);
  const [ofPatches, ofHog, ofColours] = ends;
  const even = evenBlocks(raw, [
    { end: ofPatches, isEvened: true, variance: SAYS.patches },
    { end: ofHog, isEvened: false, variance: SAYS.hog },
    { end: ofColours, isEvened: false, variance: SAYS.colours },
  ]);
  const axes = principalComponents(even.evened, componentsOf(options, pictures), random, product);
  if (shouldStop()) throw new Stopped();
  const offset = takeIn(axes, even);
  const { columns: components, data } = axes;
  const fitted = {
    kind: 'picture-features',
    hog,
    patches,
    components,
    axes: data,
    offset,
  } as const;
  return { fitted, pictures: some, values: product.times(raw, axes, offset) };
}

/** Few pictures tell few directions apart from chance. */
function componentsOf({ components }: PictureFeatureOptions, { length }: Int32Array): number {
  return Math.min(components, Math.max(LEAST_COMPONENTS, Math.ceil(length * COMPONENTS_A_PICTURE)));
}

/** What is known where no training row has a picture. */
function nothingLearned(pictures: Int32Array): PictureFit {
  const none = new Float32Array();
  const shape = { size: 1, stride: 1, channels: 1 } as const;
  const patches = { side: 1, shape, centres: 0, filters: none, bias: none };
  const hog = { cell: 1, bins: 1, isSigned: false };
  const learned = { hog, patches, components: 0, axes: none, offset: none };
  const values = createMatrix(pictures.length, 0);
  return { fitted: { kind: 'picture-features', ...learned }, pictures, values };
}

/** Makes axes of evened columns, (columns, count), those of columns as they are, in place; gives what is to be added. */
function takeIn(
  { rows, columns, data }: Matrix,
  { means, scales }: Omit<Evened, 'evened'>,
): Float32Array {
  const offset = new Float32Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const along = (data[i * columns + j] as number) * (scales[i] as number);
      data[i * columns + j] = along;
      offset[j] = (offset[j] as number) - (means[i] as number) * along;
    }
  }
  return offset;
}

/** The numbers of pictures, one picture a row: (pictures, components). */
export function pictureFeatures(
  fitted: FittedPictureFeatures,
  stack: PictureStack,
  pictures: Int32Array,
  { kernels, shouldStop = () => false }: Pick<PictureFitContext, 'kernels' | 'shouldStop'> = {},
): Matrix {
  const product = denseProduct(kernels);
  const { components, axes, offset } = fitted;
  const out = createMatrix(pictures.length, components);
  if (components === 0) return out;
  for (let start = 0; start < pictures.length; start += CHUNK) {
    const some = pictures.subarray(start, start + CHUNK);
    const { raw } = rawFeatures(fitted, stack, some, product, shouldStop);
    const turn = { rows: raw.columns, columns: components, data: axes };
    out.data.set(product.times(raw, turn, offset).data, start * components);
  }
  return out;
}

/** Patches' answers, then oriented gradients, then colours, and where each of them ends. */
function rawFeatures(
  { hog, patches }: Pick<FittedPictureFeatures, 'hog' | 'patches'>,
  stack: PictureStack,
  pictures: Int32Array,
  product: DenseProduct,
  shouldStop: () => boolean,
): { readonly raw: Matrix; readonly ends: readonly [number, number, number] } {
  const ofPatches = 4 * patches.centres;
  const first = pictures[0] ?? 0;
  const ofHog = ofPatches + cellGradients(stack, first, hog).length;
  const width = ofHog + colourHistograms(stack, first).length;
  const raw = createMatrix(pictures.length, width);
  for (let start = 0; start < pictures.length; start += CHUNK) {
    if (shouldStop()) throw new Stopped();
    const some = pictures.subarray(start, start + CHUNK);
    const pooled = pooledPatches(stack, some, patches, product);
    for (const [i, picture] of some.entries()) {
      const row = raw.data.subarray((start + i) * width, (start + i + 1) * width);
      row.set(pooled.data.subarray(i * ofPatches, (i + 1) * ofPatches));
      row.set(cellGradients(stack, picture, hog), ofPatches);
      row.set(colourHistograms(stack, picture), ofHog);
    }
  }
  return { raw, ends: [ofPatches, ofHog, width] };
}

function evenly(pictures: Int32Array, most: number): Int32Array {
  const step = pictures.length / most;
  if (step <= 1) return pictures;
  return Int32Array.from({ length: most }, (_, i) => pictures[Math.floor(i * step)] as number);
}
