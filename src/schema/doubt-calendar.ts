import { greatestOf, leastOf } from '../util/extremes.js';
import { cellValues } from './cell-values.js';
import type { ColumnProfile } from './column-profile.js';
import type { DatetimeParser } from './schema.js';

/** Years in which much of today is by other calendars: the Buddhist one, and the Persian and the Islamic one. */
const OTHERS = [
  [2480, 2620],
  [1320, 1480],
] as const;

/** That dates may be of another calendar than ours, by which weekdays and leap days are others. */
export function doubtCalendar(profile: ColumnProfile, parser: DatetimeParser): string | undefined {
  const values = cellValues(profile, parser)?.values ?? new Float64Array();
  const years = Array.from(values.filter(Number.isFinite), (time) =>
    new Date(time).getUTCFullYear(),
  );
  const [first, last] = [leastOf(years), greatestOf(years)];
  if (!OTHERS.some(([low, high]) => first >= low && last <= high)) return undefined;
  return `column "${profile.name}": years such as ${last} may be of another calendar, and are taken as ours: weekdays and leap days are others then; if so, write them as 2024`;
}
