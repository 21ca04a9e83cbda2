import { cellValues } from './cell-values.js';
import type { ColumnProfile } from './column-profile.js';
import type { DatetimeOrder, DatetimeParser } from './schema.js';

/** Of the cells that are not missing, how many must be dates. */
const DATE_SHARE = 0.95;
const WRITTEN: readonly DatetimeOrder[] = ['year-first', 'month-first', 'day-first', 'time'];
const NAMED_LIKE_TIME =
  /(?:^|[\s_.-])(?:date|time|timestamp|epoch|datetime|created|updated)(?:$|[\s_.-])|_at$|[a-z](?:Date|Time|At)$/i;

/** A parser of dates and how the column shows it. */
export interface DatetimeEvidence {
  readonly parser: DatetimeParser;
  readonly reason: string;
}

/** The order of parts that reads most cells; undefined when too few are dates or times. */
export function inferDatetime(
  profile: ColumnProfile,
  share = DATE_SHARE,
): DatetimeEvidence | undefined {
  const present = profile.rows - profile.missing;
  const read = new Map<DatetimeOrder, number>();
  for (const order of WRITTEN) {
    const found = cellValues(profile, { kind: 'datetime', order }, (1 - share) * present);
    read.set(order, found?.rows ?? 0);
    // The first that reads every cell is the one, whatever others read.
    if (order === 'year-first' && read.get(order) === present) break;
  }
  const rowsOf = (order: DatetimeOrder) => read.get(order) ?? 0;
  const best = WRITTEN.reduce((a, b) => (rowsOf(b) > rowsOf(a) ? b : a));
  if (rowsOf(best) < share * present || rowsOf(best) === 0) return undefined;
  const isOpen =
    rowsOf('month-first') === rowsOf('day-first') && rowsOf('day-first') === rowsOf(best);
  const order = isOpen && best === 'month-first' ? usualOrder(profile) : best;
  const words = order === 'time' ? 'times of day' : `dates, ${order.replace('-', ' ')}`;
  const doubt = isOpen && order !== 'year-first' && order !== 'time';
  const strays = present - rowsOf(order);
  const notes = [
    doubt && 'days and months could be the other way round',
    strays > 0 && `${strays} cells that are no dates count as missing`,
  ].filter(Boolean);
  return { parser: { kind: 'datetime', order }, reason: [words, ...notes].join('; ') };
}

/** Whole numbers that are seconds or milliseconds since 1970, by the column's name and their size. */
export function inferEpoch(
  profile: ColumnProfile,
  name = NAMED_LIKE_TIME,
): DatetimeEvidence | undefined {
  if (!name.test(profile.name)) return undefined;
  const { plain } = profile;
  if (plain && !plain.integers) return undefined;
  const cells = plain ? [`${plain.low}`, `${plain.high}`] : profile.counts.cells;
  const within = (low: number, high: number) =>
    cells.every((cell) => /^\d+$/.test(cell) && Number(cell) >= low && Number(cell) < high);
  if (within(1e8, 5e9)) return epoch('epoch-seconds');
  return within(1e11, 5e12) ? epoch('epoch-milliseconds') : undefined;
}

function epoch(order: 'epoch-seconds' | 'epoch-milliseconds'): DatetimeEvidence {
  const reason = `${order.replace('epoch-', '')} since 1970, by its name and size`;
  return { parser: { kind: 'datetime', order }, reason };
}

/** Where every day is at most 12: months come first between slashes, days first between dots and dashes. */
function usualOrder(profile: ColumnProfile): DatetimeOrder {
  const [cell = ''] = profile.counts.cells;
  return cell.includes('/') ? 'month-first' : 'day-first';
}
