import type { ModelInputs } from '../matrix/model-inputs.js';
import type { ColumnNumbers, NumericColumn } from '../table/table.js';
import { gatherValues } from './gather-rows.js';
import {
  type DerivedNumbers,
  type FittedDerived,
  fitDerived,
  type NumberOptions,
  type NumericPart,
  transformDerived,
} from './numeric-column.js';

/** A column whose cells tell several numbers, each of which is a feature. */
export interface FittedParts {
  readonly kind: 'parts';
  readonly source: string;
  /** What the numbers say of the column; '' for its own values. */
  readonly names: readonly string[];
  readonly numbers: FittedDerived;
}

/** The two numbers of each cell, or its value and on which side of that the truth is. */
export function fitParts(
  options: NumberOptions,
  inputs: ModelInputs,
  column: NumericColumn,
  rows: Int32Array,
): { readonly fitted: FittedParts; readonly part: NumericPart } {
  const { name: source, parts = [] } = column;
  const own = parts.map(({ name }) => name);
  // The mean of two numbers says nothing that they do not.
  const names = own.every((name) => name === 'bound') ? ['', ...own] : own;
  const { fitted, part } = fitDerived(options, inputs, source, numbersIn(column, names, rows));
  return { fitted: { kind: 'parts', source, names, numbers: fitted }, part };
}

export function transformParts(
  { names, numbers, source }: FittedParts,
  column: NumericColumn,
  rows: Int32Array,
): NumericPart {
  return transformDerived(numbers, source, numbersIn(column, names, rows));
}

/** The numbers of a column under this name, or its own values. Throws where it has none such. */
export function numbersNamed(
  { name: column, values, parts = [] }: NumericColumn,
  name = '',
): ColumnNumbers {
  if (name === '') return values;
  const found = parts.find((part) => part.name === name);
  if (!found) throw new Error(`the table has no ${name} of ${column}`);
  return found.values;
}

function numbersIn(
  column: NumericColumn,
  names: readonly string[],
  rows: Int32Array,
): DerivedNumbers {
  const columns = names.map((name) => gatherValues(numbersNamed(column, name), rows));
  return { names, columns };
}
