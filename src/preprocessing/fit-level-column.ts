import type { ModelInputs } from '../matrix/model-inputs.js';
import type { CodedColumn } from '../table/table.js';
import { type CodedPart, type FittedCoded, fitCoded } from './coded-column.js';
import type { TargetContext } from './encode-target.js';
import { type FittedFlags, fitFlags } from './flags-column.js';
import { type FittedLevels, fitLevels, type NumberEncoding } from './levels-column.js';
import type { NumericPart } from './numeric-column.js';
import type { LevelEncoding, PreprocessingOptions } from './preprocessing-options.js';

export type FittedLevelColumn = FittedCoded | FittedFlags | FittedLevels;

interface LevelColumnFit {
  readonly fitted: FittedLevelColumn;
  readonly part: CodedPart | NumericPart;
}

/** A column of levels as a family takes it, and where levels have an order, their ranks beside: steps that share the column. */
export function fitLevelColumn(
  options: PreprocessingOptions,
  inputs: ModelInputs,
  column: CodedColumn,
  levelNames: readonly string[],
  rows: Int32Array,
  target: TargetContext,
): readonly LevelColumnFit[] {
  const ranks =
    column.isOrdered && inputs.numbers !== 'none'
      ? [fitNumbers(options, 'rank', inputs, column, rows, target)]
      : [];
  if (inputs.categories === 'embedded') {
    return [fitEmbedded(options, column, levelNames, rows), ...ranks];
  }
  return inputs.categories === 'codes'
    ? [...fitCodes(options, inputs, column, levelNames, rows, target), ...ranks]
    : [fitSlots(options, inputs, column, levelNames, rows, target), ...ranks];
}

/** Codes, and where there are too many of them to be told apart, the target means of all levels beside them. */
function fitCodes(
  options: PreprocessingOptions,
  inputs: ModelInputs,
  column: CodedColumn,
  levelNames: readonly string[],
  rows: Int32Array,
  target: TargetContext,
): readonly LevelColumnFit[] {
  const { categories, embedding, codedLevels } = options;
  const oneHot = { ...options.oneHot, maxLevels: embedding.maxLevels };
  const own = { categories, oneHot, hashing: undefined };
  const codes = fitCoded(own, 'codes', column, levelNames, rows);
  if (column.levels <= codedLevels) return [codes];
  return [codes, fitNumbers(options, 'target', inputs, column, rows, target)];
}

/** Levels as slots, or as numbers where there are many and the options say so. */
function fitSlots(
  options: PreprocessingOptions,
  inputs: ModelInputs,
  column: CodedColumn,
  levelNames: readonly string[],
  rows: Int32Array,
  target: TargetContext,
): LevelColumnFit {
  const encoding = slotEncoding(options, column.levels);
  if (encoding === 'one-hot' || encoding === 'hashing') {
    const hashing = encoding === 'hashing' ? options.hashing : undefined;
    return fitCoded({ ...options, hashing }, 'one-hot', column, levelNames, rows);
  }
  return fitNumbers(options, encoding, inputs, column, rows, target);
}

function slotEncoding(
  { levels, fewLevels, oneHot }: PreprocessingOptions,
  count: number,
): Exclude<LevelEncoding, 'auto'> {
  if (count <= fewLevels) return 'one-hot';
  if (levels !== 'auto') return levels;
  return count <= oneHot.maxLevels ? 'one-hot' : 'target';
}

function fitNumbers(
  options: PreprocessingOptions,
  encoding: NumberEncoding,
  inputs: ModelInputs,
  column: CodedColumn,
  rows: Int32Array,
  target: TargetContext,
): LevelColumnFit {
  const numbers = { impute: options.numbers, scaling: options.scaling };
  const own = { numbers, targetMeans: options.targetMeans };
  return fitLevels(own, encoding, inputs, column, rows, target);
}

/** Few levels as flags among the numbers, many as codes. */
function fitEmbedded(
  { categories, embedding }: PreprocessingOptions,
  column: CodedColumn,
  levelNames: readonly string[],
  rows: Int32Array,
): LevelColumnFit {
  const { fewLevels, ...oneHot } = embedding;
  if (column.levels <= fewLevels) return fitFlags({ categories, oneHot }, column, levelNames, rows);
  return fitCoded({ categories, oneHot, hashing: undefined }, 'codes', column, levelNames, rows);
}
