import { byShape } from './by-shape.js';
import { timeOfDate } from './calendar.js';
import { hasZone, timeAt } from './clock-time.js';
import { bitsOf, type ClockSign, type DateForm } from './date-form.js';
import { digitForms } from './digit-dates.js';
import {
  lengthOf,
  NO_PLACE,
  numberAt,
  type Place,
  placesOf,
  type ReadCell,
  USUAL_SINCE,
  yearAt,
} from './digits-at.js';
import { monthNamed } from './month-names.js';
import { periodAt } from './period-dates.js';
import type { DatetimeOrder, DatetimeParser } from './schema.js';

const TIME = '(?:(?:[T\\s]\\s*|,\\s*)(.+))?$';
const NAME = '(\\p{L}{3,12})\\.?';
const OF = '(?:\\s+(?:de|del|of)\\s+|[\\s/.-]?\\s*)';
const ORDINAL = '(?:st|nd|rd|th|er|[.ºª])?';
const NUMBERS = /^(\d{1,4})([-/.:])\s?(\d{1,2})\2\s?(\d{1,4})(?:(?:[T\s]\s*|,\s*)(.+))?$/d;
const DAY_MONTH = new RegExp(
  `^(\\d{1,2})${ORDINAL}${OF}${NAME},?(?:\\s+(?:de|del|of)\\s+|[\\s/.-]?\\s*)(\\d{4}|\\d{2})(?:\\s?г(?:\\.|ода)?)?(?:(?:[:T\\s]\\s*|,\\s*)(.+))?$`,
  'du',
);
const MONTH_DAY = new RegExp(
  `^${NAME}[\\s/-](\\d{1,2})${ORDINAL},?[\\s/-]\\s?(\\d{4})${TIME}`,
  'du',
);
const YEAR_MONTH = new RegExp(`^(\\d{4})[\\s/-]${NAME}[\\s/-](\\d{1,2})${TIME}`, 'du');
const IDEOGRAPHS = /^(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일](?:\s*(.+))?$/d;
/** As C and Unix print it: the year is last. */
const CTIME = new RegExp(
  `^${NAME}\\s+(\\d{1,2})\\s+(\\d{1,2}:\\d{2}:\\d{2}(?:\\s\\w+)?)\\s+(\\d{4})$`,
  'du',
);
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T\s](.+))$/d;
const WEEKDAY =
  /^(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|dim|mi[eé]|jue|vie|s[aá]b|dom|gio|seg|ter|qua|qui|sex|ma|wo|vr|za|zo)\p{L}*\.?,?\s+/iu;

/** As programs write moments, and workbooks' clocks of no zone are written too. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/;
const STARTS_WITH_DIGIT = /^\d/;

/** Orders that a date shows by itself whose month has a name. */
export const ANY_ORDER = ['year-first', 'month-first', 'day-first'] as const;

/** The ways in which cells could be dates or times, shape by shape; years of two digits are from that one on. */
export function dateForms(
  since = USUAL_SINCE,
  months?: DatetimeParser['months'],
): (cell: string) => readonly DateForm[] {
  return byShape((cell) => {
    if (/^\d+(?:\.\d+)?$/.test(cell)) return digitForms(cell);
    const dates = datesOf(cell, since, months);
    // Between dots, times look like dates.
    if (dates.length > 0 && cell.includes(':')) return dates;
    const found = [...dates, ...timesOf(cell)];
    return found.length > 0 ? found : periodsOf(cell, since, months);
  });
}

function timesOf(cell: string): readonly DateForm[] {
  if (!cell.includes(':') && !/\..*\./.test(cell)) return [];
  const read = timeAt(cell, [0, cell.length], 'alone');
  return read ? [{ bits: bitsOf(['time']), read }] : [];
}

function periodsOf(
  cell: string,
  since: number,
  months: DatetimeParser['months'],
): readonly DateForm[] {
  const read = periodAt(cell, since, months);
  return read ? [{ bits: bitsOf(['period']), read, isShort: true, isNamed: true }] : [];
}

