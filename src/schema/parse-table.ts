import { createCompactor } from '../table/compact-column.js';
import { createImageColumn } from '../table/image-column.js';
import { createListColumn } from '../table/list-column.js';
import { codedCells, rowCount } from '../table/raw-cells.js';
import type { CellPictures, RawColumn, RawTable } from '../table/raw-table.js';
import { type Allocate, type Column, type Labels, MISSING, type Table } from '../table/table.js';
import { createTextColumn } from '../table/text-column.js';
import { AutofitError } from '../util/errors.js';
import { atOnce, mapInSteps, type Steps } from '../util/steps.js';
import { absentColumns } from './absent-columns.js';
import { cellReader } from './cell-reader.js';
import { describeSetAside } from './describe-set-aside.js';
import { missingIn } from './filled-cells.js';
import { judgeClasses } from './judge-classes.js';
import { listItems } from './list-items.js';
import { missingUnder } from './missing-tokens.js';
import { partsReader } from './number-reader.js';
import { describeOddRows } from './odd-rows.js';
import { otherPlaces } from './other-places.js';
import { withPlainParts } from './plain-parts.js';
import { type ReadLabels, readLabels } from './read-labels.js';
import { readRoles } from './read-roles.js';
import {
  type ColumnKind,
  type ColumnSchema,
  featureColumns,
  type ListParser,
  type Schema,
} from './schema.js';
import { valuesAsIs } from './values-as-is.js';

/** Kinds that may be compact. */
const COMPACT: ReadonlySet<ColumnKind> = new Set(['numeric', 'boolean', 'categorical']);

/** Typed columns, with what the user should know of them. */
export interface ParsedTable {
  readonly table: Table;
  readonly notes: readonly string[];
  /** Notes that say that something is likely to be wrong. */
  readonly warnings: readonly string[];
  /** The places of the table's rows among those that were read; undefined where all are kept. */
  readonly rows: Int32Array | undefined;
  /** Rows with a label that some were chosen of; undefined where all are kept. */
  readonly chosenOf: number | undefined;
  /** What a weight of 1 is in the data; undefined without weights. */
  readonly weightUnit: number | undefined;
}

export interface ParseOptions {
  /** Memory for the columns. */
  readonly allocate: Allocate;
  /** With 'required', rows without a label are left out; with 'ignored', the label is not read. */
  readonly label: 'required' | 'ignored';
  /** What a weight of 1 is in the data. @default their mean */
  readonly weightUnit?: number | undefined;
  /** Chooses of rows with these labels, by their places, ascending. @default all */
  readonly choose?: ((labels: Labels) => Int32Array | undefined) | undefined;
  /** Told of each feature whose cells nothing will ask for any more. @default nobody is told */
  readonly onParsed?: ((column: RawColumn) => void) | undefined;
  /** Whether columns take no more bytes than their values need. @default false: what reads them is fastest with one type each */
  readonly compact?: boolean | undefined;
  /** Whether labels may be mostly of classes that the schema does not know. @default false */
  readonly force?: boolean | undefined;
}

/**
 * Reads the cells as the schema says. Columns are found by name, in any order; throws an AutofitError that
 * names all that are absent. Cells that a column's parser cannot read are missing.
 */
export function parseTable(raw: RawTable, schema: Schema, options: ParseOptions): ParsedTable {
  return atOnce(parseTableInSteps(raw, schema, options));
}

/** As parseTable, a step for each column. */
export function* parseTableInSteps(
  raw: RawTable,
  schema: Schema,
  options: ParseOptions,
): Steps<ParsedTable> {
  const byName = new Map(raw.columns.map((column) => [column.name, column]));
  checkColumns(raw, schema, byName, options.label === 'required');
  const features = featureColumns(schema);
  const { allocate } = options;
  const whole = options.label === 'required' ? labelOf(raw, schema, byName, options) : undefined;
  const label = whole && chosenLabels(whole, options);
  const rows = label?.rows;
  const { name: time } = schema.time ?? {};
  const compactly = createCompactor(allocate);
  const columns = yield* mapInSteps(features, (column) => {
    const parse = (memory: Allocate) => parseFeature(column, byName, rows, memory);
    const isCompact = options.compact && COMPACT.has(column.kind);
    const parsed = isCompact ? compactly(parse) : parse(allocate);
    const cells = byName.get(column.name);
    if (cells && column.name !== time) options.onParsed?.(cells);
    return parsed;
  });
  const notes = extraColumns(raw.columns, schema);
  if (rows?.length === 0) {
    throw new AutofitError('NO_LABELS', `No row of ${raw.source} has a label.`);
  }
  if (label) notes.push(...label.notes);
  const count = rows?.length ?? raw.rows;
  const table: Table = { kind: 'table', rows: count, columns, target: label?.labels };
  const odd = rows ? describeOddRows(raw, table, schema.label, rows) : [];
  const warnings = [...(label?.warnings ?? []), ...odd];
  const chosenOf = label === whole ? undefined : whole?.rows.length;
  if (!rows) return { table, notes, warnings, rows, chosenOf, weightUnit: undefined };
  const { roles, weightUnit } = readRoles(raw, schema, rows, options.weightUnit);
  return { table: { ...table, ...roles }, notes, warnings, rows, chosenOf, weightUnit };
}

