import type { FittedDatetimeParts } from '../../../preprocessing/datetime-parts.js';
import { cos, sin } from '../../../util/elementary/cos-sin.js';
import { type Arithmetic, arithmetic, cast } from '../arithmetic.js';
import type { Graph } from '../graph.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Days from 1 January of the year 1 to that of 1970. */
const DAYS_TO_1970 = 719_162;
/** After how many each part comes round again, and its steps of a whole; others do not come round. */
const CIRCLES: Readonly<Record<string, { readonly period: number; readonly steps: number }>> = {
  month: { period: 12, steps: 1 },
  'day of year': { period: 365.25, steps: 1 },
  day: { period: 31, steps: 1 },
  weekday: { period: 7, steps: 1 },
  hour: { period: 24, steps: 60 },
};

/** The parts of a time as columns of doubles (N, 1), in the order in which training made them. */
export function lowerDatetime(
  graph: Graph,
  time: string,
  { cyclic, parts, start }: FittedDatetimeParts,
): readonly string[] {
  const { sub, div } = arithmetic(graph);
  const parted = calendar(graph, time);
  return parts.flatMap((part) => {
    if (part === 'elapsed') return div(sub(time, start), DAY);
    const value = parted[part]();
    const circle = CIRCLES[part];
    return cyclic && circle ? roundOn(graph, value, circle) : value;
  });
}

/**
 * Sine and cosine by a table of our own: a quantile tells values apart that differ in their last bit alone, as those of
 * two weekdays do.
 */
function roundOn(
  graph: Graph,
  value: string,
  { period, steps }: { readonly period: number; readonly steps: number },
): readonly string[] {
  const { add, mul, floor, where, isMissing } = arithmetic(graph);
  const count = Math.ceil(period + 1) * steps;
  const place = where(isMissing(value), count, floor(add(mul(value, steps), 0.5)));
  const index = cast(graph, place, 'int64');
  return [sin, cos].map((wave) => {
    const turns = Float64Array.from({ length: count + 1 }, (_, i) =>
      i === count ? Number.NaN : wave((2 * Math.PI * whole(i, steps)) / period),
    );
    return graph.add('Gather', [graph.doubles(turns, [count + 1]), index]);
  });
}

/** As hours and minutes are added up. */
function whole(place: number, steps: number): number {
  return Math.floor(place / steps) + (place % steps) / steps;
}

/** What calendar and clock say in UTC; a missing time has missing parts. */
function calendar(
  graph: Graph,
  time: string,
): Record<Exclude<FittedDatetimeParts['parts'][number], 'elapsed'>, () => string> {
  const calc = arithmetic(graph);
  const { add, sub, mul, div, floor, where, atLeast, isMissing } = calc;
  const days = floor(div(time, DAY));
  const civil = civilFrom(calc, days);
  // 1 January 1970 was a Thursday.
  const weekday = remainder(calc, add(days, 4), 7);
  const dayOfYear = (own: string, year: string) => add(sub(own, newYear(calc, year)), 1);
  const isWeekend = () => {
    const is = graph.add('Or', [atLeast(0, weekday), atLeast(weekday, 6)]);
    return where(isMissing(time), time, cast(graph, is, 'double'));
  };
  const week = () => {
    // By ISO 8601, of the year of its Thursday; a Sunday ends a week.
    const place = where(atLeast(0, weekday), 7, weekday);
    const thursday = add(days, sub(4, place));
    return add(floor(div(sub(dayOfYear(thursday, civilFrom(calc, thursday).year), 1), 7)), 1);
  };
  return {
    year: () => civil.year,
    quarter: () => add(floor(div(sub(civil.month, 1), 3)), 1),
    month: () => civil.month,
    week,
    'day of year': () => dayOfYear(days, civil.year),
    day: () => civil.day,
    weekday: () => weekday,
    weekend: isWeekend,
    hour: () => {
      const within = sub(time, mul(days, DAY));
      const hours = floor(div(within, HOUR));
      const minutes = floor(div(sub(within, mul(hours, HOUR)), MINUTE));
      return add(hours, div(minutes, 60));
    },
  };
}

/** Year, month and day of days since 1970 (Hinnant's `civil_from_days`, in years that begin in March). */
function civilFrom({ add, sub, mul, div, floor, where, atLeast }: Arithmetic, days: string) {
  const part = (a: string, size: number) => floor(div(a, size));
  const shifted = add(days, 719_468);
  const era = part(shifted, 146_097);
  const ofEra = sub(shifted, mul(era, 146_097));
  const leaps = add(sub(part(ofEra, 36_524), part(ofEra, 1460)), sub(0, part(ofEra, 146_096)));
  const yearOfEra = part(add(ofEra, leaps), 365);
  const before = sub(add(mul(yearOfEra, 365), part(yearOfEra, 4)), part(yearOfEra, 100));
  const ofYear = sub(ofEra, before);
  const place = part(add(mul(ofYear, 5), 2), 153);
  const day = add(sub(ofYear, part(add(mul(place, 153), 2), 5)), 1);
  const month = where(atLeast(place, 10), sub(place, 9), add(place, 3));
  const year = add(add(yearOfEra, mul(era, 400)), where(atLeast(2, month), 1, 0));
  return { year, month, day };
}

/** Days from 1970 to 1 January of a year. */
function newYear({ add, sub, mul, div, floor }: Arithmetic, year: string): string {
  const before = sub(year, 1);
  const part = (size: number) => floor(div(before, size));
  return sub(add(mul(before, 365), add(sub(part(4), part(100)), part(400))), DAYS_TO_1970);
}

function remainder({ sub, mul, div, floor }: Arithmetic, a: string, size: number): string {
  return sub(a, mul(floor(div(a, size)), size));
}
