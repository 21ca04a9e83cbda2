import type { FeatureName } from '../matrix/design-matrix.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import { type CodedColumn, MISSING } from '../table/table.js';
import {
  type FittedImputeCategory,
  type ImputeCategoryOptions,
  imputeCategory,
} from './impute-category.js';
import { type FittedOneHot, type OneHotOptions, oneHot } from './one-hot.js';

export interface FittedCoded {
  readonly kind: 'coded';
  readonly source: string;
  readonly encoding: ModelInputs['categories'];
  readonly impute: FittedImputeCategory;
  readonly slots: FittedOneHot;
  /** A name for each slot. */
  readonly slotNames: readonly string[];
}

/** The slot of each row; a family that takes one-hot sees a 1 there, one that takes codes the slot itself. */
export interface CodedPart {
  readonly kind: 'coded';
  readonly source: string;
  readonly encoding: ModelInputs['categories'];
  readonly codes: Int32Array;
  /** One a slot. */
  readonly features: readonly FeatureName[];
}

/** Imputation, then slots for the levels, each fitted on the given rows. */
export function fitCoded(
  options: { readonly categories: ImputeCategoryOptions; readonly oneHot: OneHotOptions },
  inputs: ModelInputs,
  column: CodedColumn,
  levelNames: readonly string[],
  rows: Int32Array,
): { readonly fitted: FittedCoded; readonly part: CodedPart } {
  const impute = imputeCategory.fit(options.categories, gatherCodes(column, rows));
  const slots = oneHot.fit(options.oneHot, impute.transformed);
  const fitted: FittedCoded = {
    kind: 'coded',
    source: column.name,
    encoding: inputs.categories,
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
  const filled = imputeCategory.transform(fitted.impute, gatherCodes(column, rows));
  return codedPart(fitted, oneHot.transform(fitted.slots, filled));
}

function gatherCodes(column: CodedColumn, rows: Int32Array): Int32Array {
  return Int32Array.from(rows, (row) => column.codes[row] ?? MISSING);
}

function codedPart(fitted: FittedCoded, codes: Int32Array): CodedPart {
  const { source, encoding } = fitted;
  const features = fitted.slotNames.map((name) => ({ name, source }));
  return { kind: 'coded', source, encoding, codes, features };
}

function slotNames(source: string, slots: FittedOneHot, levelNames: readonly string[]): string[] {
  const own = slots.levels.map((code) => `${source} = ${levelNames[code] ?? code}`);
  const gaps = slots.missing ? [`${source} is missing`] : [];
  return [`${source} is rare`, ...own, ...gaps];
}