function checkColumns(
  raw: RawTable,
  schema: Schema,
  byName: ReadonlyMap<string, RawColumn>,
  withLabel: boolean,
): void {
  const other = otherPlaces(raw, schema);
  if (other) throw other;
  const needed = featureColumns(schema).map((column) => column.name);
  if (withLabel) needed.push(schema.label);
  const absent = needed.filter((name) => !byName.has(name));
  if (absent.length > 0) throw absentColumns(raw, schema, needed, absent);
}

/** A note on columns that the schema does not know. */
export function extraColumns(
  columns: readonly { readonly name: string }[],
  schema: Schema,
): string[] {
  const known = new Set(schema.columns.map((column) => column.name));
  const extra = columns.filter((column) => !known.has(column.name)).map(({ name }) => name);
  return extra.length > 0
    ? [`columns that the model does not know are ignored: ${extra.join(', ')}`]
    : [];
}

function labelOf(
  { source }: RawTable,
  schema: Schema,
  byName: ReadonlyMap<string, RawColumn>,
  { allocate, force }: ParseOptions,
): ReadLabels & Pick<ParsedTable, 'notes' | 'warnings'> {
  const { parser = null, missing } = schema.columns.find(({ role }) => role === 'label') ?? {};
  const column = byName.get(schema.label);
  if (!column) throw new Error(`no cells of the label ${schema.label}`);
  const classes = parser?.kind === 'categorical' ? parser : undefined;
  const options = { source, force };
  const notes = classes ? judgeClasses(column, missingUnder(missing), classes, options) : [];
  const read = readLabels(column, parser, allocate, missing);
  const aside = describeSetAside(column, read.rows);
  return { ...read, notes: [...aside.notes, ...notes], warnings: aside.warnings };
}

type ToldLabels = ReturnType<typeof labelOf>;

function chosenLabels(whole: ToldLabels, { choose, allocate }: ParseOptions): ToldLabels {
  const chosen = choose?.(whole.labels);
  if (!chosen) return whole;
  const { labels: all, rows } = whole;
  const labels =
    all instanceof Int32Array
      ? new Int32Array(allocate(chosen.length * 4))
      : new Float64Array(allocate(chosen.length * 8));
  for (const [i, place] of chosen.entries()) labels[i] = all[place] as number;
  return { ...whole, labels, rows: chosen.map((place) => rows[place] as number) };
}

