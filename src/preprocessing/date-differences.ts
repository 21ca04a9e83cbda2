import type { ModelInputs } from '../matrix/model-inputs.js';
import type { DatetimeColumn } from '../table/table.js';
import { gatherValues } from './gather-rows.js';
import {
  type FittedDerived,
  fitDerived,
  type NumberOptions,
  type NumericPart,
  transformDerived,
} from './numeric-column.js';

/** Of so many columns of dates, the first ones, all pairs are compared. */
const MOST_COLUMNS = 4;
const DAY = 86_400_000;

/** The days from one column of dates to another. */
export interface FittedDifference {
  readonly kind: 'difference';
  readonly source: string;
  readonly until: string;
  readonly numbers: FittedDerived;
}

/** How many pairs of so many columns are compared at most. */
export function differenceCount(columns: number): number {
  const compared = Math.min(columns, MOST_COLUMNS);
  return (compared * (compared - 1)) / 2;
}

/** The days between each two columns of dates, as numbers, where they are not the same in all training rows. */
export function fitDifferences(
  options: NumberOptions,
  inputs: ModelInputs,
  columns: readonly DatetimeColumn[],
  rows: Int32Array,
): readonly { readonly fitted: FittedDifference; readonly part: NumericPart }[] {
  const compared = columns.slice(0, MOST_COLUMNS);
  return compared.flatMap((from, i) =>
    compared.slice(i + 1).flatMap((to) => {
      const days = daysBetween(from, to, rows);
      const present = days.filter((value) => !Number.isNaN(value));
      if (present.every((value) => value === present[0])) return [];
      const derived = { names: [`days until ${to.name}`], columns: [days] };
      const { fitted: numbers, part } = fitDerived(options, inputs, from.name, derived);
      const fitted = { kind: 'difference', source: from.name, until: to.name, numbers } as const;
      return [{ fitted, part }];
    }),
  );
}

export function transformDifference(
  { numbers }: FittedDifference,
  from: DatetimeColumn,
  to: DatetimeColumn,
  rows: Int32Array,
): NumericPart {
  return transformDerived(numbers, from.name, {
    names: [],
    columns: [daysBetween(from, to, rows)],
  });
}

function daysBetween(from: DatetimeColumn, to: DatetimeColumn, rows: Int32Array): Float64Array {
  const [starts, ends] = [from, to].map(({ values }) => gatherValues(values, rows)) as [
    Float64Array,
    Float64Array,
  ];
  return ends.map((end, i) => (end - (starts[i] ?? Number.NaN)) / DAY);
}
