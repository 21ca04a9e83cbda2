import type { CodedColumn } from '../table/table.js';
import { slotNames } from './coded-column.js';
import {
  type FittedImputeCategory,
  type ImputeCategoryOptions,
  imputeCategory,
} from './impute-category.js';
import { gatherCodes, type NumericPart } from './numeric-column.js';
import { type FittedOneHot, type OneHotOptions, oneHot } from './one-hot.js';
import { type FittedScaleRobust, scaleRobust } from './scale-robust.js';

/** A column of few levels as numbers: −1 and 1 for two levels, else one scaled column a level. */
export interface FittedFlags {
  readonly kind: 'flags';
  readonly source: string;
  readonly impute: FittedImputeCategory;
  readonly slots: FittedOneHot;
  readonly columns: readonly FlagColumn[];
}

interface FlagColumn {
  readonly name: string;
  /** The slot whose rows have 1. */
  readonly slot: number;
  /** The slot whose rows have −1, and no scaling; or null and one. */
  readonly against: number | null;
  readonly scale: FittedScaleRobust | null;
}

/** Rare and unseen levels are 0 in all columns (RealMLP's one-hot encoding; Holzmüller et al. 2024). */
export function fitFlags(
  options: { readonly categories: ImputeCategoryOptions; readonly oneHot: OneHotOptions },
  column: CodedColumn,
  levelNames: readonly string[],
  rows: Int32Array,
): { readonly fitted: FittedFlags; readonly part: NumericPart } {
  const impute = imputeCategory.fit(options.categories, gatherCodes(column, rows));
  const slots = oneHot.fit(options.oneHot, impute.transformed);
  const [, ...names] = slotNames(column.name, slots.fitted, levelNames);
  const fitted: FittedFlags = {
    kind: 'flags',
    source: column.name,
    impute: impute.fitted,
    slots: slots.fitted,
    columns: flagColumns(names, slots.transformed),
  };
  return { fitted, part: flagsPart(fitted, slots.transformed) };
}

export function transformFlags(
  fitted: FittedFlags,
  column: CodedColumn,
  rows: Int32Array,
): NumericPart {
  const filled = imputeCategory.transform(fitted.impute, gatherCodes(column, rows));
  return flagsPart(fitted, oneHot.transform(fitted.slots, filled));
}

/** `names` are those of the slots from 1 on. */
function flagColumns(names: readonly string[], codes: Int32Array): FlagColumn[] {
  const [, second] = names;
  if (second !== undefined && names.length === 2) {
    return [{ name: second, slot: 2, against: 1, scale: null }];
  }
  return names.map((name, i) => {
    const slot = i + 1;
    const flags = Float64Array.from(codes, (code) => Number(code === slot));
    return { name, slot, against: null, scale: scaleRobust.fit({}, flags).fitted };
  });
}

function flagsPart({ source, columns }: FittedFlags, codes: Int32Array): NumericPart {
  return {
    kind: 'numeric',
    columns: columns.map(({ name, slot, against, scale }) => {
      const sign = (code: number) => Number(code === slot) - Number(code === against);
      const flags = Float64Array.from(codes, sign);
      const values = scale ? scaleRobust.transform(scale, flags) : flags;
      return { feature: { name, source }, values };
    }),
  };
}
