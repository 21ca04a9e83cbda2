import { cos, sin } from '../util/elementary/cos-sin.js';
import type { Transformer } from './transformer.js';

export interface DatetimePartsOptions {
  /** Whether parts that come round again are given as sine and cosine, for models that multiply. */
  readonly cyclic: boolean;
}

type PartName =
  | 'elapsed'
  | 'year'
  | 'quarter'
  | 'month'
  | 'week'
  | 'day of year'
  | 'day'
  | 'weekday'
  | 'weekend'
  | 'hour';

export interface FittedDatetimeParts {
  readonly kind: 'datetime-parts';
  readonly cyclic: boolean;
  /** Parts that differ between training rows. */
  readonly parts: readonly PartName[];
  /** The earliest training time, from which days are counted; milliseconds since 1970. */
  readonly start: number;
}

/** The parts of a time, one array each, and their names. */
export interface DatetimeParts {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

const DAY = 86_400_000;

type PartOf = (date: Date, start: number) => number;

/** How each part is read off a date in UTC, and after how many it comes round again; NaN where another part says it on a circle. */
const PARTS: Readonly<Record<PartName, readonly [of: PartOf, period: number]>> = {
  elapsed: [(date, start) => (date.getTime() - start) / DAY, Number.POSITIVE_INFINITY],
  year: [(date) => date.getUTCFullYear(), Number.POSITIVE_INFINITY],
  quarter: [(date) => Math.floor(date.getUTCMonth() / 3) + 1, Number.NaN],
  month: [(date) => date.getUTCMonth() + 1, 12],
  week: [weekOf, Number.NaN],
  'day of year': [dayOfYear, 365.25],
  day: [(date) => date.getUTCDate(), 31],
  weekday: [(date) => date.getUTCDay(), 7],
  weekend: [(date) => weekendOf(date.getUTCDay()), Number.POSITIVE_INFINITY],
  hour: [(date) => date.getUTCHours() + date.getUTCMinutes() / 60, 24],
};

export const PART_NAMES = Object.keys(PARTS) as readonly PartName[];

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
}

/** By ISO 8601: a week belongs to the year of its Thursday. */
function weekOf(date: Date): number {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * DAY);
  return Math.ceil(dayOfYear(thursday) / 7);
}

function weekendOf(weekday: number): number {
  return Number.isNaN(weekday) ? weekday : Number(weekday === 0 || weekday === 6);
}

/** The days since the first training row, and what calendar and clock say; NaN where the time is missing. */
export const datetimeParts: Transformer<
  Float64Array,
  DatetimeParts,
  DatetimePartsOptions,
  FittedDatetimeParts
> = {
  kind: 'datetime-parts',
  defaults: { cyclic: true },
  fit({ cyclic }, x) {
    const present = x.filter((time) => !Number.isNaN(time));
    const start = present.reduce((a, b) => Math.min(a, b), present[0] ?? 0);
    const names = PART_NAMES.filter((name) => !(cyclic && Number.isNaN(PARTS[name][1])));
    const parts = names.filter((name) => differs(present, PARTS[name][0]));
    const fitted: FittedDatetimeParts = { kind: 'datetime-parts', cyclic, parts, start };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform({ cyclic, parts, start }, x) {
    const names: string[] = [];
    const columns: Float64Array[] = [];
    for (const part of parts) {
      const [of, period] = PARTS[part];
      const values = x.map((time) => of(new Date(time), start));
      if (cyclic && Number.isFinite(period)) {
        const turns = values.map((value) => (2 * Math.PI * value) / period);
        names.push(`${part} sine`, `${part} cosine`);
        columns.push(turns.map(sin), turns.map(cos));
      } else {
        names.push(part);
        columns.push(values);
      }
    }
    return { names, columns };
  },
};

function differs(times: Float64Array, of: PartOf): boolean {
  const first = of(new Date(times[0] ?? 0), 0);
  return times.some((time) => of(new Date(time), 0) !== first);
}
