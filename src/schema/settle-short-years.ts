import { datetimeReader } from './datetime-reader.js';
import type { FilledCells } from './filled-cells.js';
import { momentText } from './moment-text.js';
import { otherOrders, readsAll, toFitAgain, withFormat, wordsOf } from './other-dates.js';
import type { ColumnSchema, DatetimeParser } from './schema.js';
import type { OtherParser } from './settle-reading.js';
import { shortYears } from './year-first-dates.js';

/**
 * How dates with years of two digits are read that could be read as in training: the other way where another part of theirs
 * shows itself to be the year. A note alone where none does and years of training had four digits.
 */
export function settleShortYears(
  column: ColumnSchema,
  trained: DatetimeParser,
  cells: FilledCells,
): OtherParser | undefined {
  const short = shortYears(cells.map(([cell]) => cell));
  const known = trained.format?.startsWith('yy') ? 'first' : 'last';
  if (!short || short.place === known) return undefined;
  const others = known === 'last' ? [withFormat(trained, short.format)] : otherOrders(trained);
  const other = others.find((one) => readsAll(one, cells));
  if (!other) return undefined;
  const { name } = column;
  if (short.place === 'open') {
    return hadLongYears(trained) && !short.isDotted ? withDoubt(name, trained, cells) : undefined;
  }
  const [found, was] = [wordsOf(other.parser), wordsOf(trained)];
  const note = `column "${name}" is read as ${found}: by their cells years stand ${short.place}, though they could be read as in training (${was})${toFitAgain(column)}`;
  return { parser: other.parser, notes: [note] };
}

/** Whether all years of training had four digits. */
export function hadLongYears({ format, since, order }: DatetimeParser): boolean {
  return format === undefined && since === undefined && order !== 'time';
}

function withDoubt(
  name: string,
  parser: DatetimeParser,
  cells: FilledCells,
): OtherParser | undefined {
  const read = datetimeReader(parser);
  if (!readsAll({ parser, read }, cells)) return undefined;
  const [cell] = cells[0] ?? [''];
  const moment = momentText(read(cell), false);
  const note = `column "${name}": "${cell}" is read as ${moment}, as in training, where years had four digits: write four if the first part is the year`;
  return { parser, notes: [note] };
}
