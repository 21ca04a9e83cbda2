import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { formatBytes } from '../util/format-bytes.js';
import { absorbCells } from './absorb-cells.js';
import {
  type CellBuilder,
  createCellBuilder,
  finishCells,
  pushCell,
  reserveRows,
} from './cell-builder.js';
import { checkCells, needColumns } from './cells-room.js';
import { type BlankLines, type CsvKernels, joinBlank } from './csv-kernels.js';
import { type CsvFacts, csvNotes } from './csv-notes.js';
import type { CsvPart } from './csv-part.js';
import { type Dialect, type DialectOptions, isOneColumn } from './dialect.js';
import { firstRows } from './first-rows.js';
import { looksLikeData, placeNames, uniqueNames } from './header.js';
import { namesGroups } from './names-groups.js';
import { pushBlock } from './push-block.js';
import type { BadRow, RawTable } from './raw-table.js';
import { fieldTexts, type RecordBlock, withoutFirst } from './record-block.js';
import { blankHeaders } from './repeated-header.js';
import type { StopReading } from './stop-reading.js';
import { LONGEST_RECORD } from './waiting-bytes.js';

export interface CsvOptions extends StopReading, DialectOptions {
  /** Whether the first record names the columns; without names they are c1, c2, … @default true */
  readonly header?: boolean | undefined;
  /** Whether records of a wrong length are set aside; else they are an error. @default false */
  readonly skipBadRows?: boolean | undefined;
  /** More columns are an error. @default no limit */
  readonly mostColumns?: number | undefined;
  /** A file whose cells would take more bytes in memory is an error. @default no limit */
  readonly mostBytes?: number | undefined;
}

/** Records may get shorter behind those that rows are guessed from. */
const MARGIN = 1.03;

/** The records of a CSV as they are found, in columns. */
export interface Records {
  /** Takes records that the kernels have just found. */
  takeBlock(block: RecordBlock, kernels: CsvKernels): void;
  take(record: readonly string[], line: number): void;
  /**
   * Takes the records of another part that follows behind so many blank lines; false, and nothing is taken, when they have other fields, or a column
   * that is numbers in one part and texts in the other: to change it all at once would be long.
   */
  takePart(part: CsvPart, blank: BlankLines): Promise<boolean>;
  /** Makes room for so many times the rows that were taken. Throws an AutofitError where that is too much. */
  reserve(factor: number): void;
  /** Throws an AutofitError where what was taken takes too much. */
  checkRoom(): void;
  /** Whether reading is told to stop, and there is a row; what is finished then is said to be cut. */
  isToStop(): boolean;
  /** Tells of blank lines in the records that were taken since the last time. */
  addBlank(blank: BlankLines): void;
  /** Rows that were taken and not cut off. */
  rows(): number;
  /** Those rows as a table of their own, without notes; what is taken then are rows of the next one. */
  cut(): RawTable;
  /** Notes on all that was taken, of which there are so many rows. */
  notes(rows: number): readonly string[];
  finish(): RawTable;
}

/** What was found so far, and how it is taken. */
interface Taken extends CsvFacts {
  readonly skipBadRows: boolean;
  readonly mostColumns: number;
  readonly mostBytes: number;
  readonly builders: CellBuilder[];
  readonly badRows: BadRow[];
  names: readonly string[] | undefined;
  isCut: boolean;
  filled: number;
  blank: BlankLines;
  repeats: number;
  hasGroups: boolean | undefined;
  /** Rows of the blocks that were cut before. */
  before: number;
  /** Whether rows of names of columns are rows of data. */
  areNamesValues: boolean;
}

