import { countOf } from '../util/count-of.js';
import type { ColumnProfile } from './column-profile.js';
import { type DateScan, rowsIn } from './date-scan.js';
import { areVersions } from './date-versions.js';
import type { DatetimeEvidence } from './datetime-evidence.js';
import { ordersReader } from './datetime-reader.js';
import type { DatetimeOrder } from './schema.js';

const ALL = ['year-first', 'month-first', 'day-first'] as const;

/** Dates of which some can only have the day first and others only the month; undefined where they are too few. */
export function mixedOrders(
  profile: ColumnProfile,
  scan: DateScan,
  fewest: number,
): DatetimeEvidence | undefined {
  const { name, counts } = profile;
  const all = rowsIn(scan, ALL);
  const onlyDay = all - rowsIn(scan, ['year-first', 'month-first']);
  const onlyMonth = all - rowsIn(scan, ['year-first', 'day-first']);
  if (all + scan.none < fewest || onlyDay === 0 || onlyMonth === 0) return undefined;
  if (areVersions(counts.cells, 'day-first') && areVersions(counts.cells, 'month-first')) {
    return undefined;
  }
  const order = onlyDay >= onlyMonth ? 'day-first' : 'month-first';
  const [dayCell, monthCell] = [onlyCell(profile, 'day-first'), onlyCell(profile, 'month-first')];
  const format = formatOf(order === 'day-first' ? dayCell : monthCell, order);
  const told = JSON.stringify({ [name]: `datetime:${format}` });
  const other = countOf(order === 'day-first' ? onlyMonth : onlyDay, 'row');
  const reason = `dates in both orders: ${countOf(onlyDay, 'row')} such as "${dayCell}" can only have the day first, ${countOf(onlyMonth, 'row')} such as "${monthCell}" only the month, and the others could have either; write all in one order, as 2024-12-31, or \`types: ${told}\` reads all in that order with ${other} missing`;
  return { parser: { kind: 'datetime', order, sentinels: true }, reason, isMixed: true };
}

/** That some of the cells that are no dates are dates in the other order, so that more may be. */
export function doubtTurned(
  profile: ColumnProfile,
  scan: DateScan,
  orders: readonly DatetimeOrder[],
): string | undefined {
  const order = (['day-first', 'month-first'] as const).find((own) => orders.includes(own));
  if (!order) return undefined;
  const other = order === 'day-first' ? 'month-first' : 'day-first';
  const rows = rowsIn(scan, ALL) - rowsIn(scan, ['year-first', order]);
  if (rows === 0) return undefined;
  const [own, turned] = order === 'day-first' ? ['day', 'month'] : ['month', 'day'];
  return `column "${profile.name}": dates have the ${own} first, but ${countOf(rows, 'row')} such as "${onlyCell(profile, other)}" can only have the ${turned} first and count as missing; others with both parts up to 12 may be so and be read wrongly: write all in one order, as 2024-12-31`;
}

/** The first cell that only this order reads. */
function onlyCell({ counts }: ColumnProfile, order: 'day-first' | 'month-first'): string {
  const read = ordersReader([order]);
  const readElse = ordersReader(ALL.filter((own) => own !== order));
  const is = (cell: string) => !Number.isNaN(read(cell)) && Number.isNaN(readElse(cell));
  return counts.cells.find(is) ?? '';
}

function formatOf(cell: string, order: 'day-first' | 'month-first'): string {
  const [mark = '/', year = ''] = [/\D/.exec(cell)?.[0], /^\d+\D+\d+\D+(\d+)/.exec(cell)?.[1]];
  const parts = order === 'day-first' ? ['dd', 'mm'] : ['mm', 'dd'];
  return [...parts, year.length === 2 ? 'yy' : 'yyyy'].join(mark);
}
