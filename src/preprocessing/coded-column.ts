import type { FeatureName } from '../matrix/design-matrix.js';
import type { CodedColumn } from '../table/table.js';
import {
  type EncodeHashingOptions,
  encodeHashing,
  type FittedEncodeHashing,
} from './encode-hashing.js';
import { gatherCodes } from './gather-rows.js';
import {
  type FittedImputeCategory,
  type ImputeCategoryOptions,
  imputeCategory,
} from './impute-category.js';
import { type FittedOneHot, type OneHotOptions, oneHot } from './one-hot.js';

/** A 1 in the slot's column, or the slot itself. */
export type SlotEncoding = 'one-hot' | 'codes';

export interface FittedCoded {
  readonly kind: 'coded';
  readonly source: string;
  readonly encoding: SlotEncoding;
  readonly impute: FittedImputeCategory;
  readonly slots: FittedOneHot | FittedEncodeHashing;
  /** A name for each slot. */
  readonly slotNames: readonly string[];
}

/** The slot of each row; a family that takes one-hot sees a 1 there, one that takes codes the slot itself. */
export interface CodedPart {
  readonly kind: 'coded';
  readonly source: string;
  readonly encoding: SlotEncoding;
  readonly codes: Int32Array;
  /** One a slot. */
  readonly features: readonly FeatureName[];
}

/** Imputation, then slots for the levels, each fitted on the given rows. */
export function fitCoded(
  options: {
    readonly categories: ImputeCategoryOptions;
    readonly oneHot: OneHotOptions;
    /** Undefined: each common level has a slot of its own. */
    readonly hashing: EncodeHashingOptions | undefined;
  },
  encoding: SlotEncoding,
  column: CodedColumn,
  levelNames: readonly string[],
  rows: Int32Array,
): { readonly fitted: FittedCoded; readonly part: CodedPart } {
  const impute = imputeCategory.fit(options.categories, gatherCodes(column.codes, rows));
  const slots = options.hashing
    ? encodeHashing.fit(options.hashing, impute.transformed)
    : oneHot.fit(options.oneHot, impute.transformed);
  const fitted: FittedCoded = {
    kind: 'coded',
    source: column.name,
    encoding,
    impute: impute.fitted,
    slots: slots.fitted,
    slotNames: slotNames(column.name, slots.fitted, levelNames),
  };
  return { fitted, part: codedPart(fitted, slots.transformed) };
}

export function transformCoded(
  fitted: FittedCoded,
  column: CodedColumn,
  rows: Int32Array,
): CodedPart {
  const filled = imputeCategory.transform(fitted.impute, gatherCodes(column.codes, rows));
  const { slots } = fitted;
  return codedPart(
    fitted,
    slots.kind === 'one-hot'
      ? oneHot.transform(slots, filled)
      : encodeHashing.transform(slots, filled),
  );
}

function codedPart(fitted: FittedCoded, codes: Int32Array): CodedPart {
  const { source, encoding } = fitted;
  const features = fitted.slotNames.map((name) => ({ name, source }));
  return { kind: 'coded', source, encoding, codes, features };
}

/** The names of all slots, the one of rare levels first. */
export function slotNames(
  source: string,
  slots: FittedOneHot | FittedEncodeHashing,
  levelNames: readonly string[],
): string[] {
  if (slots.kind === 'encode-hashing') {
    return Array.from({ length: slots.slots }, (_, slot) => `${source} hash ${slot}`);
  }
  const own = slots.levels.map((code) => `${source} = ${levelNames[code] ?? code}`);
  const gaps = slots.missing ? [`${source} is missing`] : [];
  return [`${source} is rare`, ...own, ...gaps];
}