export function createRecords(source: string, dialect: Dialect, options: CsvOptions = {}): Records {
  const { header = true, skipBadRows = false, signal } = options;
  const { mostColumns = Number.POSITIVE_INFINITY, mostBytes = Number.POSITIVE_INFINITY } = options;
  const { shouldStop = () => signal?.aborted ?? false } = options;
  const builders: CellBuilder[] = [];
  const found = { names: undefined, isCut: false, filled: 0, badRows: [], repeats: 0 };
  const seen = { hasGroups: undefined, areNamesValues: false, before: 0 };
  const blank = { before: 0, behind: 0 };
  const limits = { skipBadRows, mostColumns, mostBytes };
  const settings = { source, header, ...limits, dialect };
  const taken: Taken = { ...settings, builders, blank, ...seen, ...found };
  const records: Records = {
    takeBlock: (block, kernels) => takeBlock(taken, block, kernels),
    take: (record, line) => takeRecord(taken, record, line),
    async takePart(part, blank) {
      if (part.columns.length !== builders.length || !isLike(builders, part)) return false;
      // The part is emptied, so that a column's arrays are let go when they are joined.
      const columns = part.columns.splice(0);
      for (const cells of builders) {
        const own = columns.shift();
        if (own) await absorbCells(cells, own);
      }
      records.addBlank(blank);
      records.addBlank(part.blank);
      return true;
    },
    isToStop() {
      taken.isCut ||= rowsIn(taken) > 0 && shouldStop();
      return taken.isCut;
    },
    reserve(factor) {
      const rows = Math.ceil(rowsIn(taken) * factor * MARGIN);
      checkCells(builders, rows, taken);
      for (const cells of builders) reserveRows(cells, rows);
    },
    checkRoom: () => checkCells(builders, rowsIn(taken), { ...taken, isCounted: true }),
    addBlank(blank) {
      taken.blank = joinBlank(taken.blank, blank);
    },
    rows: () => rowsIn(taken),
    cut: () => cutRows(taken),
    notes: (rows) => csvNotes(taken, rows),
    finish: () => finishRecords(taken),
  };
  return records;
}

function takeBlock(taken: Taken, block: RecordBlock, kernels: CsvKernels): void {
  const { builders } = taken;
  let rest = block;
  // The first record says how many columns there are.
  while (rest.records > 0 && rest.width !== builders.length) {
    takeRecord(taken, fieldTexts(rest, 0), rest.lines[0] ?? 0);
    rest = withoutFirst(rest);
  }
  if (rest.records === 0) return;
  for (const [i, cells] of builders.entries()) pushBlock(cells, rest, i, kernels);
}

function takeRecord(taken: Taken, record: readonly string[], line: number): void {
  const { source, header, dialect, builders } = taken;
  if (!taken.names) {
    taken.names = header
      ? withGap(record, dialect.gap)
      : placeNames(dialect.width ?? record.length);
    if (taken.names.length > taken.mostColumns) throw tooWide(taken.names.length, taken);
    needColumns(taken.names.length, source);
    for (let i = 0; i < taken.names.length; i++) builders.push(createCellBuilder());
    if (header) return;
  }
  const lack = builders.length - record.length;
  // Without names that say how many there are, the last field may be left out where it is missing.
  const mayLack = !header && builders.length > 2;
  if (lack !== 0 && !(lack === 1 && mayLack)) {
    if (!taken.skipBadRows) throw raggedRow(source, line, record, taken);
    taken.badRows.push({ line, cells: record });
    return;
  }
  taken.filled += lack;
  for (const [i, cells] of builders.entries()) {
    const bytes = Buffer.from(record[i] ?? '');
    pushCell(cells, bytes, 0, bytes.length);
  }
}

function tooWide(columns: number, { source, mostColumns }: Taken): AutofitError {
  return new AutofitError(
    'TOO_MANY_COLUMNS',
    `${source} has ${countOf(columns, 'column')}, and ${countOf(mostColumns, 'column')} are taken at most.`,
  );
}

/** The header with a name for what has none in it. */
function withGap(names: readonly string[], gap: Dialect['gap']): readonly string[] {
  if (gap === 'first') return ['row_names', ...names];
  return gap === 'last' ? [...names, ''] : names;
}

