import { parseTable } from '../schema/parse-table.js';
import { type ColumnSchema, featureColumns, type Schema } from '../schema/schema.js';
import { settleSchema } from '../schema/settle-schema.js';
import { imageColumns, withPictures } from '../schema/with-pictures.js';
import { concatTables } from '../table/concat-tables.js';
import type { PictureBytes } from '../table/picture-cells.js';
import { createRawColumnBuilder } from '../table/raw-column-builder.js';
import { NO_RECORDS, type RawTable } from '../table/raw-table.js';
import type { Table } from '../table/table.js';
import { withoutRows } from '../table/without-rows.js';
import { type CellVerdict, cellFault, cellJudge, longFault } from './cell-judge.js';
import { pictureLimit } from './picture-limit.js';
import { pictureRoom } from './picture-room.js';
import type { RowFault } from './row-cells.js';

type Cells = readonly string[];

/** Rows as models read them. */
export interface TypedRows {
  /** Undefined where no row can be read. */
  readonly table: Table | undefined;
  /** The place of each row of the table among those that were given. */
  readonly places: readonly number[];
  readonly faults: ReadonlyMap<number, RowFault>;
  /** What was noticed of single rows. */
  readonly notes: ReadonlyMap<number, readonly string[]>;
}

/**
 * Types rows, each read by itself as a predictor reads it alone: whatever other rows come with it, of this or another request.
 * Rows whose cells all are as in training go through together. A cell that cannot be read is a fault of its row.
 */
export function rowTyper(schema: Schema): (rows: readonly Cells[]) => Promise<TypedRows> {
  const columns = featureColumns(schema);
  const judges = columns.map(cellJudge);
  const side = Math.max(0, ...imageColumns(schema).map(({ parser }) => parser.side));
  return async (rows) => {
    const bytesOf = pictureLimit(side * side);
    const room = pictureRoom(columns);
    const plain: number[] = [];
    const faults = new Map<number, RowFault>();
    const notes = new Map<number, readonly string[]>();
    const take = (place: number, row: Cells) => {
      const full = room.full(row);
      if (full) faults.set(place, full);
      else plain.push(place);
    };
    const own: { readonly place: number; readonly table: Table }[] = [];
    for (const [place, row] of rows.entries()) {
      const cells = row.map((cell) => cell.trim());
      const crowded = room.crowded(cells);
      const verdicts = crowded ? [] : judges.map((judge, i) => judge(cells[i] ?? ''));
      if (!crowded && !verdicts.some((one) => one === 'other' || one === 'long')) {
        take(place, row);
        continue;
      }
      const read = crowded ?? (await settledRow(schema, columns, cells, verdicts, bytesOf));
      if ('kind' in read) {
        faults.set(place, read);
        continue;
      }
      if (read.notes.length > 0) notes.set(place, read.notes);
      if (read.table) own.push({ place, table: read.table });
      else take(place, row);
    }
    const common = plain.map((place) => rows[place] as Cells);
    const { table: first, broken } = await tableOf(schema, columns, common, bytesOf);
    for (const [row, fault] of broken) faults.set(plain[row] ?? -1, fault);
    const table = joined([...(first ? [first] : []), ...own.map((one) => one.table)]);
    const whole = plain.filter((_, row) => !broken.has(row));
    return { table, places: [...whole, ...own.map(({ place }) => place)], faults, notes };
  };
}

/** A row that is read by itself: a table of its own where cells are written in another form than in training. */
interface SettledRow {
  readonly table: Table | undefined;
  readonly notes: readonly string[];
}

async function settledRow(
  schema: Schema,
  columns: readonly ColumnSchema[],
  cells: Cells,
  verdicts: readonly CellVerdict[],
  bytesOf: PictureBytes,
): Promise<SettledRow | RowFault> {
  const long = verdicts.indexOf('long');
  if (long >= 0) return longCell(columns[long], cells[long] ?? '');
  const others = columns.flatMap((column, place) =>
    verdicts[place] === 'other' ? [{ column, place, cell: cells[place] ?? '' }] : [],
  );
  const asked = others.map(({ column }) => column);
  const raw = rawTable(asked, [others.map(({ cell }) => cell)]);
  const { schema: settled, notes } = settleSchema(raw, { ...schema, columns: asked, time: null });
  for (const [i, { parser, name }] of settled.columns.entries()) {
    const message = parser && cellFault(parser, others[i]?.cell ?? '');
    if (message) return { kind: 'fault', column: name, message };
  }
  const isTrained = settled.columns.every(({ parser }, i) => parser === asked[i]?.parser);
  if (isTrained) return { table: undefined, notes };
  const own = new Map(settled.columns.map((column) => [column.name, column]));
  const read = schema.columns.map((column) => own.get(column.name) ?? column);
  const { table, broken } = await tableOf({ ...schema, columns: read }, columns, [cells], bytesOf);
  return broken.get(0) ?? { table, notes };
}

function longCell(column: ColumnSchema | undefined, cell: string): RowFault {
  if (!column?.parser) throw new Error('a cell of no column');
  return { kind: 'fault', column: column.name, message: longFault(column.parser, cell) };
}

/** Rows as a table, and those whose pictures cannot be read; undefined where none is left. */
async function tableOf(
  schema: Schema,
  columns: readonly ColumnSchema[],
  rows: readonly Cells[],
  bytesOf: PictureBytes,
): Promise<{
  readonly table: Table | undefined;
  readonly broken: ReadonlyMap<number, RowFault>;
}> {
  const cells = rawTable(columns, rows);
  const pictured = await withPictures(cells, schema, { source: { bytesOf }, allocate });
  const broken = brokenRows(pictured);
  const { raw } = withoutRows(pictured, new Set(broken.keys()));
  const table =
    raw.rows > 0 ? parseTable(raw, schema, { allocate, label: 'ignored' }).table : undefined;
  return { table, broken };
}

function brokenRows({ columns }: RawTable): ReadonlyMap<number, RowFault> {
  const faults = new Map<number, RowFault>();
  for (const column of columns) {
    if (column.kind !== 'coded' || !column.pictures) continue;
    for (const [row, code] of column.codes.entries()) {
      const fault = column.pictures.broken.get(code);
      if (!fault || faults.has(row)) continue;
      const message = `the picture ${fault.reason}`;
      faults.set(row, { kind: 'fault', column: column.name, message });
    }
  }
  return faults;
}

function rawTable(columns: readonly ColumnSchema[], rows: readonly Cells[]): RawTable {
  const raw = columns.map(({ name }, place) => {
    const builder = createRawColumnBuilder();
    for (const row of rows) builder.push(row[place] ?? '');
    return builder.finish(name);
  });
  const found = { source: 'the request', rows: rows.length, columns: raw, notes: [] };
  return { kind: 'raw-table', ...found, ...NO_RECORDS, isOpen: true, isInMemory: true };
}

/** Halves first, so that no table is copied for each row behind it. */
function joined(tables: readonly Table[]): Table | undefined {
  if (tables.length <= 1) return tables[0];
  const half = tables.length >> 1;
  const [a, b] = [joined(tables.slice(0, half)), joined(tables.slice(half))];
  return a && b ? concatTables(a, b, allocate) : (a ?? b);
}

function allocate(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}
