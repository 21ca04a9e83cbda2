import type { ModelInputs } from '../matrix/model-inputs.js';
import type { DatetimeColumn } from '../table/table.js';
import { datetimeParts, type FittedDatetimeParts } from './datetime-parts.js';
import { gatherValues } from './gather-rows.js';
import {
  type FittedDerived,
  fitDerived,
  type NumberOptions,
  type NumericPart,
  transformDerived,
} from './numeric-column.js';

export interface FittedDatetime {
  readonly kind: 'datetime';
  readonly source: string;
  readonly parts: FittedDatetimeParts;
  readonly numbers: FittedDerived;
}

/** The parts of a time, each then as a column of numbers. */
export function fitDatetime(
  options: NumberOptions,
  inputs: ModelInputs,
  column: DatetimeColumn,
  rows: Int32Array,
): { readonly fitted: FittedDatetime; readonly part: NumericPart } {
  const cyclic = inputs.numbers === 'scaled';
  const parts = datetimeParts.fit({ cyclic }, gatherValues(column.values, rows));
  const numbers = fitDerived(options, inputs, column.name, parts.transformed);
  const { name: source } = column;
  const fitted: FittedDatetime = {
    kind: 'datetime',
    source,
    parts: parts.fitted,
    numbers: numbers.fitted,
  };
  return { fitted, part: numbers.part };
}

export function transformDatetime(
  fitted: FittedDatetime,
  column: DatetimeColumn,
  rows: Int32Array,
): NumericPart {
  const parts = datetimeParts.transform(fitted.parts, gatherValues(column.values, rows));
  return transformDerived(fitted.numbers, column.name, parts);
}
