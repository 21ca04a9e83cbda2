import type { RawTable } from '../table/raw-table.js';
import { type ClockTally, clockReader, rowsWith, tallyClocks } from './clock-tally.js';
import { datetimeReader } from './datetime-reader.js';
import type { FilledCells } from './filled-cells.js';
import { momentText } from './moment-text.js';
import type { ColumnSchema, DatetimeParser } from './schema.js';

/** What a file says of its dates by their type. */
export type TypedDates = Pick<RawTable, 'hasMoments' | 'lacksZones'>;

const SIGNS = ['time', 'zone', 'moment', 'date'] as const;
const DAY_LENGTH = '2024-01-01'.length;

/** Notes on time zones and times of day that training had and cells have not, and on zones that it had not. */
export function otherClocks(
  { name, clock }: ColumnSchema,
  parser: DatetimeParser,
  cells: FilledCells,
  typed: TypedDates,
): readonly string[] {
  if (!clock) return [];
  const read = datetimeReader(parser);
  const dates = cells.filter(([cell]) => !Number.isNaN(read(cell)));
  const of = `column "${name}": cells`;
  const as = (cell: string) => `("${cell}" as ${momentText(read(cell), false)})`;
  const { time, date, gained } = signsOf(tallyClocks(dates, parser), typed);
  return [
    clock.zones === 'all' && time !== undefined
      ? `${of} lack the time zone of training, and are read as UTC ${as(time)}`
      : '',
    clock.zones === 'none' && gained !== undefined
      ? `${of} have a time zone, which those of training lack, and are read in UTC ${as(gained)}`
      : '',
    clock.times === 'all' && date !== undefined
      ? `${of} lack the time of day of training, and are read as midnight ("${date}")`
      : '',
  ].filter((note) => note !== '');
}

/** Cells without a zone, without a time, and with a zone that moves them. */
interface Shown {
  readonly time?: string | undefined;
  readonly date?: string | undefined;
  readonly gained?: string | undefined;
}

/** What cells show; where dates are typed, midnight is a day, so that days show where no cell has a time. */
function signsOf(tally: ClockTally, { hasMoments, lacksZones }: TypedDates): Shown {
  const [time, zone, moment, date] = SIGNS.map((sign) => tally.get(sign));
  if (!hasMoments) {
    return { time: time?.cell, date: date?.cell, gained: zone?.timed ?? moment?.timed };
  }
  const written = lacksZones ? moment?.cell.replace('Z', '') : undefined;
  const areDays = [...tally.values()].every(({ timed }) => timed === undefined);
  const day = (date ?? moment)?.cell.slice(0, DAY_LENGTH);
  return {
    time: time?.cell ?? written,
    date: areDays && rowsWith(tally, SIGNS) > 1 ? day : undefined,
    gained: zone?.timed,
  };
}

/** Whether a cell by itself says otherwise of its clock than training's dates, so that `otherClocks` has a note on it. */
export function hasOtherClock(
  { clock }: ColumnSchema,
  parser: DatetimeParser,
): (cell: string) => boolean {
  if (!clock) return () => false;
  const { zones, times } = clock;
  const clockOf = clockReader(parser);
  return (cell) => {
    const own = clockOf(cell);
    if (own?.sign === 'time') return zones === 'all';
    if (own?.sign === 'date') return times === 'all';
    return zones === 'none' && own?.isTimed === true;
  };
}
