import { ORDERS } from './date-form.js';
import { datetimeReader, ordersReader, usualReader } from './datetime-reader.js';
import { differentReadings, type FilledCells, rowsRead } from './filled-cells.js';
import { DATE_WORDS } from './infer-datetime.js';
import { momentText } from './moment-text.js';
import { otherClocks, type TypedDates } from './other-clocks.js';
import { isTurned, otherReadings, toFitAgain, trainedWords, wordsOf } from './other-dates.js';
import type { ColumnSchema, DatetimeParser } from './schema.js';
import { type OtherParser, settleReading, undecided } from './settle-reading.js';
import { settleShortYears } from './settle-short-years.js';

/** Another form in which all dates of a column are written, with what they say of their clocks otherwise than training's. */
export function settleDates(
  column: ColumnSchema,
  trained: DatetimeParser,
  cells: FilledCells,
  typed: TypedDates = {},
): OtherParser | undefined {
  const found = settleForm(column, trained, cells);
  const parser = found?.parser.kind === 'datetime' ? found.parser : trained;
  const clocks = otherClocks(column, parser, cells, typed);
  return clocks.length > 0 ? { parser, notes: [...(found?.notes ?? []), ...clocks] } : found;
}

/**
 * Another form in which all dates of a column are written; days and months may stand the other way round in some of them.
 * Counts of seconds are no milliseconds, though they could be read as such.
 */
function settleForm(
  column: ColumnSchema,
  trained: DatetimeParser,
  cells: FilledCells,
): OtherParser | undefined {
  const filled = rowsRead(cells, () => 0);
  const all = rowsRead(cells, datetimeReader(trained));
  const own = rowsRead(cells, usualReader(trained)) > 0 ? all : 0;
  if (trained.order === 'time') return undefined;
  const byYears = own > 0 ? settleShortYears(column, trained, cells) : undefined;
  if (byYears) return byYears;
  if (own === filled) return withNote(column, trained, cells);
  const others = differentReadings(otherReadings(trained, cells), cells);
  const rows = others.map((other) => rowsRead(cells, other.read));
  if (all === filled && !rows.includes(filled)) return unusualCounts(column, trained, cells);
  const turned = others.findIndex(({ parser }) => isTurned(parser, trained));
  const isStrict = turned >= 0 && rows[turned] === filled;
  const settled = settleReading({ filled, trained: own, others: rows, isStrict });
  if (settled.kind === 'trained') return undefined;
  const { parser } = others[settled.place] ?? { parser: trained };
  const [found, known] = [wordsOf(parser), trainedWords(column, trained)];
  if (settled.kind === 'undecided') {
    const most = rows[settled.place] ?? 0;
    const forms = others.flatMap((other, i) => (rows[i] === most ? [wordsOf(other.parser)] : []));
    const counts = { filled, trained: own, other: most };
    throw undecided('OTHER_DATES', column.name, counts, [known, forms.join(' or as ')]);
  }
  const note = `column "${column.name}" is read as ${found}: as in training (${known}) only ${own} of ${filled} cells could be${toFitAgain(column)}`;
  return { parser, notes: [note] };
}

/** The trained parser, where no count is of the size that its unit has for dates. */
function unusualCounts(
  { name }: ColumnSchema,
  parser: DatetimeParser,
  cells: FilledCells,
): OtherParser {
  const [cell] = cells[0] ?? [''];
  const moment = momentText(datetimeReader(parser)(cell), false);
  const note = `column "${name}": "${cell}" is read as ${moment} (${wordsOf(parser)}), as in training, though no cell is of the size of dates`;
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

const EPOCHS = ORDERS.filter((order) => order.startsWith('epoch-'));
