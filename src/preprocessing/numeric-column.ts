import type { FeatureName, RawColumn } from '../matrix/design-matrix.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import type { NumericColumn } from '../table/table.js';
import { gatherValues } from './gather-rows.js';
import {
  type FittedImputeNumber,
  type ImputeNumberOptions,
  imputeNumber,
} from './impute-number.js';
import { type FittedMissingIndicator, missingIndicator } from './missing-indicator.js';
import { applyScaler, type FittedScaler, fitScaler, type Scaling } from './scalers.js';

export interface NumberOptions {
  readonly impute: ImputeNumberOptions;
  readonly scaling: Scaling;
}

export interface FittedNumeric {
  readonly kind: 'numeric';
  readonly source: string;
  /** Null where the family takes numbers as they are. */
  readonly steps: {
    readonly impute: FittedImputeNumber;
    readonly indicate: FittedMissingIndicator;
    readonly scale: FittedScaler;
  } | null;
}

/** Columns of the dense block that one column of the table becomes. */
export interface NumericPart {
  readonly kind: 'numeric';
  readonly columns: readonly (RawColumn & { readonly feature: FeatureName })[];
}

/** Indicator, then imputation, then scaling, each fitted on the given rows. */
export function fitNumeric(
  options: NumberOptions,
  inputs: ModelInputs,
  column: NumericColumn,
  rows: Int32Array,
): { readonly fitted: FittedNumeric; readonly part: NumericPart } {
  const { name, values } = column;
  if (inputs.numbers === 'raw') {
    return {
      fitted: { kind: 'numeric', source: name, steps: null },
      part: asTheyAre(column, rows),
    };
  }
  return fitValues(options, inputs, name, gatherValues(values, rows));
}

export function transformNumeric(
  fitted: FittedNumeric,
  column: NumericColumn,
  rows: Int32Array,
): NumericPart {
  if (!fitted.steps) return asTheyAre(column, rows);
  return transformValues(fitted, gatherValues(column.values, rows));
}

/** The table's own numbers: a copy of these rows would be as large. */
function asTheyAre({ name, values }: NumericColumn, places: Int32Array): NumericPart {
  return { kind: 'numeric', columns: [{ feature: { name, source: name }, values, places }] };
}

/** Numbers that were made of a column, by name; '' for its own. */
export interface DerivedNumbers {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/** One a name; the sources are these names. */
export type FittedDerived = readonly FittedNumeric[];

/** The same for numbers that were made of a column: `source` is that column, and the gaps of all are its gaps. */
export function fitDerived(
  options: NumberOptions,
  inputs: ModelInputs,
  source: string,
  { names, columns }: DerivedNumbers,
): { readonly fitted: FittedDerived; readonly part: NumericPart } {
  const fits = columns.map((values, i) =>
    fitValues(options, inputs, names[i] ? `${source}: ${names[i]}` : source, values, i === 0),
  );
  const fitted = fits.map((fit) => fit.fitted);
  return {
    fitted,
    part: joined(
      source,
      fits.map(({ part }) => part),
    ),
  };
}

export function transformDerived(
  fitted: FittedDerived,
  source: string,
  { columns }: DerivedNumbers,
): NumericPart {
  const parts = fitted.map((own, i) => transformValues(own, columns[i] ?? new Float64Array()));
  return joined(source, parts);
}

function joined(source: string, parts: readonly NumericPart[]): NumericPart {
  const columns = parts.flatMap((part) => part.columns);
  return {
    kind: 'numeric',
    columns: columns.map(({ feature, ...own }) => ({ feature: { ...feature, source }, ...own })),
  };
}

function fitValues(
  options: NumberOptions,
  inputs: ModelInputs,
  source: string,
  values: Float64Array,
  indicates = true,
): { readonly fitted: FittedNumeric; readonly part: NumericPart } {
  if (inputs.numbers === 'raw') {
    return { fitted: { kind: 'numeric', source, steps: null }, part: numericPart(source, values) };
  }
  const indicate = missingIndicator.fit({}, indicates ? values : new Float64Array());
  const impute = imputeNumber.fit(options.impute, values);
  const scale = fitScaler(options.scaling, impute.transformed);
  const steps = { impute: impute.fitted, indicate: indicate.fitted, scale: scale.fitted };
  const gaps = missingIndicator.transform(indicate.fitted, values);
  return {
    fitted: { kind: 'numeric', source, steps },
    part: numericPart(source, scale.transformed, gaps),
  };
}

function transformValues(fitted: FittedNumeric, values: Float64Array): NumericPart {
  if (!fitted.steps) return numericPart(fitted.source, values);
  const { impute, indicate, scale } = fitted.steps;
  const filled = imputeNumber.transform(impute, values);
  const gaps = missingIndicator.transform(indicate, values);
  return numericPart(fitted.source, applyScaler(scale, filled), gaps);
}

function numericPart(source: string, values: Float64Array, gaps?: Float64Array): NumericPart {
  const columns: NumericPart['columns'][number][] = [{ feature: { name: source, source }, values }];
  if (gaps) columns.push({ feature: { name: `${source} is missing`, source }, values: gaps });
  return { kind: 'numeric', columns };
}
