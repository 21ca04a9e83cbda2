import type { DatetimeOrder } from './schema.js';

const NUMBERS = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[T\s]\s*(.+))?$/;
const DAY_MONTH = /^(\d{1,2})[\s-]([A-Za-z]{3,9})\.?,?[\s-](\d{4}|\d{2})(?:\s+(.+))?$/;
const MONTH_DAY = /^([A-Za-z]{3,9})\.?\s(\d{1,2}),?\s(\d{4})(?:\s+(.+))?$/;
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s/i;
const TIME =
  /^(\d{1,2})([:.])(\d{2})(?:\2(\d{2})(?:[.,](\d{1,9}))?)?\s?([ap])?\.?m?\.?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MINUTE = 60_000;

/** Milliseconds since 1970 of a trimmed cell, in UTC where it has no zone; NaN when it is not written so. */
export function parseDatetime(order: DatetimeOrder, cell: string): number {
  if (order === 'epoch-seconds') return 1000 * epoch(cell);
  if (order === 'epoch-milliseconds') return epoch(cell);
  if (order === 'time')
    return cell.includes(':') || /\..*\./.test(cell) ? parseTime(cell) : Number.NaN;
  const text = cell.replace(WEEKDAY, '');
  const [date, time] = readDate(order, text) ?? [];
  if (date === undefined) return Number.NaN;
  return date + (time === undefined ? 0 : parseTime(time));
}

function epoch(cell: string): number {
  return /^[+-]?\d+(?:\.\d+)?$/.test(cell) ? Number(cell) : Number.NaN;
}

/** The day in milliseconds, and the text of the time behind it. */
function readDate(order: DatetimeOrder, text: string): [number, string | undefined] | undefined {
  const named = DAY_MONTH.exec(text);
  if (named) return [dayOf(named[3], monthOf(named[2]), named[1]), named[4]];
  const american = MONTH_DAY.exec(text);
  if (american) return [dayOf(american[3], monthOf(american[1]), american[2]), american[4]];
  const [match, first, , second, third, time] = NUMBERS.exec(text) ?? [];
  if (match === undefined) return undefined;
  if (order === 'year-first') {
    return first?.length === 4 ? [dayOf(first, Number(second), third), time] : undefined;
  }
  const isDayFirst = order === 'day-first';
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  return third?.length === 4 || third?.length === 2
    ? [dayOf(third, Number(month), day), time]
    : undefined;
}

/** NaN for a day that no calendar has; two digits of a year are those from 1970 to 2069. */
function dayOf(yearText = '', month = Number.NaN, dayText = ''): number {
  const short = Number(yearText);
  const year = yearText.length === 2 ? short + (short < 70 ? 2000 : 1900) : short;
  const day = Number(dayText);
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
  return exists && year >= 1000 ? Date.UTC(year, month - 1, day) : Number.NaN;
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? 28 + Number(isLeap) : 30 + ((month + Math.floor(month / 8)) % 2);
}

function monthOf(name = ''): number {
  const month = 1 + MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return month > 0 ? month : Number.NaN;
}

/** Milliseconds since midnight in UTC; NaN for a time that no clock shows. */
function parseTime(text: string): number {
  const [match, hourText, , minute, second = '0', fraction = '0', half, zone] =
    TIME.exec(text) ?? [];
  if (match === undefined) return Number.NaN;
  const written = Number(hourText);
  const hour = half ? (written % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : written;
  const minutes = Number(minute);
  const seconds = Number(second);
  if (hour > 24 || minutes > 59 || seconds > 60) return Number.NaN;
  const ofDay = (hour * 60 + minutes) * MINUTE + seconds * 1000 + Number(`0.${fraction}`) * 1000;
  return ofDay - zoneOffset(zone);
}

function zoneOffset(zone = 'Z'): number {
  const [match, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (match === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}
