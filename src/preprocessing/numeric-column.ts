import type { FeatureName } from '../matrix/design-matrix.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import type { NumericColumn } from '../table/table.js';
import {
  type FittedImputeNumber,
  type ImputeNumberOptions,
  imputeNumber,
} from './impute-number.js';
import { type FittedMissingIndicator, missingIndicator } from './missing-indicator.js';
import { type FittedScaleStandard, scaleStandard } from './scale-standard.js';

export interface FittedNumeric {
  readonly kind: 'numeric';
  readonly source: string;
  /** Null where the family takes numbers as they are. */
  readonly steps: {
    readonly impute: FittedImputeNumber;
    readonly indicate: FittedMissingIndicator;
    readonly scale: FittedScaleStandard;
  } | null;
}

/** Columns of the dense block that one column of the table becomes. */
export interface NumericPart {
  readonly kind: 'numeric';
  readonly columns: readonly { readonly feature: FeatureName; readonly values: Float64Array }[];
}

/** Indicator, then imputation, then scaling, each fitted on the given rows. */
export function fitNumeric(
  options: ImputeNumberOptions,
  inputs: ModelInputs,
  column: NumericColumn,
  rows: Int32Array,
): { readonly fitted: FittedNumeric; readonly part: NumericPart } {
  const source = column.name;
  const values = gatherValues(column, rows);
  if (inputs.numbers === 'raw') {
    return { fitted: { kind: 'numeric', source, steps: null }, part: numericPart(source, values) };
  }
  const indicate = missingIndicator.fit({}, values);
  const impute = imputeNumber.fit(options, values);
  const scale = scaleStandard.fit({}, impute.transformed);
  const steps = { impute: impute.fitted, indicate: indicate.fitted, scale: scale.fitted };
  const part = numericPart(source, scale.transformed, indicate.transformed);
  return { fitted: { kind: 'numeric', source, steps }, part };
}

export function transformNumeric(
  fitted: FittedNumeric,
  column: NumericColumn,
  rows: Int32Array,
): NumericPart {
  const values = gatherValues(column, rows);
  if (!fitted.steps) return numericPart(fitted.source, values);
  const { impute, indicate, scale } = fitted.steps;
  const filled = imputeNumber.transform(impute, values);
  const gaps = missingIndicator.transform(indicate, values);
  return numericPart(fitted.source, scaleStandard.transform(scale, filled), gaps);
}

function gatherValues(column: NumericColumn, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN);
}

function numericPart(source: string, values: Float64Array, gaps?: Float64Array): NumericPart {
  const columns = [{ feature: { name: source, source }, values }];
  if (gaps) columns.push({ feature: { name: `${source} is missing`, source }, values: gaps });
  return { kind: 'numeric', columns };
}
