import type { JudgingOptions } from './options/judging-options.js';
import { type CellSpread, cellSpread } from './schema/cell-spread.js';
import { describeCells } from './schema/describe-cells.js';
import { findLabel, ignoredLabel } from './schema/find-column.js';
import { findPictures } from './schema/find-pictures.js';
import { inferColumns, inferSchema, profileColumns } from './schema/infer-schema.js';
import { leakSuspects } from './schema/leak-suspects.js';
import { type ParsedTable, parseTable } from './schema/parse-table.js';
import type { ColumnKind, ColumnRole, Schema, Task, ToldKind } from './schema/schema.js';
import { doubles } from './table/compact-column.js';
import type { DataSource } from './table/data-source.js';
import { openPictures } from './table/open-pictures.js';
import { LABEL_COLUMN } from './table/picture-columns.js';
import { hasClasses, isPictureFolder } from './table/picture-folder.js';
import { pictureSplits } from './table/picture-splits.js';
import { firstCell } from './table/raw-cells.js';
import type { RawTable } from './table/raw-table.js';
import type { ColumnsOf } from './table/read-rows.js';
import { readTable } from './table/read-table.js';
import type { ReadingProgress } from './table/reading-progress.js';
import type { Table } from './table/table.js';
import { checkOptions } from './util/check-options.js';
import { shortened } from './util/shortened.js';
import { atOnce } from './util/steps.js';

export interface InspectOptions extends JudgingOptions {
  /** The label's column: its name, or its place counted from 1. @default none, and no task */
  readonly label?: string | number | undefined;
  /**
   * Kinds of columns that override what their cells say; dates with their format as `datetime:dd/mm/yyyy`, numbers by how
   * 1234.5 is written: `numeric:1.234,5`.
   */
  readonly types?: Readonly<Record<string, ToldKind>> | undefined;
  /** Columns to leave out. */
  readonly ignore?: readonly string[] | undefined;
  /** Whether columns come with how their cells spread. @default false */
  readonly spreads?: boolean | undefined;
  /** Told how much is read. */
  readonly onProgress?: ((event: ReadingProgress) => void) | undefined;
}

/** Letters of a cell that may be a whole file. */
const LONGEST_PICTURE = 60;

const OPTIONS = [
  'onProgress',
  'label',
  'types',
  'ignore',
  'header',
  'skipBadRows',
  'delimiter',
  'quote',
  'sheet',
  'images',
  'missing',
  'keep',
  'order',
] as const satisfies readonly Exclude<keyof InspectOptions, 'spreads'>[];

/** What a column is taken for, and why. */
export interface InspectedColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly role: ColumnRole;
  /** Rows without a value. */
  readonly missing: number;
  /** Different cells. */
  readonly distinct: number;
  /** Whether that is an estimate: of very many. @default false */
  readonly isAbout?: boolean | undefined;
  readonly reason: string;
  /** What may be meant otherwise, with the option that says so. */
  readonly doubt?: string | undefined;
  /** The first cell that is not missing. */
  readonly example: string;
  /** Median and range, first and last time, or the commonest levels with their share. */
  readonly summary: string;
  /** How its cells spread, where that was asked for and there is something to draw. */
  readonly spread?: CellSpread | undefined;
}

/** What `fit` would take a table for. */
export interface Inspection {
  readonly rows: number;
  readonly task?: Pick<Task, 'kind' | 'reason' | 'classes' | 'positive'>;
  readonly columns: readonly InspectedColumn[];
  /** What the reader noticed. */
  readonly notes: readonly string[];
}

/** Judges the columns of a table, and with a label the task, without training. Throws an AutofitError as `fit` does. */
export async function inspect<C extends object>(
  given: DataSource | ColumnsOf<C>,
  options: InspectOptions = {},
): Promise<Inspection> {
  const { optionKinds } = await import('./options/option-kinds.js');
  const own = OPTIONS.map((name) => [name, optionKinds[name]] as const);
  checkOptions(options, { ...Object.fromEntries(own), spreads: optionKinds.honest });
  const { source, label, notes } = await placedSource(given, options.label);
  const { label: _, types = {}, ignore = [], missing, keep, order, spreads, ...reading } = options;
  const raw = await readTable(source, reading);
  const name = label === undefined ? undefined : findLabel(raw, String(label));
  const pictureSource = await openPictures(raw, reading.images);
  const pictures = await findPictures(raw, { types, without: [name, ...ignore] }, pictureSource);
  const kinds = { types, ignore, missing, keep, order, pictures };
  const profiles = atOnce(profileColumns(raw, kinds, name));
  const task = { label: String(label), task: 'auto', positive: undefined } as const;
  const schema =
    label === undefined ? undefined : inferSchema(raw, { ...kinds, ...task }, profiles);
  const judged = schema?.columns ?? inferColumns(raw, kinds, profiles);
  const { table, warnings = [] } = schema ? readColumns(raw, schema) : {};
  const suspects = schema && table ? leakSuspects(table, schema.task) : [];
  const valuesOf = wholeValues(table, raw.rows);
  const columns = judged.map((column, i): InspectedColumn => {
    const { name, kind, role } = column;
    const doubt = suspects.includes(name) ? '; it alone determines the label' : '';
    const { unread: _, ...found } = column.evidence;
    const evidence = { ...found, reason: `${found.reason}${doubt}` };
    const own = profiles[i];
    if (own?.name !== name) throw new Error(`no cells of the column ${name}`);
    const cell = firstCell(own.column);
    const example = kind === 'image' ? shortened(cell, LONGEST_PICTURE) : cell;
    const summary = describeCells(column, own, valuesOf.get(name));
    const spread = spreads ? cellSpread(column, own, valuesOf.get(name)) : undefined;
    return { name, kind, role, ...evidence, example, summary, ...(spread && { spread }) };
  });
  const doubts = judged.flatMap(({ evidence }) => evidence.doubt ?? []);
  return {
    rows: raw.rows,
    ...(schema && { task: taskOf(schema) }),
    columns,
    notes: [
      ...notes,
      ...raw.notes,
      ...(name === undefined ? [] : ignoredLabel(name, ignore, raw.columns)),
      ...warnings,
      ...doubts,
    ],
  };
}

function taskOf({ task }: Schema): NonNullable<Inspection['task']> {
  const { kind, reason, classes, positive } = task;
  return { kind, reason, classes, positive };
}

/** Of a folder of pictures the part to learn from, and its label. */
async function placedSource<S>(given: S, label: InspectOptions['label']) {
  if (typeof given !== 'string' || !(await isPictureFolder(given)))
    return { source: given, label, notes: [] };
  const splits = await pictureSplits(given, label !== undefined);
  const source = splits?.train ?? given;
  const own = (await hasClasses(source)) ? LABEL_COLUMN : undefined;
  const notes = splits ? [`${splits.train} is learned from, and shown`, ...splits.notes] : [];
  return { source, label: label ?? own, notes };
}

/** All but pictures, which take long to read. */
function readColumns(raw: RawTable, schema: Schema): Partial<ParsedTable> {
  const columns = schema.columns.filter(({ kind }) => kind !== 'image');
  return parseTable(raw, { ...schema, columns }, { allocate, label: 'required' });
}

function allocate(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}

/** The numbers and times of features, where no row was left out. */
function wholeValues(table: Table | undefined, rows: number): ReadonlyMap<string, Float64Array> {
  const columns = table?.rows === rows ? table.columns : [];
  const found = columns.flatMap((column): [string, Float64Array][] =>
    'values' in column ? [[column.name, doubles(column.values)]] : [],
  );
  return new Map(found);
}