function datesOf(
  cell: string,
  since: number,
  months: DatetimeParser['months'],
): readonly DateForm[] {
  const weekday = STARTS_WITH_DIGIT.test(cell) ? null : WEEKDAY.exec(cell);
  const behind = weekday ? dateShapes(cell, weekday[0].length, months) : [];
  // A March of some languages starts as their Tuesday does.
  const shapes = behind.length > 0 ? behind : dateShapes(cell, 0, months);
  return shapes.flatMap(({ orders, year, month, day, time, grammar }) => {
    const [readYear, readDay] = [yearAt(year, since), numberAt(day)];
    const readMonth = typeof month === 'number' ? () => month : numberAt(month);
    const date: ReadCell = (own) => timeOfDate(readYear(own), readMonth(own), readDay(own));
    const isShort = lengthOf(year) === 2;
    const form = { bits: bitsOf(orders), isShort, isNamed: typeof month === 'number' };
    if (!time) return { ...form, read: date, sign: 'date' };
    const readTime = timeAt(cell, time, grammar);
    if (!readTime) return [];
    const sign: ClockSign = !hasZone(cell, time, grammar)
      ? 'time'
      : MOMENT.test(cell)
        ? 'moment'
        : 'zone';
    return { ...form, read: (own: string) => date(own) + readTime(own), sign };
  });
}

/** Where the parts of a date stand, or which month it is. */
interface DateShape {
  readonly orders: readonly DatetimeOrder[];
  readonly year: Place;
  readonly month: Place | number;
  readonly day: Place;
  readonly time: Place | undefined;
  readonly grammar?: 'of-date' | 'compact';
}

type DateParts = Omit<DateShape, 'orders'>;

function dateShapes(
  cell: string,
  start: number,
  months: DatetimeParser['months'],
): readonly DateShape[] {
  const text = cell.slice(start);
  const numbers = NUMBERS.exec(text);
  if (numbers) return numberShapes(numbers, start);
  const isDigit = STARTS_WITH_DIGIT.test(text);
  return unmistakable(isDigit ? digitShape(text, start, months) : nameShape(text, start, months));
}

function numberShapes(match: RegExpExecArray, start: number): readonly DateShape[] {
  const [, first = NO_PLACE, , second = NO_PLACE, third = NO_PLACE, time] = placesOf(match, start);
  if (lengthOf(first) === 4) {
    return [{ orders: ['year-first'], year: first, month: second, day: third, time }];
  }
  const isYear = lengthOf(third) === 4 || lengthOf(third) === 2;
  if (!isYear || match[2] === ':') return [];
  return [
    { orders: ['month-first'], year: third, month: first, day: second, time },
    { orders: ['day-first'], year: third, month: second, day: first, time },
  ];
}

/** Dates whose parts can be told apart. */
function unmistakable(shape: DateParts | undefined): readonly DateShape[] {
  return shape && !Number.isNaN(shape.month) ? [{ ...shape, orders: ANY_ORDER }] : [];
}

function nameShape(
  text: string,
  start: number,
  months: DatetimeParser['months'],
): DateParts | undefined {
  const monthFirst = MONTH_DAY.exec(text);
  if (monthFirst) {
    const [, , day = NO_PLACE, year = NO_PLACE, time] = placesOf(monthFirst, start);
    return { year, month: monthNamed(monthFirst[1] ?? '', months), day, time };
  }
  const unix = CTIME.exec(text);
  if (!unix) return undefined;
  const [, , day = NO_PLACE, time, year = NO_PLACE] = placesOf(unix, start);
  return { year, month: monthNamed(unix[1] ?? '', months), day, time };
}

function digitShape(
  text: string,
  start: number,
  months: DatetimeParser['months'],
): DateParts | undefined {
  const dayFirst = DAY_MONTH.exec(text);
  if (dayFirst) {
    const [, day = NO_PLACE, , year = NO_PLACE, time] = placesOf(dayFirst, start);
    return { year, month: monthNamed(dayFirst[2] ?? '', months), day, time };
  }
  const yearFirst = YEAR_MONTH.exec(text);
  if (yearFirst) {
    const [, year = NO_PLACE, , day = NO_PLACE, time] = placesOf(yearFirst, start);
    return { year, month: monthNamed(yearFirst[2] ?? '', months), day, time };
  }
  const match = COMPACT.exec(text) ?? IDEOGRAPHS.exec(text);
  if (!match) return undefined;
  const [, year = NO_PLACE, month = NO_PLACE, day = NO_PLACE, time] = placesOf(match, start);
  const grammar = match[4]?.includes(':') || !time ? 'of-date' : 'compact';
  return { year, month, day, time, grammar };
}
