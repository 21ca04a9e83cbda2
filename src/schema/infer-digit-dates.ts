import type { ColumnProfile, PlainNumbers } from './column-profile.js';
import { noDatesMissing } from './count-as-missing.js';
import type { DatetimeEvidence } from './datetime-evidence.js';
import { type DigitOrder, digitReader, isUsual } from './digit-dates.js';
import { doubtDigitDates } from './doubt-digit-dates.js';
import { NO_DATES } from './no-dates.js';
import { yearLastDigits } from './year-last-digits.js';

const NAMED_LIKE_TIME =
  /(?:^|[\s_.-])(?:date|time|timestamp|epoch|datetime|created|updated|ts|unix|unixtime|datum|zeit|fecha)(?:$|[\s_.-])|_at$|[a-z](?:Date|Time|At)$|(?:time)stamp/i;
/** Amounts up to a date are no dates, and neither is a candidate. */
const NAMED_LIKE_DATE = [
  /(?<!to[\s_.-]?)(?:^|[\s_.-])(?:date|datetime|datum|fecha|created|updated)(?:$|[\s_.-])/i,
  /[a-z](?:Date|Datum|At)$|_at$|_AT$/,
  /^(?:birth|start|end|order|ship|due|sales?|invoice|delivery|transaction|purchase|payment|event|report)date$/i,
];
const NAMED_LIKE_MONTH = /month|period|yyyymm|(?:^|[\s_.-])ym(?:$|[\s_.-])|date|monat|mes$/i;
/** So many different numbers are not all dates by chance. */
const FEW = 3;
const EPOCHS = [
  'epoch-seconds',
  'epoch-milliseconds',
  'epoch-microseconds',
  'epoch-nanoseconds',
] as const;

/** Dates that are written as one number each, by the whole column's size and mostly by its name. */
export function inferDigitDates(profile: ColumnProfile): DatetimeEvidence | undefined {
  const { name, distinct } = profile;
  const isDate = NAMED_LIKE_DATE.some((own) => own.test(name));
  const days = compactLengths(profile, isDate || distinct >= FEW, NAMED_LIKE_MONTH.test(name));
  const compact = days.length > 0 ? compactDates(profile, days, FEW) : undefined;
  if (compact) return compact;
  const yearLast = yearLastDigits(profile, isDate);
  if (yearLast) return yearLast;
  if (days.length > 0) return undefined;
  if (isDate && areUsual(profile, 'excel-serial')) return doubted(profile, 'excel-serial');
  if (!NAMED_LIKE_TIME.test(name)) return undefined;
  const epoch = EPOCHS.find((order) => areUsual(profile, order));
  return epoch && doubted(profile, epoch);
}

/** Dates of a column that is told to hold some, whatever its name. */
export function readDigitDates(profile: ColumnProfile): DatetimeEvidence | undefined {
  const dates = compactDates(profile, [6, 8, 12, 14], 1) ?? yearLastDigits(profile, true);
  if (dates) return dates;
  const order = (['year', 'excel-serial', ...EPOCHS] as const).find((own) =>
    areUsual(profile, own),
  );
  return order && evidence(order);
}

const REASONS: Readonly<Record<DigitOrder, string>> = {
  year: 'years',
  compact: 'dates, digits alone',
  'excel-serial': 'days as Excel counts them, by its name and size',
  'epoch-seconds': 'seconds since 1970, by its name and size',
  'epoch-milliseconds': 'milliseconds since 1970, by its name and size',
  'epoch-microseconds': 'microseconds since 1970, by its name and size',
  'epoch-nanoseconds': 'nanoseconds since 1970, by its name and size',
};

function evidence(order: DigitOrder): DatetimeEvidence {
  return { parser: { kind: 'datetime', order, sentinels: true }, reason: REASONS[order] };
}

/** Dates that nothing but their name and size shows. */
function doubted(profile: ColumnProfile, order: DigitOrder): DatetimeEvidence {
  const doubt = doubtDigitDates(profile, order, REASONS[order]);
  return { ...evidence(order), ...(doubt !== undefined && { doubts: [doubt] }) };
}

/** Whether all numbers are of the size that dates of this order have. */
function areUsual({ plain, counts }: ColumnProfile, order: DigitOrder): boolean {
  if (plain) return isUsual(order, plain.low) && isUsual(order, plain.high);
  return counts.cells.every((cell) => /^\d+(?:\.\d+)?$/.test(cell) && isUsual(order, Number(cell)));
}

/** How many digits dates may have by the largest number; a look at two numbers spares most columns more. */
function compactLengths(
  { plain, counts }: ColumnProfile,
  maybeDays: boolean,
  maybeMonths: boolean,
): readonly number[] {
  const high = plain ? (plain.integers ? plain.high : 0) : Number(counts.cells[0]);
  const digits = String(high).length;
  if (!(high >= 190_001) || (plain && !areDates(plain, digits))) return [];
  if (digits === 6) return maybeMonths ? [6] : [];
  return maybeDays && [8, 12, 14].includes(digits) ? [digits] : [];
}

/** Whether the least and the largest number are dates, or stand for none. */
function areDates({ low, high }: PlainNumbers, digits: number): boolean {
  const read = digitReader('compact');
  return [String(low), String(high)].every(
    (cell) => NO_DATES.has(cell) || (cell.length === digits && !Number.isNaN(read(cell))),
  );
}

/** Undefined unless all are such dates, or noughts and nines for none, and there are enough. */
function compactDates(
  { counts: { cells, rowsOf } }: ColumnProfile,
  lengths: readonly number[],
  least: number,
): DatetimeEvidence | undefined {
  const read = digitReader('compact');
  let [none, dates] = [0, 0];
  for (const [i, cell] of cells.entries()) {
    if (lengths.includes(cell.length) && !Number.isNaN(read(cell))) dates++;
    else if (NO_DATES.has(cell)) none += rowsOf[i] ?? 0;
    else return undefined;
  }
  if (dates < Math.min(least, cells.length) || dates === 0) return undefined;
  const note = none > 0 ? `; ${noDatesMissing(none)}` : '';
  const { parser, reason } = evidence('compact');
  return { parser, reason: `${reason}${note}`, none };
}
