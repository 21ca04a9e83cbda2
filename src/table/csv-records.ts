import { AutofitError } from '../util/errors.js';
import { absorbCells } from './absorb-cells.js';
import {
  type CellBuilder,
  createCellBuilder,
  finishCells,
  pushCell,
  reserveRows,
} from './cell-builder.js';
import type { CsvKernels } from './csv-kernels.js';
import type { CsvPart } from './csv-part.js';
import { looksLikeData, placeNames, uniqueNames } from './header.js';
import { pushBlock } from './push-block.js';
import { rowCount } from './raw-cells.js';
import type { BadRow, RawTable } from './raw-table.js';
import { fieldTexts, type RecordBlock, withoutFirst } from './record-block.js';
import type { StopReading } from './stop-reading.js';

export interface CsvOptions extends StopReading {
  /** Whether the first record names the columns; without names they are c1, c2, … @default true */
  readonly header?: boolean | undefined;
  /** Whether records of a wrong length are set aside; else they are an error. @default false */
  readonly skipBadRows?: boolean | undefined;
}

/** Records may get shorter behind those that rows are guessed from. */
const MARGIN = 1.03;

/** The records of a CSV as they are found, in columns. */
export interface Records {
  /** Takes records that the kernels have just found. */
  takeBlock(block: RecordBlock, kernels: CsvKernels): void;
  take(record: readonly string[], line: number): void;
  /**
   * Takes the records of another part that follows; false, and nothing is taken, when they have other fields, or a column
   * that is numbers in one part and texts in the other: to change it all at once would be long.
   */
  takePart(part: CsvPart): boolean;
  /** Makes room for so many times the rows that were taken. */
  reserve(factor: number): void;
  /** Where the last record that was taken ended. */
  lastLine(): number;
  /** Whether reading is told to stop, and there is a row; what is finished then is said to be cut. */
  isToStop(): boolean;
  finish(): RawTable;
}

export function createRecords(
  source: string,
  { header = true, skipBadRows, signal, shouldStop = () => signal?.aborted ?? false }: CsvOptions,
): Records {
  const builders: CellBuilder[] = [];
  const badRows: BadRow[] = [];
  let names: readonly string[] | undefined;
  let lastLine = 0;
  let isCut = false;
  /** Whether a record is data; else it names the columns, or is set aside. */
  const isRow = (width: number, line: number, cells: () => readonly string[]) => {
    lastLine = line;
    const isFirst = !names;
    if (isFirst) {
      names = header ? cells() : placeNames(width);
      for (let i = 0; i < width; i++) builders.push(createCellBuilder());
    }
    if (isFirst && header) return false;
    if (width === builders.length) return true;
    if (!skipBadRows) throw raggedRow(source, line, width, builders.length);
    badRows.push({ line, cells: cells() });
    return false;
  };
  return {
    takeBlock(block, kernels) {
      let rest = block;
      // The first record names the columns, and only of records as long are there several in a block.
      while (rest.records > 0 && (!names || rest.width !== builders.length)) {
        const first = rest;
        if (isRow(rest.width, rest.lines[0] ?? 0, () => fieldTexts(first, 0))) break;
        rest = withoutFirst(rest);
      }
      if (rest.records === 0) return;
      for (const [i, cells] of builders.entries()) pushBlock(cells, rest, i, kernels);
      lastLine = rest.lines[rest.records - 1] ?? lastLine;
    },
    take(record, line) {
      if (!isRow(record.length, line, () => record)) return;
      for (const [i, cells] of builders.entries()) {
        const bytes = Buffer.from(record[i] ?? '');
        pushCell(cells, bytes, 0, bytes.length);
      }
    },
    takePart(part) {
      if (part.columns.length !== builders.length || !isLike(builders, part)) return false;
      for (const [i, cells] of builders.entries()) {
        const own = part.columns[i];
        if (own) absorbCells(cells, own);
      }
      lastLine += part.lines;
      return true;
    },
    lastLine: () => lastLine,
    isToStop() {
      isCut ||= (builders[0]?.rows ?? 0) > 0 && shouldStop();
      return isCut;
    },
    reserve(factor) {
      const rows = Math.ceil((builders[0]?.rows ?? 0) * factor * MARGIN);
      for (const cells of builders) reserveRows(cells, rows);
    },
    finish: () => finishRecords(source, builders, { names, header, badRows, isCut }),
  };
}

interface Found {
  readonly names: readonly string[] | undefined;
  readonly header: boolean;
  readonly badRows: readonly BadRow[];
  readonly isCut: boolean;
}

function finishRecords(
  source: string,
  builders: readonly CellBuilder[],
  { names, header, badRows, isCut }: Found,
): RawTable {
  const { names: unique, repeated, notes } = uniqueNames(names ?? []);
  const columns = builders.map((cells, i) => finishCells(cells, unique[i] ?? ''));
  const rows = columns[0] ? rowCount(columns[0]) : 0;
  checkRows(source, names, rows);
  if (header && looksLikeData(names ?? [])) notes.push(dataHint(source, names ?? []));
  if (badRows.length > 0) notes.push(badRowsNote(badRows, rows));
  return { kind: 'raw-table', source, rows, columns, header, repeated, badRows, notes, isCut };
}

function isLike(builders: readonly CellBuilder[], { columns }: CsvPart): boolean {
  return builders.every(({ kind }, i) => kind === columns[i]?.kind);
}

function checkRows(source: string, names: readonly string[] | undefined, rows: number): void {
  if (!names) {
    throw new AutofitError('EMPTY_FILE', `${source} is empty.`, {
      hint: 'The first line must name the columns.',
    });
  }
  if (rows > 0) return;
  throw new AutofitError('NO_ROWS', `${source} has a header but no rows.`, {
    hint: 'Add rows below the header.',
  });
}

function dataHint(source: string, names: readonly string[]): string {
  const start = names.slice(0, 3).join(', ');
  return `the first line of ${source} looks like data (${start}…): if it names no columns, pass \`header: false\``;
}

function badRowsNote(badRows: readonly BadRow[], rows: number): string {
  const shown = badRows.slice(0, 3).map(({ line }) => line);
  const more = badRows.length > shown.length ? ', …' : '';
  const all = badRows.length + rows;
  return `${badRows.length} of ${all} rows of a wrong length are set aside: line ${shown.join(', ')}${more}`;
}

function raggedRow(source: string, line: number, found: number, wanted: number): AutofitError {
  const counts = `has ${found} fields where the header has ${wanted}`;
  return new AutofitError('RAGGED_ROW', `${source}, line ${line}: the row ${counts}.`, {
    file: source,
    line,
    hint: 'Quote fields that contain the delimiter, mend the row, or pass `skipBadRows: true`.',
  });
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
