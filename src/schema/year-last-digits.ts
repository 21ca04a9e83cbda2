import { timeOfDate } from './calendar.js';
import type { ColumnProfile } from './column-profile.js';
import { noDatesMissing } from './count-as-missing.js';
import { formatReader, orderOfFormat } from './date-format.js';
import type { DatetimeEvidence } from './datetime-evidence.js';
import { type ReadCell, USUAL_SINCE } from './digits-at.js';
import { NO_DATES } from './no-dates.js';

const FORMATS = ['ddmmyyyy', 'mmddyyyy'] as const;
/** So many different numbers are not all dates by chance. */
const FEW = 3;
/** Such dates are of these years. */
const [FROM, TO] = [timeOfDate(1900, 1, 1), timeOfDate(2100, 12, 31)];
const [LEAST, MOST] = [1_011_900, 99_999_999];

/**
 * Dates in digits alone with the year last, as `31122024`, and `1012024` where they were numbers. Numbers in a row such as
 * 10012001, 10012002, … are none, unless their name says so.
 */
export function yearLastDigits(
  profile: ColumnProfile,
  isNamedSo: boolean,
): DatetimeEvidence | undefined {
  const { name, plain, distinct } = profile;
  if (plain ? !mayBe(plain.integers, plain.low, plain.high) : !/^\d{7,8}$/.test(firstCell(profile)))
    return undefined;
  const readers = FORMATS.map((format) => ({ format, read: formatReader(format, USUAL_SINCE) }));
  const fitting = readers.filter(
    ({ read }) => !plain || [plain.low, plain.high].every(isDate(read)),
  );
  if (fitting.length === 0 || !(isNamedSo || distinct >= FEW)) return undefined;
  const cells = profile.counts.cells.filter((cell) => !NO_DATES.has(cell));
  const found = fitting.filter(({ read }) => cells.every(isDate(read)));
  const [first, ...more] = found;
  if (!first || cells.length === 0 || !(isNamedSo || areScattered(cells))) return undefined;
  const { format } = first;
  const none = profile.counts.cells.reduce(
    (rows, cell, i) => rows + (NO_DATES.has(cell) ? (profile.counts.rowsOf[i] ?? 0) : 0),
    0,
  );
  const note = none > 0 ? `; ${noDatesMissing(none)}` : '';
  return {
    parser: { kind: 'datetime', order: orderOfFormat(format), format, sentinels: true },
    reason: `dates, digits alone: ${format}${note}`,
    none,
    doubts: more.map((other) => {
      const told = JSON.stringify({ [name]: `datetime:${other.format}` });
      return `column "${name}": no day is above 12, so days and months could be the other way round: they are read as ${format}, with \`types: ${told}\` as that`;
    }),
  };
}

function mayBe(integers: boolean, low: number, high: number): boolean {
  return integers && high >= LEAST && high <= MOST && (low >= LEAST || NO_DATES.has(String(low)));
}

function firstCell({ counts }: ColumnProfile): string {
  return counts.cells[0] ?? '';
}

function isDate(read: ReadCell): (cell: string | number) => boolean {
  return (cell) => {
    const time = read(String(cell));
    return NO_DATES.has(String(cell)) || (time >= FROM && time <= TO);
  };
}

/** Whether there are at least as many days of the year as years. */
function areScattered(cells: readonly string[]): boolean {
  const days = new Set(cells.map((cell) => cell.slice(0, -4)));
  const years = new Set(cells.map((cell) => cell.slice(-4)));
  return days.size >= years.size;
}
