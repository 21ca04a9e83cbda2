import { codedCells } from '../table/raw-cells.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';
import { AutofitError } from '../util/errors.js';
import { atOnce, mapInSteps, type Steps } from '../util/steps.js';
import { datetimeReader, ordersReader } from './datetime-reader.js';
import type { ReadCell } from './digits-at.js';
import { DATE_WORDS } from './infer-datetime.js';
import { type IsMissing, missingUnder } from './missing-tokens.js';
import { isNoDate } from './no-dates.js';
import type { ColumnSchema, DatetimeOrder, DatetimeParser, Schema } from './schema.js';
import { settleReading } from './settle-reading.js';

export interface SettleOptions {
  /** Whether cells are read as in training, although another reading fits them better. @default false */
  readonly force?: boolean | undefined;
}

/** A schema under which other rows than those of training are read, and what differs. */
export interface SettledSchema {
  readonly schema: Schema;
  readonly notes: readonly string[];
}

/**
 * The schema with parsers that read these rows: dates whose days and months stand the other way round, or that are
 * written otherwise altogether, are read so where all cells show it. Throws an AutofitError where they do not.
 */
export function settleSchema(
  raw: RawTable,
  schema: Schema,
  options: SettleOptions = {},
): SettledSchema {
  return atOnce(settleSchemaInSteps(raw, schema, options));
}

/** As settleSchema, a step for each column. */
export function* settleSchemaInSteps(
  raw: RawTable,
  schema: Schema,
  { force = false }: SettleOptions = {},
): Steps<SettledSchema> {
  if (force) return { schema, notes: [] };
  const byName = new Map(raw.columns.map((column) => [column.name, column]));
  const notes: string[] = [];
  const columns = yield* mapInSteps(schema.columns, (column) => {
    const own = byName.get(column.name);
    const { parser, role } = column;
    if (!own || parser?.kind !== 'datetime' || role !== 'feature') return column;
    const other = otherParser(column, parser, own, raw.source);
    if (!other) return column;
    notes.push(other.note);
    return { ...column, parser: other.parser };
  });
  if (notes.length === 0) return { schema, notes };
  const { time } = schema;
  const parser = columns.find(({ name }) => name === time?.name)?.parser;
  return {
    schema: { ...schema, columns, time: time && parser ? { ...time, parser } : time },
    notes,
  };
}

interface OtherReading {
  readonly parser: DatetimeParser;
  readonly read: ReadCell;
}

function otherParser(
  column: ColumnSchema,
  trained: DatetimeParser,
  raw: RawColumn,
  source: string,
): { readonly parser: DatetimeParser; readonly note: string } | undefined {
  const cells = filledCells(raw, missingUnder(column.missing));
  const read = datetimeReader(trained);
  const rowsBy = (own: ReadCell) =>
    cells.reduce((sum, [cell, rows]) => sum + (Number.isNaN(own(cell)) ? 0 : rows), 0);
  const [filled, own] = [rowsBy(() => 0), rowsBy(read)];
  if (own === filled || trained.order === 'time') return undefined;
  const others = unlike(otherReadings(trained), cells);
  const rows = others.map((other) => rowsBy(other.read));
  const turned = others.findIndex(({ parser }) => isTurned(parser, trained));
  const isStrict = turned >= 0 && rows[turned] === filled;
  const settled = settleReading({ filled, trained: own, others: rows, isStrict });
  if (settled.kind === 'trained') return undefined;
  const { parser } = others[settled.place] ?? { parser: trained };
  const found = wordsOf(parser);
  if (settled.kind === 'undecided') {
    const few = `${own} of ${filled} cells can be read as in training (${wordsOf(trained)})`;
    const more = `${rows[settled.place]} as ${found}`;
    throw new AutofitError(
      'OTHER_DATES',
      `Column "${column.name}" of ${source}: ${few}, ${more}.`,
      {
        hint: 'Tell how dates are written when fitting, by `types`, or read them as in training by `force: true`.',
      },
    );
  }
  const again =
    column.evidence.doubt !== undefined
      ? '; training could not tell and read them the other way: fit again with `types`'
      : '';
  const note = `column "${column.name}" is read as ${found}: as in training (${wordsOf(trained)}) only ${own} of ${filled} cells could be${again}`;
  return { parser, note };
}

/** The different cells that hold something, and in how many rows. */
function filledCells(
  raw: RawColumn,
  isMissing: IsMissing,
): readonly (readonly [cell: string, rows: number])[] {
  const { codes, values } = codedCells(raw);
  const rowsOf = new Float64Array(values.length);
  for (const code of codes) rowsOf[code] = (rowsOf[code] ?? 0) + 1;
  return values.flatMap((value, code): [string, number][] => {
    const cell = value.trim();
    return isMissing(cell) || isNoDate(cell) ? [] : [[cell, rowsOf[code] ?? 0]];
  });
}

const TURNED: Partial<Record<DatetimeOrder, DatetimeOrder>> = {
  'month-first': 'day-first',
  'day-first': 'month-first',
};
/** Orders that a whole file may have instead of the trained one. */
const WHOLE: readonly DatetimeOrder[] = [
  'year-first',
  'month-first',
  'day-first',
  'period',
  'compact',
  'excel-serial',
  'epoch-seconds',
  'epoch-milliseconds',
  'epoch-microseconds',
  'epoch-nanoseconds',
];

/** First the trained orders with days and months the other way round. */
function otherReadings({ order, also = [] }: DatetimeParser): readonly OtherReading[] {
  const own = [order, ...also];
  const turned = own.map((one) => TURNED[one] ?? one);
  const isTurnable = turned.some((one, i) => one !== own[i]);
  const single = WHOLE.filter((one) => !own.includes(one) && !(isTurnable && turned.includes(one)));
  const all = [...(isTurnable ? [turned] : []), ...single.map((one) => [one])];
  return all.map((orders) => {
    const [first = order, ...more] = orders;
    const others = more.length > 0 && { also: more };
    const parser: DatetimeParser = { kind: 'datetime', order: first, ...others, sentinels: true };
    return { parser, read: ordersReader(orders) };
  });
}

function isTurned({ order, also = [] }: DatetimeParser, trained: DatetimeParser): boolean {
  const own = [trained.order, ...(trained.also ?? [])];
  return [order, ...also].some((one, i) => one !== own[i] && TURNED[one] === own[i]);
}

/** Without those that read every cell as one before them does, as where months have names. */
function unlike(
  readings: readonly OtherReading[],
  cells: readonly (readonly [string, number])[],
): readonly OtherReading[] {
  const isSame = (a: OtherReading, b: OtherReading) =>
    cells.every(([cell]) => Object.is(a.read(cell), b.read(cell)));
  return readings.filter((own, i) => !readings.slice(0, i).some((other) => isSame(own, other)));
}

function wordsOf({ order, also = [], format }: DatetimeParser): string {
  return format ?? [order, ...also].map((one) => DATE_WORDS[one]).join(', or ');
}
