import { byShape } from './by-shape.js';
import type { DatetimeOrder } from './schema.js';

const NUMBERS = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[T\s]\s*(.+))?$/d;
const DAY_MONTH = /^(\d{1,2})[\s-]([A-Za-z]{3,9})\.?,?[\s-](\d{4}|\d{2})(?:\s+(.+))?$/d;
const MONTH_DAY = /^([A-Za-z]{3,9})\.?\s(\d{1,2}),?\s(\d{4})(?:\s+(.+))?$/d;
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s/i;
const TIME =
  /^(\d{1,2})([:.])(\d{2})(?:\2(\d{2})(?:[.,](\d{1,9}))?)?\s?([ap])?\.?m?\.?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/di;
const ZONE = /^([+-])(\d{2}):?(\d{2})$/d;
const EPOCH = /^[+-]?\d+(?:\.\d+)?$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Reads a part of a cell, or the whole, as a number: NaN where it is none. */
type ReadCell = (cell: string) => number;

/** Reads trimmed cells as milliseconds since 1970, in UTC where they have no zone; NaN when they are not written so. */
export function datetimeReader(order: DatetimeOrder): ReadCell {
  if (order === 'epoch-seconds') return (cell) => 1000 * epoch(cell);
  if (order === 'epoch-milliseconds') return epoch;
  const shapeOf = byShape(order === 'time' ? timeOfDay : (cell) => dateAndTime(order, cell));
  return (cell) => shapeOf(cell)(cell);
}

function epoch(cell: string): number {
  return EPOCH.test(cell) ? Number(cell) : Number.NaN;
}

const unreadable: ReadCell = () => Number.NaN;

function timeOfDay(cell: string): ReadCell {
  return cell.includes(':') || /\..*\./.test(cell) ? timeShape(cell, 0, cell.length) : unreadable;
}

function dateAndTime(order: DatetimeOrder, cell: string): ReadCell {
  const start = WEEKDAY.exec(cell)?.[0].length ?? 0;
  const parts = dateShape(order, cell.slice(start));
  if (!parts) return unreadable;
  const [year, month, day, time] = parts;
  const readYear = yearShape(year, start);
  const readMonth = typeof month === 'number' ? () => month : digitsAt(month, start);
  const readDay = digitsAt(day, start);
  const date = (own: string) => dayOf(readYear(own), readMonth(own), readDay(own));
  if (!time) return date;
  const readTime = timeShape(cell, start + time[0], start + time[1]);
  return (own) => date(own) + readTime(own);
}

/** From where to where a part reaches. */
type Place = readonly [start: number, end: number];

/** Where the year, the month (or which it is), the day and the time stand. */
function dateShape(
  order: DatetimeOrder,
  text: string,
): readonly [Place, Place | number, Place, Place | undefined] | undefined {
  const named = DAY_MONTH.exec(text);
  if (named) {
    const [, day, , year, time] = placesOf(named);
    return [year ?? none, monthOf(named[2]), day ?? none, time];
  }
  const american = MONTH_DAY.exec(text);
  if (american) {
    const [, , day, year, time] = placesOf(american);
    return [year ?? none, monthOf(american[1]), day ?? none, time];
  }
  const numbers = NUMBERS.exec(text);
  if (!numbers) return undefined;
  const [, first = none, , second = none, third = none, time] = placesOf(numbers);
  if (order === 'year-first') {
    return lengthOf(first) === 4 ? [first, second, third, time] : undefined;
  }
  if (lengthOf(third) !== 4 && lengthOf(third) !== 2) return undefined;
  return order === 'day-first' ? [third, second, first, time] : [third, first, second, time];
}

const none: Place = [0, 0];

function placesOf(match: RegExpExecArray): readonly (Place | undefined)[] {
  return match.indices ?? [];
}

function lengthOf([start, end]: Place): number {
  return end - start;
}

/** Two digits of a year are those from 1970 to 2069. */
function yearShape(place: Place, offset: number): ReadCell {
  const read = digitsAt(place, offset);
  if (lengthOf(place) !== 2) return read;
  return (cell) => read(cell) + (read(cell) < 70 ? 2000 : 1900);
}

/** The whole number whose digits stand there. */
function digitsAt([start, end]: Place, offset: number): ReadCell {
  return (cell) => {
    let value = 0;
    for (let i = offset + start; i < offset + end; i++)
      value = value * 10 + cell.charCodeAt(i) - 48;
    return value;
  };
}

/** NaN for a day that no calendar has. */
function dayOf(year: number, month: number, day: number): number {
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
  return exists && year >= 1000 ? DAY * daysSince1970(year, month, day) : Number.NaN;
}

function daysOf(year: number, month: number): number {
  return month === 2 ? 28 + Number(isLeap(year)) : 30 + ((month + Math.floor(month / 8)) % 2);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** By years that begin in March, so that a leap day is a year's last (Hinnant 2013, chrono-compatible date algorithms). */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return 365 * marchYear + leapDays + dayOfYear - 719_468;
}

function monthOf(name = ''): number {
  const month = 1 + MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return month > 0 ? month : Number.NaN;
}

/** Milliseconds since midnight in UTC; NaN for a time that no clock shows. */
function timeShape(cell: string, start: number, end: number): ReadCell {
  const match = TIME.exec(cell.slice(start, end));
  if (!match) return unreadable;
  const [, hourAt = none, , minuteAt = none, secondAt = none, fractionAt = none] = placesOf(match);
  const [half, zone = 'Z'] = [match[6]?.toLowerCase(), match[7]];
  const [hour, minute, second, fraction] = [hourAt, minuteAt, secondAt, fractionAt].map((place) =>
    digitsAt(place, start),
  ) as [ReadCell, ReadCell, ReadCell, ReadCell];
  const thousandths = 1000 / 10 ** lengthOf(fractionAt);
  const offset = zoneShape(zone, end - zone.length);
  return (own) => {
    const written = hour(own);
    const hours = half ? (written % 12) + (half === 'p' ? 12 : 0) : written;
    const [minutes, seconds] = [minute(own), second(own)];
    if (hours > 24 || minutes > 59 || seconds > 60) return Number.NaN;
    const ofDay = (hours * 60 + minutes) * MINUTE + seconds * 1000;
    return ofDay + fraction(own) * thousandths - offset(own);
  };
}

function zoneShape(zone: string, start: number): ReadCell {
  const match = ZONE.exec(zone);
  if (!match) return () => 0;
  const [, , hours = none, minutes = none] = placesOf(match);
  const [readHours, readMinutes] = [digitsAt(hours, start), digitsAt(minutes, start)];
  const sign = match[1] === '-' ? -1 : 1;
  return (cell) => sign * (readHours(cell) * 60 + readMinutes(cell)) * MINUTE;
}
