import { missingNumbers } from '../../schema/missing-tokens.js';
import { withPlainParts } from '../../schema/plain-parts.js';
import type { ColumnSchema } from '../../schema/schema.js';
import type { NumericColumn } from '../../table/table.js';
import type { FormNumbers, FormValue } from './form-field.js';

/** The number that a field shows of its value; NaN where there is none. */
export function shownNumber(value: FormValue): number {
  if (value === null) return Number.NaN;
  return isNumbers(value) ? value.value : Number(value);
}

/** A column of these values; what is a number alone is so to the parser, and to what is told to be missing. */
export function numbersColumn(
  { name, parser, missing }: ColumnSchema,
  values: readonly FormValue[],
): NumericColumn {
  const out = missingNumbers(isBareNumber(parser) ? missing : undefined);
  const numbers = Float64Array.from(values, (value) => {
    const own = shownNumber(value);
    return out.has(own) && !isNumbers(value) ? Number.NaN : own;
  });
  const column = withPlainParts({ kind: 'numeric', name, values: numbers }, parser, plain);
  for (const [place, part] of (column.parts ?? []).entries()) {
    for (const [row, value] of values.entries()) {
      if (isNumbers(value)) part.values[row] = value.parts[place] ?? Number.NaN;
    }
  }
  return column;
}

/** Whether a value is what a cell writes: `0 W` and `0%` are not 0 to what is told to be missing, and a yes is a number here alone. */
function isBareNumber(parser: ColumnSchema['parser']): boolean {
  if (parser?.kind !== 'numeric') return false;
  return parser.unit === '' && !parser.percent && parser.shares !== true;
}

/** A cell of a column as a form holds it. */
export function formNumber({ values, parts }: NumericColumn, row: number): FormValue {
  const value = values[row] ?? Number.NaN;
  if (Number.isNaN(value)) return null;
  if (!parts) return value;
  return { kind: 'numbers', value, parts: parts.map((part) => part.values[row] ?? Number.NaN) };
}

function isNumbers(value: FormValue): value is FormNumbers {
  return value !== null && typeof value === 'object' && value.kind === 'numbers';
}

function plain(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}
