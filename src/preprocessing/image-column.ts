import { denseProduct } from '../engine/dense-product.js';
import { alongDeepAxes, type DeepAxes } from '../image/deep-axes.js';
import type { FittedPictureFeatures, PictureFeatureOptions } from '../image/picture-features.js';
import { PICTURE_MEASURES } from '../image/picture-measures.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import { type ImageColumn, MISSING } from '../table/table.js';
import type { Random } from '../util/random.js';
import { deepValues } from './deep-values.js';
import {
  type DerivedNumbers,
  type FittedDerived,
  fitDerived,
  type NumberOptions,
  type NumericPart,
  transformDerived,
} from './numeric-column.js';
import { type FittedPictures, fitPictures, type PictureFitOf, picturesOf } from './picture-fits.js';
import { fitLooks } from './picture-looks.js';
import { type PictureValuesContext, pictureValues } from './picture-values.js';

/** Numbers that are made of a column of pictures. */
export interface FittedImage {
  readonly kind: 'image';
  readonly source: string;
  readonly features: FittedPictureFeatures;
  /** Of what a backbone makes of them. @default none is asked */
  readonly deep?: DeepAxes | undefined;
  readonly numbers: FittedDerived;
}

export interface ImageOptions {
  readonly numbers: NumberOptions;
  readonly images: PictureFeatureOptions;
}

/** What is known beside the pictures. */
export interface ImageContext extends PictureValuesContext {
  readonly random: Random;
  /** Gives what was learned of the same rows before. @default learns anew */
  readonly pictureFitOf?: PictureFitOf | undefined;
}

/** What a person can read of pictures, and what was learned of those in the given rows. Throws Stopped when told to stop. */
export function fitImage(
  { numbers, images }: ImageOptions,
  inputs: ModelInputs,
  column: ImageColumn,
  rows: Int32Array,
  context: ImageContext,
): { readonly fitted: FittedImage; readonly part: NumericPart } {
  const { name: source } = column;
  const learned =
    context.pictureFitOf?.(images, column, rows) ?? fitPictures(images, column, rows, context);
  const { measures, looks, said } = numbersOf(learned, column, rows, context);
  const told = fitDerived(numbers, inputs, source, measures);
  const seen = fitLooks(inputs, source, looks);
  const deeper = fitLooks(inputs, source, said);
  const { features, deep } = learned;
  const all = [...told.fitted, ...seen.fitted, ...deeper.fitted];
  const columns = [told, seen, deeper].flatMap(({ part }) => part.columns);
  return {
    fitted: { kind: 'image', source, features, ...(deep && { deep }), numbers: all },
    part: { kind: 'numeric', columns },
  };
}

export function transformImage(
  { source, features, deep, numbers }: FittedImage,
  column: ImageColumn,
  rows: Int32Array,
  context?: PictureValuesContext,
): NumericPart {
  const { measures, looks, said } = numbersOf({ features, deep }, column, rows, context);
  const columns = [...measures.columns, ...looks.columns, ...said.columns];
  return transformDerived(numbers, source, { names: [], columns });
}

/** Means over the pictures of each row, `said` of what a backbone says of them; NaN where it has none. */
function numbersOf(
  { features, deep }: FittedPictures,
  column: ImageColumn,
  rows: Int32Array,
  context?: PictureValuesContext,
): {
  readonly measures: DerivedNumbers;
  readonly looks: DerivedNumbers;
  readonly said: DerivedNumbers;
} {
  const { measures, components } = pictureValues(
    features,
    column,
    picturesOf(column, rows),
    context,
  );
  const looks = Array.from({ length: features.components }, (_, i) => `look ${i + 1}`);
  const mean = (values: Float64Array | Float32Array, width: number, place: number) =>
    Float64Array.from(rows, (row) => meanOf(column, row, values, width, place));
  const told = PICTURE_MEASURES.map((_, i) => mean(measures, PICTURE_MEASURES.length, i));
  return {
    measures: { names: PICTURE_MEASURES, columns: told },
    looks: { names: looks, columns: looks.map((_, i) => mean(components, looks.length, i)) },
    said: deep ? deepNumbers(deep, column, rows, context) : NO_NUMBERS,
  };
}

const NO_NUMBERS: DerivedNumbers = { names: [], columns: [] };

/** What a backbone makes of them, along the directions that were learned. */
function deepNumbers(
  deep: DeepAxes,
  column: ImageColumn,
  rows: Int32Array,
  { backboneOf, ...context }: PictureValuesContext = {},
): DerivedNumbers {
  const places = picturesOf(column, rows);
  const values = deepValues(column, places, backboneOf?.(column.name), context);
  const { data } = alongDeepAxes(deep, values, denseProduct(context.kernels));
  const placeOf = new Map(Array.from(places, (place, i) => [place, i]));
  // Numbers of those pictures alone: their places are others.
  const moved = { ...column, own: column.own.map((place) => placeOf.get(place) ?? MISSING) };
  const names = Array.from({ length: deep.components }, (_, i) => `backbone ${i + 1}`);
  const columns = names.map((_, i) =>
    Float64Array.from(rows, (row) => meanOf(moved, row, data, deep.components, i)),
  );
  return { names, columns };
}

function meanOf(
  { codes, offsets, own }: ImageColumn,
  row: number,
  values: Float64Array | Float32Array,
  width: number,
  place: number,
): number {
  const code = codes[row] ?? MISSING;
  if (code < 0) return Number.NaN;
  const [start, end] = [offsets[code] as number, offsets[code + 1] as number];
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[(own[i] as number) * width + place] as number;
  return sum / (end - start);
}
