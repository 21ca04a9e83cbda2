import {
  type Block,
  type FeatureName,
  type RawColumn,
  rawNumbers,
} from '../matrix/design-matrix.js';
import { transformTable } from '../preprocessing/preprocessor.js';
import { backbonesOf } from '../schema/with-pictures.js';
import type { Table } from '../table/table.js';
import { checkPlainOptions } from '../util/check-arguments.js';
import { type ModelChoice, memberChosen } from './model-choice.js';
import type { Member, PredictorState } from './predictor-state.js';
import { READING_KINDS } from './reading-kinds.js';
import type { PredictOptions } from './table-reader.js';

/** How data is read, and whose features are given. */
export interface TransformOptions extends PredictOptions {
  /** One of `modelNames` that is a single model. @default the member of the largest weight */
  readonly model?: ModelChoice['model'];
}

/** A feature that every row has: a number, or the code of a level. */
export interface FeatureColumn extends FeatureName {
  readonly kind: 'number' | 'code';
  /** One a row; of numbers that a model takes as they are, NaN is missing. */
  readonly values: Float64Array;
  /** Of codes: they lie in 0 … levels − 1. */
  readonly levels?: number | undefined;
}

/** Features of which rows have few, in compressed rows: row r has `values` at the features `indices` from `offsets[r]` to `offsets[r + 1]`; all others are 0. */
export interface SparseFeatures {
  readonly features: readonly FeatureName[];
  readonly offsets: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/** Rows as one model sees them; each feature names the column of the data that it came from. */
export interface TransformedRows {
  /** Whose features they are. */
  readonly model: string;
  readonly rows: number;
  readonly columns: readonly FeatureColumn[];
  /** Levels as flags, and terms of texts. @default the model has none */
  readonly sparse?: SparseFeatures | undefined;
  readonly notes: readonly string[];
}

/** The options apart. Throws an AutofitError for others that there are not. */
export function transformOptions(given: TransformOptions | undefined): {
  readonly model: string | undefined;
  readonly reading: PredictOptions;
} {
  if (given === undefined) return { model: undefined, reading: {} };
  checkPlainOptions(given, { ...READING_KINDS, model: ['string'] });
  const { model, ...reading } = given;
  return { model, reading };
}

/** The member whose features are given. Throws an AutofitError for a name that there is not. */
export function memberSeen(state: PredictorState, model: string | undefined): Member {
  const named = memberChosen(state, model);
  const heaviest = state.members.reduce((a, b) => (b.weight > a.weight ? b : a));
  return named ?? heaviest;
}

/** A table as a member sees it, by what its model of the first fold has learned; those of other folds differ by the rows that they were fitted on. */
export function transformedRows(
  { schema, preprocessors }: PredictorState,
  { name, folds }: Member,
  table: Table,
  notes: readonly string[],
): TransformedRows {
  const fitted = preprocessors[folds[0]?.preprocessor ?? -1];
  if (!fitted) throw new Error(`${name} has no preprocessor`);
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row);
  const { blocks } = transformTable(fitted, table, rows, { backboneOf: backbonesOf(schema) });
  const sparse = blocks.find((block) => block.kind === 'sparse');
  const pixels = blocks.flatMap((block) => (block.kind === 'pixels' ? block.features : []));
  return {
    model: name,
    rows: table.rows,
    columns: blocks.flatMap(columnsOf),
    ...(sparse && { sparse: sparseOf(sparse) }),
    notes: [
      ...notes,
      ...pixels.map(
        ({ source }) => `${name} sees the pixels of "${source}", which are no features`,
      ),
    ],
  };
}

function sparseOf({ features, matrix }: Extract<Block, { kind: 'sparse' }>): SparseFeatures {
  const { offsets, indices, values } = matrix;
  return { features, offsets, indices, values };
}

function columnsOf(block: Block): readonly FeatureColumn[] {
  const { features } = block;
  const columns = (valuesOf: (place: number) => Float64Array) =>
    features.map((own, place) => ({ ...own, kind: 'number' as const, values: valuesOf(place) }));
  switch (block.kind) {
    case 'raw':
      return columns((place) => rawNumbers(block.columns[place] as RawColumn));
    case 'dense':
      return columns((place) => everyNth(block.matrix.data, place, features.length));
    case 'codes':
      return columns((place) => everyNth(block.codes, place, features.length)).map(
        (own, place) => ({
          ...own,
          kind: 'code',
          levels: block.cardinalities[place],
        }),
      );
    default:
      return [];
  }
}

/** One column of values that stand row after row. */
function everyNth(data: ArrayLike<number>, place: number, width: number): Float64Array {
  const own = new Float64Array(data.length / width);
  for (let row = 0; row < own.length; row++) own[row] = data[row * width + place] ?? Number.NaN;
  return own;
}