function parseFeature(
  column: ColumnSchema,
  byName: ReadonlyMap<string, RawColumn>,
  rows: Int32Array | undefined,
  allocate: Allocate,
): Column {
  const { name, parser } = column;
  const raw = byName.get(name);
  if (!raw || !parser) throw new Error(`no parser for column ${name}`);
  const count = rows?.length ?? rowCount(raw);
  const place = (i: number) => (rows ? (rows[i] ?? 0) : i);
  const asIs = valuesAsIs(parser, raw, column.missing);
  if (asIs) {
    const values = new Float64Array(allocate(count * 8));
    for (let i = 0; i < count; i++) values[i] = asIs(place(i));
    return withPlainParts({ kind: 'numeric', name, values }, parser, allocate);
  }
  const { codes: rawCodes, values: texts } = codedCells(raw);
  const rowAt = (i: number) => rawCodes[place(i)] ?? 0;
  const isMissing = missingIn(column);
  const cells = texts.map((value) => value.trim());
  if (parser.kind === 'text') {
    const present = cells.map((cell) => (isMissing(cell) ? '' : cell));
    return parseText(name, present, count, rowAt, allocate);
  }
  if (parser.kind === 'list') {
    const present = cells.map((cell) => (isMissing(cell) ? '' : cell));
    return parseLists(column.name, parser, present, count, rowAt, allocate);
  }
  if (parser.kind === 'image') {
    const { pictures } = codedCells(raw);
    if (pictures?.side !== parser.side) throw new Error(`no pictures were read of ${name}`);
    const isPicture = cells.map((cell) => !isMissing(cell));
    return parseImages(name, pictures, isPicture, count, rowAt, allocate);
  }
  const read = cellReader(parser);
  if (parser.kind === 'categorical') {
    const codeOf = cells.map((cell) => (isMissing(cell) ? MISSING : read(cell)));
    const codes = new Int32Array(allocate(count * 4));
    for (let i = 0; i < count; i++) codes[i] = codeOf[rowAt(i)] ?? MISSING;
    const { levels, isOrdered } = parser;
    return { kind: 'coded', name, codes, levels: levels.length, ...(isOrdered && { isOrdered }) };
  }
  const of = (valueOfCode: readonly number[]) => {
    const values = new Float64Array(allocate(count * 8));
    for (let i = 0; i < count; i++) values[i] = valueOfCode[rowAt(i)] ?? Number.NaN;
    return values;
  };
  const values = of(cells.map((cell) => (isMissing(cell) ? Number.NaN : finite(read(cell)))));
  if (parser.kind === 'datetime') return { kind: 'datetime', name, values };
  if (parser.kind === 'boolean' || !parser.parts) return { kind: 'numeric', name, values };
  const readParts = partsReader(parser);
  const ofCells = cells.map((cell) => (isMissing(cell) ? undefined : readParts(cell)));
  const parts = parser.parts.map((part, place) => ({
    name: part,
    values: of(ofCells.map((own) => own?.[place] ?? Number.NaN)),
  }));
  return { kind: 'numeric', name, values, parts };
}

/** Each different list once, in the order of the rows. */
function parseLists(
  name: string,
  { separator, items }: ListParser,
  cells: readonly string[],
  count: number,
  cellOf: (i: number) => number,
  allocate: Allocate,
): Column {
  const codeOfItem = new Map(items.map((item, code) => [item, code]));
  const lists: number[][] = [];
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(allocate(count * 4));
  for (let i = 0; i < count; i++) {
    const cell = cells[cellOf(i)] ?? '';
    const own = cell === '' ? undefined : listItems(separator, cell);
    if (own && !codeOf.has(cell)) {
      codeOf.set(cell, lists.length);
      lists.push(own.flatMap((item) => codeOfItem.get(item) ?? []).sort((a, b) => a - b));
    }
    codes[i] = codeOf.get(cell) ?? MISSING;
  }
  return createListColumn(name, codes, lists, items.length, allocate);
}

/** The pictures of each different cell once, in the order of the rows; a cell without any is missing. */
function parseImages(
  name: string,
  pictures: CellPictures,
  isPicture: readonly boolean[],
  count: number,
  cellOf: (i: number) => number,
  allocate: Allocate,
): Column {
  const lists: (readonly number[])[] = [];
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(allocate(count * 4));
  for (let i = 0; i < count; i++) {
    const cell = cellOf(i);
    const own = isPicture[cell] ? (pictures.lists[cell] ?? []) : [];
    if (own.length > 0 && !codeOf.has(cell)) {
      codeOf.set(cell, lists.length);
      lists.push(own);
    }
    codes[i] = codeOf.get(cell) ?? MISSING;
  }
  return createImageColumn(name, codes, lists, pictures, allocate);
}

/** Each different text that is not empty once, in the order of the rows. */
function parseText(
  name: string,
  cells: readonly string[],
  count: number,
  cellOf: (i: number) => number,
  allocate: Allocate,
): Column {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(allocate(count * 4));
  for (let i = 0; i < count; i++) {
    const cell = cells[cellOf(i)] ?? '';
    if (cell !== '' && !codeOf.has(cell)) codeOf.set(cell, codeOf.size);
    codes[i] = codeOf.get(cell) ?? MISSING;
  }
  return createTextColumn(name, codes, [...codeOf.keys()], allocate);
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}
