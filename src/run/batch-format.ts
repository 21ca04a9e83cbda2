import { gzipSync } from 'node:zlib';
import { quantileColumn } from '../predictor/quantile-answers.js';
import type { Schema } from '../schema/schema.js';
import { csvCell, csvLine } from '../util/csv-line.js';
import { AutofitError } from '../util/errors.js';
import type { BatchColumn } from './batch-column.js';
import { uncertainNames } from './uncertain-columns.js';

/** Ways in which predictions are written. */
export const OUTPUT_FORMS = ['csv', 'jsonl', 'parquet'] as const;
export type OutputForm = (typeof OUTPUT_FORMS)[number];

/** What is written of each row, and how; plain data. */
export interface BatchFormat {
  readonly form: OutputForm;
  /** Whether it is packed by gzip. */
  readonly isPacked: boolean;
  /** Columns of the data that are copied. */
  readonly copied: readonly string[];
  readonly withProba: boolean;
  /** The share of rows that intervals or sets are to cover. @default none are written */
  readonly coverage?: number | undefined;
}

const ENDS: Readonly<Record<string, OutputForm>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  parquet: 'parquet',
  pq: 'parquet',
};
/** Ends of names that say of a file what is not written. */
const OTHERS = ['json', 'xlsx', 'xls', 'zip', 'tsv', 'html'];

/** The form that is told, else that of a file's name; CSV where that says nothing. Throws an AutofitError for what is not written. */
export function outputForm(
  path: string | undefined,
  told: OutputForm | undefined,
): Pick<BatchFormat, 'form' | 'isPacked'> {
  const [, end = '', gz] = /\.([a-z]+?)(\.gz)?$/i.exec(path ?? '') ?? [];
  const isPacked = gz !== undefined || end.toLowerCase() === 'gz';
  if (told === undefined && OTHERS.includes(end.toLowerCase())) throw otherForm(`${path}`, end);
  const form = told ?? ENDS[end.toLowerCase()] ?? 'csv';
  if (form === 'parquet' && isPacked) throw otherForm(`${path}`, 'parquet.gz');
  return { form, isPacked };
}

function otherForm(path: string, end: string): AutofitError {
  return new AutofitError(
    'BAD_OPTION',
    `${path} cannot be written: predictions are not written as ${end}.`,
    {
      hint: 'They are CSV, JSON Lines or Parquet: let the name end in .csv, .jsonl or .parquet, or tell the form by `to`.',
    },
  );
}

/** The columns that are written. Throws an AutofitError where two have one name. */
export function writtenColumns(
  schema: Schema,
  { form, copied, withProba, coverage }: BatchFormat,
  explained: readonly string[] = [],
): readonly Pick<BatchColumn, 'name' | 'kind'>[] {
  const { label, task } = schema;
  const { classes, quantiles } = task;
  const numbers = [
    ...(withProba ? classes.map((name) => `proba_${name}`) : []),
    ...explained.map(contributionName),
  ];
  const columns: readonly Pick<BatchColumn, 'name' | 'kind'>[] = [
    ...copied.map((name) => ({ name, kind: 'text' }) as const),
    ...(quantiles
      ? quantiles.map((own) => ({ name: quantileColumn(label, own), kind: 'number' }) as const)
      : [{ name: label, kind: classes.length === 0 ? 'number' : 'text' } as const]),
    ...(coverage === undefined ? [] : uncertainNames(schema)),
    ...numbers.map((name) => ({ name, kind: 'number' }) as const),
  ];
  // Without copies a CSV has the names that it always had.
  const isPlain = form === 'csv' && copied.length + explained.length === 0;
  if (!isPlain) checkNames(columns, label, copied);
  return columns;
}

export function contributionName(column: string): string {
  return `contribution_${column}`;
}

function checkNames(
  columns: readonly Pick<BatchColumn, 'name'>[],
  label: string,
  copied: readonly string[],
): void {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return;
  const isLabel = twice === label && copied.includes(label);
  throw new AutofitError(
    'NAME_TAKEN',
    isLabel
      ? `"${twice}" cannot be copied: its predictions have that name.`
      : `Two columns that are written would have the name "${twice}".`,
    { hint: 'Leave it out of `with`, or rename the column in the data.' },
  );
}

/** What stands above the rows. */
export function headerText(
  columns: readonly Pick<BatchColumn, 'name'>[],
  { form }: BatchFormat,
): string {
  return form === 'csv' ? csvLine(columns.map(({ name }) => name)) : '';
}

/** So many rows of a text form. */
export function rowsText(
  columns: readonly BatchColumn[],
  rows: number,
  form: Exclude<OutputForm, 'parquet'>,
): string {
  const isCsv = form === 'csv';
  const cells = columns.map((column) => (isCsv ? csvCells(column) : jsonCells(column)));
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const line = cells.map((cellAt) => cellAt(row)).join(',');
    if (isCsv) lines.push(line === '' ? '""\n' : `${line}\n`);
    else lines.push(`{${line}}\n`);
  }
  return lines.join('');
}

function csvCells({ kind, at }: BatchColumn): (row: number) => string {
  return kind === 'number' ? (row) => String(at(row)) : (row) => csvCell(String(at(row)));
}

/** An empty cell, and what is no number, is null. */
function jsonCells({ name, at }: BatchColumn): (row: number) => string {
  const key = JSON.stringify(name);
  return (row) => {
    const value = at(row);
    return `${key}:${value === '' ? 'null' : JSON.stringify(value)}`;
  };
}

/** The bytes of a text, which is packed where that is wanted: what is packed piece by piece unpacks as one. */
export function textBytes(text: string, { isPacked }: BatchFormat): Uint8Array<ArrayBuffer> {
  const bytes = isPacked ? gzipSync(text) : Buffer.from(text);
  // Small buffers share memory that cannot be given away.
  return new Uint8Array(bytes);
}
