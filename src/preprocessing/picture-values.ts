import type { KernelsChoice } from '../engine/kernels/create-kernels.js';
import type { Backbone } from '../image/backbone.js';
import {
  type FittedPictureFeatures,
  type PictureFit,
  pictureFeatures,
} from '../image/picture-features.js';
import { PICTURE_MEASURES, pictureMeasures } from '../image/picture-measures.js';
import type { Matrix } from '../matrix/matrix.js';
import type { ImageColumn } from '../table/table.js';
import { lookedAt } from './looked-at.js';

/** Numbers of each picture of a column, whether or not they were worked out yet. */
export interface PictureValues {
  /** (pictures, measures). */
  readonly measures: Float64Array;
  /** (pictures, components). */
  readonly components: Float32Array;
  /** 1 where they are there. */
  readonly isKnown: Uint8Array;
}

export interface PictureValuesContext {
  readonly kernels?: KernelsChoice | undefined;
  readonly shouldStop?: (() => boolean) | undefined;
  /** The backbone of a column, for pictures that it was not asked of as they were read. @default no column has one */
  readonly backboneOf?: ((column: string) => Backbone | undefined) | undefined;
}

/** By pixels, as tables that differ in their rows alone share them, and by what was learned; gone with either. */
const known = new WeakMap<Uint8Array, WeakMap<FittedPictureFeatures, PictureValues>>();

/** The numbers of a column's pictures, of which those at these places are there: worked out where they were not yet. */
export function pictureValues(
  fitted: FittedPictureFeatures,
  column: ImageColumn,
  places: Iterable<number>,
  context: PictureValuesContext = {},
): PictureValues {
  const values = valuesOf(fitted, column);
  const { isKnown } = values;
  const missing = Int32Array.from(new Set(places)).filter((place) => isKnown[place] === 0);
  const { stack, pictures } = lookedAt(column, missing);
  keep(values, column, missing, pictureFeatures(fitted, stack, pictures, context));
  return values;
}

/** Keeps what fitting has worked out of the pictures of a column. */
export function keepPictureValues(
  { fitted, pictures, values }: PictureFit,
  column: ImageColumn,
): void {
  keep(valuesOf(fitted, column), column, pictures, values);
}

/** `found` is (pictures, components). */
function keep(
  { measures, components, isKnown }: PictureValues,
  column: ImageColumn,
  pictures: Int32Array,
  { columns, data }: Matrix,
): void {
  for (const [i, place] of pictures.entries()) {
    measures.set(pictureMeasures(column, place), place * PICTURE_MEASURES.length);
    components.set(data.subarray(i * columns, (i + 1) * columns), place * columns);
    isKnown[place] = 1;
  }
}

function valuesOf(fitted: FittedPictureFeatures, { pixels, sizes }: ImageColumn): PictureValues {
  const ofPixels = known.get(pixels) ?? new WeakMap<FittedPictureFeatures, PictureValues>();
  known.set(pixels, ofPixels);
  const pictures = sizes.length / 3;
  const values = ofPixels.get(fitted) ?? {
    measures: new Float64Array(pictures * PICTURE_MEASURES.length),
    components: new Float32Array(pictures * fitted.components),
    isKnown: new Uint8Array(pictures),
  };
  ofPixels.set(fitted, values);
  return values;
}
