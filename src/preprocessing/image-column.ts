import type { FittedPictureFeatures, PictureFeatureOptions } from '../image/picture-features.js';
import { PICTURE_MEASURES } from '../image/picture-measures.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import { type ImageColumn, MISSING } from '../table/table.js';
import type { Random } from '../util/random.js';
import {
  type DerivedNumbers,
  type FittedDerived,
  fitDerived,
  type NumberOptions,
  type NumericPart,
  transformDerived,
} from './numeric-column.js';
import { fitPictures, type PictureFitOf, picturesOf } from './picture-fits.js';
import { fitLooks } from './picture-looks.js';
import { type PictureValuesContext, pictureValues } from './picture-values.js';

/** Numbers that are made of a column of pictures. */
export interface FittedImage {
  readonly kind: 'image';
  readonly source: string;
  readonly features: FittedPictureFeatures;
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
  const features =
    context.pictureFitOf?.(images, column, rows) ?? fitPictures(images, column, rows, context);
  const { measures, looks } = numbersOf(features, column, rows, context);
  const told = fitDerived(numbers, inputs, source, measures);
  const seen = fitLooks(inputs, source, looks);
  const all = [...told.fitted, ...seen.fitted];
  return {
    fitted: { kind: 'image', source, features, numbers: all },
    part: { kind: 'numeric', columns: [...told.part.columns, ...seen.part.columns] },
  };
}

export function transformImage(
  { source, features, numbers }: FittedImage,
  column: ImageColumn,
  rows: Int32Array,
  context?: PictureValuesContext,
): NumericPart {
  const { measures, looks } = numbersOf(features, column, rows, context);
  const columns = [...measures.columns, ...looks.columns];
  return transformDerived(numbers, source, { names: [], columns });
}

/** Means over the pictures of each row; NaN where it has none. */
function numbersOf(
  features: FittedPictureFeatures,
  column: ImageColumn,
  rows: Int32Array,
  context?: PictureValuesContext,
): { readonly measures: DerivedNumbers; readonly looks: DerivedNumbers } {
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
  };
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
