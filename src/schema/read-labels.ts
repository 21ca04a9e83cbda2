import { codedCells, rowCount } from '../table/raw-cells.js';
import type { RawColumn } from '../table/raw-table.js';
import type { Allocate, Labels } from '../table/table.js';
import { AutofitError } from '../util/errors.js';
import { classReader } from './class-key.js';
import { missingIn } from './filled-cells.js';
import type { MissingRule } from './missing-rule.js';
import { numberReader } from './number-reader.js';
import type { Parser } from './schema.js';
import { valuesAsIs } from './values-as-is.js';

/** Labels, with the rows that have one. */
export interface ReadLabels {
  readonly labels: Labels;
  /** Their places among all rows, ascending. */
  readonly rows: Int32Array;
}

/**
 * The labels of the rows that have one: numbers, or codes of classes, below 0 for those that the schema does not know.
 * Throws an AutofitError for a number that is not finite.
 */
export function readLabels(
  raw: RawColumn,
  parser: Parser | null,
  allocate: Allocate,
  rule?: MissingRule,
): ReadLabels {
  const asIs = valuesAsIs(parser, raw, rule);
  if (asIs) return presentNumbers(asIs, rowCount(raw), allocate);
  const { codes, values } = codedCells(raw);
  const cells = values.map((value) => value.trim());
  const isMissing = missingIn({ parser, missing: rule });
  const isLabelled = cells.map((cell) => !isMissing(cell));
  const rows = presentRows(codes, isLabelled);
  const place = (i: number) => codes[rows[i] ?? 0] ?? 0;
  if (parser?.kind === 'numeric') {
    const read = numberReader(parser);
    const numbers = cells.map((cell, i) => (isLabelled[i] ? finite(read(cell), cell) : Number.NaN));
    const labels = new Float64Array(allocate(rows.length * 8));
    for (let i = 0; i < rows.length; i++) labels[i] = numbers[place(i)] ?? Number.NaN;
    return { labels, rows };
  }
  if (parser?.kind !== 'categorical') throw new Error(`no parser for the label ${raw.name}`);
  const codeOf = classReader(parser.levels, parser.spellings);
  const classes = Int32Array.from(cells, (cell, i) => (isLabelled[i] ? codeOf(cell) : 0));
  const labels = new Int32Array(allocate(rows.length * 4));
  for (let i = 0; i < rows.length; i++) labels[i] = classes[place(i)] as number;
  return { labels, rows };
}

function presentNumbers(
  numberAt: (row: number) => number,
  count: number,
  allocate: Allocate,
): ReadLabels {
  const rows = new Int32Array(count);
  let present = 0;
  for (let row = 0; row < count; row++) {
    if (!Number.isNaN(numberAt(row))) rows[present++] = row;
  }
  const labels = new Float64Array(allocate(present * 8));
  for (let i = 0; i < present; i++) labels[i] = numberAt(rows[i] ?? 0);
  return { labels, rows: rows.slice(0, present) };
}

function finite(value: number, cell: string): number {
  if (Number.isFinite(value)) return value;
  throw new AutofitError('BAD_LABEL', `The label holds "${cell}", not a finite number.`);
}

function presentRows(codes: Int32Array, isLabelled: readonly boolean[]): Int32Array {
  const rows = new Int32Array(codes.length);
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    if (isLabelled[codes[row] ?? 0]) rows[count++] = row;
  }
  return rows.slice(0, count);
}
