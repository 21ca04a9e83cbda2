import { checkOptions } from './options/check-options.js';
import { profileColumn } from './schema/column-profile.js';
import { describeCells } from './schema/describe-cells.js';
import { inferColumns, inferSchema } from './schema/infer-schema.js';
import { leakSuspects } from './schema/leak-suspects.js';
import { parseTable } from './schema/parse-table.js';
import type { ColumnKind, ColumnRole, Task } from './schema/schema.js';
import type { DataSource } from './table/data-source.js';
import { firstCell } from './table/raw-cells.js';
import { readTable } from './table/read-table.js';
import type { Table } from './table/table.js';

export interface InspectOptions {
  /** The label's column: its name, or its place counted from 1. @default none, and no task */
  readonly label?: string | number | undefined;
  /** Kinds of columns that override what their cells say. */
  readonly types?: Readonly<Record<string, ColumnKind>> | undefined;
  /** Columns to leave out. */
  readonly ignore?: readonly string[] | undefined;
  /** Whether the first line names the columns. @default true */
  readonly header?: boolean | undefined;
  /** Whether rows of a wrong length are left out; else they are an error. @default false */
  readonly skipBadRows?: boolean | undefined;
}

/** What a column is taken for, and why. */
export interface InspectedColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly role: ColumnRole;
  /** Rows without a value. */
  readonly missing: number;
  /** Different cells. */
  readonly distinct: number;
  readonly reason: string;
  /** The first cell that is not missing. */
  readonly example: string;
  /** Median and range, first and last time, or the commonest levels with their share. */
  readonly summary: string;
}

/** What `fit` would take a table for. */
export interface Inspection {
  readonly rows: number;
  readonly task?: Pick<Task, 'kind' | 'reason'>;
  readonly columns: readonly InspectedColumn[];
  /** What the reader noticed. */
  readonly notes: readonly string[];
}

/** Judges the columns of a table, and with a label the task, without training. Throws an AutofitError as `fit` does. */
export async function inspect(
  source: DataSource,
  options: InspectOptions = {},
): Promise<Inspection> {
  const { optionKinds } = await import('./options/option-kinds.js');
  const { label: place, types: kindsOf, ignore: names, header, skipBadRows } = optionKinds;
  checkOptions(options, { label: place, types: kindsOf, ignore: names, header, skipBadRows });
  const { label, types = {}, ignore = [], ...reading } = options;
  const raw = await readTable(source, reading);
  const kinds = { types, ignore };
  const profiles = raw.columns.map(profileColumn);
  const task = { label: String(label), task: 'auto', positive: undefined } as const;
  const schema =
    label === undefined ? undefined : inferSchema(raw, { ...kinds, ...task }, profiles);
  const judged = schema?.columns ?? inferColumns(raw, kinds, profiles);
  const table = schema && parseTable(raw, schema, { allocate, label: 'required' }).table;
  const suspects = schema && table ? leakSuspects(table, schema.task) : [];
  const valuesOf = wholeValues(table, raw.rows);
  const columns = judged.map((column, i): InspectedColumn => {
    const { name, kind, role } = column;
    const doubt = suspects.includes(name) ? '; it alone determines the label' : '';
    const evidence = { ...column.evidence, reason: `${column.evidence.reason}${doubt}` };
    const own = profiles[i];
    if (own?.name !== name) throw new Error(`no cells of the column ${name}`);
    const example = firstCell(own.column);
    const summary = describeCells(column, own, valuesOf.get(name));
    return { name, kind, role, ...evidence, example, summary };
  });
  const found = schema && { kind: schema.task.kind, reason: schema.task.reason };
  return { rows: raw.rows, ...(found && { task: found }), columns, notes: raw.notes };
}

function allocate(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}

/** The numbers and times of features, where no row was left out. */
function wholeValues(table: Table | undefined, rows: number): ReadonlyMap<string, Float64Array> {
  const columns = table?.rows === rows ? table.columns : [];
  const found = columns.flatMap((column): [string, Float64Array][] =>
    'values' in column ? [[column.name, column.values]] : [],
  );
  return new Map(found);
}
