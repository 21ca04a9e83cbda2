import type { CodedColumn } from '../table/table.js';
import { slotNames } from './coded-column.js';
import { countCodes } from './count-codes.js';
import { gatherCodes, gatherValues } from './gather-rows.js';
import {
  type FittedImputeCategory,
  type ImputeCategoryOptions,
  imputeCategory,
} from './impute-category.js';
import type { NumericPart } from './numeric-column.js';
import { type FittedOneHot, type OneHotOptions, oneHot, oneHotSlots } from './one-hot.js';
import { type FittedScaleRobust, fitScaleRobust, scaleRobust } from './scale-robust.js';

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
  const impute = imputeCategory.fit(options.categories, gatherCodes(column.codes, rows));
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
  const filled = imputeCategory.transform(fitted.impute, gatherCodes(column.codes, rows));
  return flagsPart(fitted, oneHot.transform(fitted.slots, filled));
}

/** `names` are those of the slots from 1 on. */
function flagColumns(names: readonly string[], codes: Int32Array): FlagColumn[] {
  const [, second] = names;
  if (second !== undefined && names.length === 2) {
    return [{ name: second, slot: 2, against: 1, scale: null }];
  }
  const rowsOf = new Map(countCodes(codes));
  return names.map((name, i) => {
    const slot = i + 1;
    const sorted = new Float64Array(codes.length).fill(1, codes.length - (rowsOf.get(slot) ?? 0));
    return { name, slot, against: null, scale: fitScaleRobust(sorted) };
  });
}

/** What a flag is hangs on the slot alone, so that slots are scaled, not rows. */
function flagsPart({ source, columns, slots }: FittedFlags, codes: Int32Array): NumericPart {
  return {
    kind: 'numeric',
    columns: columns.map(({ name, slot, against, scale }) => {
      const bySlot = new Float64Array(oneHotSlots(slots));
      bySlot[slot] = 1;
      if (against !== null) bySlot[against] = -1;
      const scaled = scale ? scaleRobust.transform(scale, bySlot) : bySlot;
      return { feature: { name, source }, values: gatherValues(scaled, codes) };
    }),
  };
}
