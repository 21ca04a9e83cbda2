import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import type { ColumnProfile } from './column-profile.js';
import { noDatesMissing, strangersMissing } from './count-as-missing.js';
import { orderOfFormat } from './date-format.js';
import type { DatetimeEvidence } from './datetime-evidence.js';
import { datetimeReader } from './datetime-reader.js';
import { inferDatetime } from './infer-datetime.js';
import { readDigitDates } from './infer-digit-dates.js';
import { areCroatian } from './month-words.js';
import { isNoDate } from './no-dates.js';
import type { DatetimeParser, ToldKind } from './schema.js';
import { withCentury } from './short-years.js';

const START = 'datetime:';

/** The format in `datetime:dd/mm/yyyy`; undefined for a kind alone. */
export function toldFormat(told: ToldKind | undefined): string | undefined {
  return told?.startsWith(START) ? told.slice(START.length) : undefined;
}

/** Dates of a column that is told to hold some. Throws an AutofitError where hardly a cell is one. */
export function toldDates(
  profile: ColumnProfile,
  told: ToldKind,
  latest?: number,
): DatetimeEvidence {
  const format = toldFormat(told);
  if (format !== undefined) return withCentury(profile, datesBy(profile, format), latest);
  const dates = readDigitDates(profile) ?? inferDatetime(profile, { share: 0, latest });
  if (dates) return { ...dates, reason: `as told: ${dates.reason}` };
  const [cell] = profile.counts.cells;
  throw new AutofitError('NO_DATES', `"${profile.name}" is told to hold dates, but none is one.`, {
    hint: `Its first cell is "${cell}"; dates are read as 2024-12-31, 31.12.2024, 12/31/2024 or 31 Dec 2024.`,
  });
}

function datesBy(profile: ColumnProfile, format: string): DatetimeEvidence {
  const own: DatetimeParser = {
    kind: 'datetime',
    order: orderOfFormat(format),
    format,
    ...(areCroatian(profile.counts.cells) && { months: 'croatian' }),
    sentinels: true,
  };
  const rest = otherCells(profile, own);
  const filled = profile.rows - profile.missing;
  const none = rowsOf(rest, isNoDate);
  const others = rowsOf(rest, (cell) => !isNoDate(cell));
  if (2 * others > filled - none || filled === none) throw readsFew(profile, format, rest);
  const parser = { ...own, ...alsoOf(rest) };
  const read = datetimeReader(parser);
  const strays = rowsOf(rest, (cell) => !isNoDate(cell) && Number.isNaN(read(cell)));
  const notes = [none > 0 && noDatesMissing(none), strays > 0 && strangersMissing(strays)].filter(
    Boolean,
  );
  return { parser, reason: [`as told: dates as ${format}`, ...notes].join('; '), none, strays };
}

/** The cells that a parser does not read. */
function otherCells(profile: ColumnProfile, parser: DatetimeParser): ColumnProfile {
  const read = datetimeReader(parser);
  const { cells, rowsOf } = profile.counts;
  const kept = [...cells.keys()].filter((i) => Number.isNaN(read(cells[i] ?? '')));
  const counts = {
    cells: kept.map((i) => cells[i] ?? ''),
    rowsOf: Float64Array.from(kept, (i) => rowsOf[i] ?? 0),
  };
  const rows = counts.rowsOf.reduce((a, b) => a + b, 0);
  return { ...profile, counts, rows, missing: 0, distinct: kept.length, plain: undefined };
}

function rowsOf({ counts }: ColumnProfile, is: (cell: string) => boolean): number {
  return counts.cells.reduce((sum, cell, i) => sum + (is(cell) ? (counts.rowsOf[i] ?? 0) : 0), 0);
}

/** Orders of the other cells that show by themselves what is the day and what the month. */
function alsoOf(rest: ColumnProfile): Pick<DatetimeParser, 'also'> {
  const found = rest.distinct > 0 ? inferDatetime(rest, { share: 0 })?.parser : undefined;
  const also = [found?.order ?? 'time', ...(found?.also ?? [])].filter(
    (order) => !['time', 'month-first', 'day-first'].includes(order),
  );
  return also.length > 0 ? { also } : {};
}

function readsFew(profile: ColumnProfile, format: string, rest: ColumnProfile): AutofitError {
  const filled = profile.rows - profile.missing;
  const few = `${filled - rest.rows} of ${countOf(filled, 'cell')}`;
  const cell = rest.counts.cells.find((own) => !isNoDate(own)) ?? '';
  return new AutofitError(
    'NO_DATES',
    `"${profile.name}" is told to hold dates as ${format}: ${few} can be read so.`,
    { hint: `"${cell}" is none. Give another format, or \`types\` with datetime alone.` },
  );
}