function rowsIn({ builders }: Taken): number {
  return builders[0]?.rows ?? 0;
}

function cutRows(taken: Taken): RawTable {
  const { source, names = [], header, builders } = taken;
  const rows = rowsIn(taken);
  const { names: unique, repeated } = uniqueNames(names);
  const own = builders.splice(0);
  for (let i = 0; i < own.length; i++) builders.push(createCellBuilder());
  const written = own.map((cells, i) => finishCells(cells, unique[i] ?? ''));
  const asWritten = { columns: written, repeats: 0, areValues: taken.areNamesValues };
  const isSought = header && !taken.areNamesValues;
  const { columns, repeats, areValues } = isSought
    ? blankHeaders(written, names, { source, before: taken.before })
    : asWritten;
  taken.repeats += repeats;
  taken.areNamesValues = areValues;
  taken.before += rows;
  taken.hasGroups ??= header && namesGroups(names, columns);
  return { kind: 'raw-table', source, rows, columns, header, repeated, badRows: [], notes: [] };
}

function finishRecords(taken: Taken): RawTable {
  const { source, header, badRows, dialect, isCut, blank } = taken;
  const { columns, repeated, rows: all } = cutRows(taken);
  // Of one column, blank lines at its end are none of its cells.
  const surplus = isOneColumn(dialect) && !isCut ? blank.behind : 0;
  const rows = all - surplus;
  checkRows(source, taken.names, rows, header);
  const notes = csvNotes(taken, rows);
  const records = { header, repeated, badRows, notes, isCut };
  return firstRows({ kind: 'raw-table', source, rows: all, columns, ...records }, rows);
}

function isLike(builders: readonly CellBuilder[], { columns }: CsvPart): boolean {
  return builders.every(({ kind }, i) => kind === columns[i]?.kind);
}

function checkRows(
  source: string,
  names: readonly string[] | undefined,
  rows: number,
  header: boolean,
): void {
  if (!names) {
    throw new AutofitError('EMPTY_FILE', `${source} is empty.`, {
      hint: 'The first line must name the columns.',
    });
  }
  if (rows > 0) return;
  throw new AutofitError('NO_ROWS', `${source} has a header but no rows.`, {
    hint:
      header && looksLikeData(names)
        ? 'Its first line looks like data: write the names of the columns above it.'
        : 'Add rows below the header.',
  });
}

function raggedRow(
  source: string,
  line: number,
  { length }: readonly string[],
  { builders, dialect, header }: Taken,
): AutofitError {
  const wanted = header ? `the header has ${builders.length}` : `others have ${builders.length}`;
  const hint = dialect.isShort
    ? 'All rows have a field more: name the column that lacks a name, or quote fields that contain the delimiter.'
    : 'Quote fields that contain the delimiter, mend the row, or set such rows aside by `skipBadRows: true` when fitting or inspecting.';
  const message = `${source}, line ${line}: the row has ${length} fields where ${wanted}.`;
  return new AutofitError('RAGGED_ROW', message, { file: source, line, hint });
}

/** A quoted field that goes on to the end, in the record of this line. */
export function openQuote(source: string, line: number): AutofitError {
  const where = `in the record that begins at line ${line}`;
  return new AutofitError('OPEN_QUOTE', `${source}: a quote that opens ${where} stays open.`, {
    file: source,
    line,
    hint: 'Close it, or double quotes inside quoted fields.',
  });
}

/** The record of this line, which goes on and on. */
export function longRecord(source: string, line: number): AutofitError {
  const where = `the record that begins at line ${line}`;
  const most = formatBytes(LONGEST_RECORD);
  return new AutofitError('LONG_RECORD', `${source}: ${where} has more than ${most}.`, {
    file: source,
    line,
    hint: 'Close the quote that it opens, or end its lines with \\n.',
  });
}
