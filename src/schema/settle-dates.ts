import { ORDERS } from './date-form.js';
import { orderOfFormat } from './date-format.js';
import { datetimeReader, ordersReader, usualReader } from './datetime-reader.js';
import { differentReadings, type FilledCells, type ReadCell, rowsRead } from './filled-cells.js';
import { DATE_WORDS } from './infer-datetime.js';
import type { ColumnSchema, DatetimeOrder, DatetimeParser } from './schema.js';
import { type OtherParser, settleReading, undecided } from './settle-reading.js';
import { shortYears } from './year-first-dates.js';

/**
 * Another form in which all dates of a column are written; days and months may stand the other way round in some of them.
 * Counts of seconds are no milliseconds, though they could be read as such.
 */
export function settleDates(
  column: ColumnSchema,
  trained: DatetimeParser,
  cells: FilledCells,
): OtherParser | undefined {
  const filled = rowsRead(cells, () => 0);
  const all = rowsRead(cells, datetimeReader(trained));
  const own = rowsRead(cells, usualReader(trained)) > 0 ? all : 0;
  if (own === filled) return withNote(column, trained, cells);
  if (trained.order === 'time') return undefined;
  const others = differentReadings(otherReadings(trained, cells), cells);
  const rows = others.map((other) => rowsRead(cells, other.read));
  if (all === filled && !rows.includes(filled)) return undefined;
  const turned = others.findIndex(({ parser }) => isTurned(parser, trained));
  const isStrict = turned >= 0 && rows[turned] === filled;
  const settled = settleReading({ filled, trained: own, others: rows, isStrict });
  if (settled.kind === 'trained') return undefined;
  const { parser } = others[settled.place] ?? { parser: trained };
  const [found, known] = [wordsOf(parser), wordsOf(trained)];
  if (settled.kind === 'undecided') {
    const most = rows[settled.place] ?? 0;
    const forms = others.flatMap((other, i) => (rows[i] === most ? [wordsOf(other.parser)] : []));
    const counts = { filled, trained: own, other: most };
    throw undecided('OTHER_DATES', column.name, counts, [known, forms.join(' or as ')]);
  }
  const again =
    column.evidence.doubt !== undefined
      ? '; training could not tell and read them the other way: fit again with `types`'
      : '';
  const note = `column "${column.name}" is read as ${found}: as in training (${known}) only ${own} of ${filled} cells could be${again}`;
  return { parser, notes: [note] };
}

/** The trained parser, where some counts among others are of the size of another unit. */
function withNote(
  { name }: ColumnSchema,
  parser: DatetimeParser,
  cells: FilledCells,
): OtherParser | undefined {
  if (!EPOCHS.includes(parser.order)) return undefined;
  const usual = usualReader(parser);
  const strange = cells.flatMap(([cell]) => (Number.isNaN(usual(cell)) ? [cell] : []));
  for (const order of EPOCHS) {
    const read = ordersReader([order]);
    const cell = strange.find((one) => !Number.isNaN(read(one)));
    if (cell === undefined) continue;
    const is = `"${cell}" is read as ${DATE_WORDS[parser.order]}, as in training`;
    const note = `column "${name}": ${is}, though of the size of ${DATE_WORDS[order]}`;
    return { parser, notes: [note] };
  }
  return undefined;
}

interface OtherReading {
  readonly parser: DatetimeParser;
  readonly read: ReadCell;
}

const TURNED: Partial<Record<DatetimeOrder, DatetimeOrder>> = {
  'month-first': 'day-first',
  'day-first': 'month-first',
};
/** Orders that a whole file may have instead of the trained one. */
const WHOLE = ORDERS.filter((order) => order !== 'time' && order !== 'year');

const EPOCHS = ORDERS.filter((order) => order.startsWith('epoch-'));

/** Digits alone with days and months the other way round. */
const TURNED_DIGITS: Readonly<Record<string, string>> = {
  ddmmyyyy: 'mmddyyyy',
  mmddyyyy: 'ddmmyyyy',
  ddmmyy: 'mmddyy',
  mmddyy: 'ddmmyy',
};

/** First the trained form with days and months the other way round. */
function otherReadings(trained: DatetimeParser, cells: FilledCells): readonly OtherReading[] {
  const format = TURNED_DIGITS[trained.format ?? ''];
  const orders = otherOrders(trained);
  if (format !== undefined) return [withFormat(trained, format), ...orders];
  const isPlain = trained.order === 'year-first' && trained.format === undefined;
  const short = isPlain ? shortYears(cells.map(([cell]) => cell)) : undefined;
  if (!short || short.place === 'last') return orders;
  // Cells that show their years first are not read with them last, though they could be.
  const others = short.place === 'first' ? [] : orders;
  return [withFormat(trained, short.format), ...others];
}

function withFormat(trained: DatetimeParser, format: string): OtherReading {
  const parser: DatetimeParser = { ...trained, order: orderOfFormat(format), format };
  return { parser, read: datetimeReader(parser) };
}

/** First the trained orders with days and months the other way round. */
function otherOrders(trained: DatetimeParser): readonly OtherReading[] {
  const { order, also = [], format, since, months } = trained;
  const own = [order, ...also];
  const turned = own.map((one) => TURNED[one] ?? one);
  const isTurnable = turned.some((one, i) => one !== own[i]);
  // A format reads fewer cells than its order does.
  const isKnown = (one: DatetimeOrder) => format === undefined && own.includes(one);
  const single = WHOLE.filter((one) => !isKnown(one) && !(isTurnable && turned.includes(one)));
  const all = [...(isTurnable ? [turned] : []), ...single.map((one) => [one])];
  return all.map((orders) => {
    const [first = order, ...more] = orders;
    const others = more.length > 0 && { also: more };
    const parser: DatetimeParser = {
      kind: 'datetime',
      order: first,
      ...others,
      ...(since !== undefined && { since }),
      ...(months && { months }),
      sentinels: true,
    };
    return { parser, read: ordersReader(orders, since, months) };
  });
}

function isTurned({ order, also = [] }: DatetimeParser, trained: DatetimeParser): boolean {
  const own = [trained.order, ...(trained.also ?? [])];
  return [order, ...also].some((one, i) => one !== own[i] && TURNED[one] === own[i]);
}

function wordsOf({ order, also = [], format }: DatetimeParser): string {
  return format ?? [order, ...also].map((one) => DATE_WORDS[one]).join(', or ');
}
