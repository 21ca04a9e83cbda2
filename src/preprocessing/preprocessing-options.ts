import { type PictureFeatureOptions, pictureFeatureDefaults } from '../image/picture-features.js';
import { type EncodeHashingOptions, encodeHashing } from './encode-hashing.js';
import { type EncodeTargetOptions, encodeTarget } from './encode-target.js';
import { type ImputeCategoryOptions, imputeCategory } from './impute-category.js';
import { type ImputeNumberOptions, imputeNumber } from './impute-number.js';
import { type ListOptions, listDefaults } from './list-column.js';
import { type OneHotOptions, oneHot } from './one-hot.js';
import type { PlaceFeatures } from './place-features.js';
import type { Scaling } from './scalers.js';
import type { SelectColumnsOptions, Selection } from './select-columns.js';
import type { TargetScale } from './target.js';
import type { TextFeatures } from './text-features.js';
import { type TextTfIdfOptions, textTfIdf } from './text-tf-idf.js';

/** How columns of many levels become features; 'auto': one-hot where each level has a slot, else target means. */
export const LEVEL_ENCODINGS = [
  'auto',
  'one-hot',
  'target',
  'frequency',
  'ordinal',
  'hashing',
] as const;
export type LevelEncoding = (typeof LEVEL_ENCODINGS)[number];

/** What a trial's configuration chooses of the preprocessing. */
export interface Variant {
  readonly scaling: Scaling;
  readonly levels: LevelEncoding;
  readonly selection: Selection;
  readonly targetScale: TargetScale;
  readonly places: PlaceFeatures;
  readonly texts: TextFeatures;
}

/** What is tried first. */
export const variantDefaults: Variant = {
  scaling: 'standard',
  levels: 'auto',
  selection: 'all',
  targetScale: 'plain',
  places: 'axes',
  texts: 'common',
};

export interface PreprocessingOptions {
  readonly numbers: ImputeNumberOptions;
  readonly scaling: Scaling;
  readonly categories: ImputeCategoryOptions;
  readonly oneHot: OneHotOptions;
  /** What becomes of columns with more than `fewLevels` levels; the others are one-hot. */
  readonly levels: LevelEncoding;
  readonly fewLevels: number;
  /** For families that take codes: columns of more levels have their target means beside them. */
  readonly codedLevels: number;
  /** For families that embed levels: the most that are flags, and which of more have a code of their own. */
  readonly embedding: OneHotOptions & { readonly fewLevels: number };
  readonly hashing: EncodeHashingOptions;
  readonly targetMeans: EncodeTargetOptions;
  readonly text: TextTfIdfOptions;
  /** How many terms each text has room for where it has more of them. @default no bound */
  readonly mostTerms?: number | undefined;
  readonly lists: ListOptions;
  readonly images: PictureFeatureOptions;
  readonly selection: SelectColumnsOptions;
  readonly targetScale: TargetScale;
  /** What is made of places besides latitude and longitude. @default nothing */
  readonly places?: Exclude<PlaceFeatures, 'axes'> | undefined;
  /** Which terms of texts are features. @default the commonest */
  readonly texts?: Exclude<TextFeatures, 'common'> | undefined;
}

const { places: _, texts: __, ...plainDefaults } = variantDefaults;

export const preprocessingDefaults: PreprocessingOptions = {
  ...plainDefaults,
  numbers: imputeNumber.defaults,
  categories: imputeCategory.defaults,
  oneHot: oneHot.defaults,
  fewLevels: 10,
  // As many as trees have bins for.
  codedLevels: 254,
  embedding: { fewLevels: 8, minRows: 3, maxLevels: 10_000 },
  hashing: encodeHashing.defaults,
  targetMeans: encodeTarget.defaults,
  text: textTfIdf.defaults,
  lists: listDefaults,
  images: pictureFeatureDefaults,
  selection: { selection: variantDefaults.selection },
};
