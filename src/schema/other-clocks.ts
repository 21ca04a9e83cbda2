import { clockReader, tallyClocks } from './clock-tally.js';
import { datetimeReader } from './datetime-reader.js';
import type { FilledCells } from './filled-cells.js';
import { momentText } from './moment-text.js';
import type { ColumnSchema, DatetimeParser } from './schema.js';

/**
 * Notes on time zones and times of day that training had and cells have not, and on zones that it had not; moments of
 * workbooks and the like have no zone, and midnight is a day there.
 */
export function otherClocks(
  { name, clock }: ColumnSchema,
  parser: DatetimeParser,
  cells: FilledCells,
  hasMoments: boolean,
): readonly string[] {
  if (!clock) return [];
  const read = datetimeReader(parser);
  const dates = cells.filter(([cell]) => !Number.isNaN(read(cell)));
  const tally = tallyClocks(dates, parser);
  const of = `column "${name}": cells`;
  const as = (cell: string) => `("${cell}" as ${momentText(read(cell), false)})`;
  const [time, zone] = [tally.get('time'), tally.get('zone')];
  const [moment, date] = hasMoments ? [] : [tally.get('moment'), tally.get('date')];
  const gained = zone?.timed ?? moment?.timed;
  return [
    clock.zones === 'all' && time
      ? `${of} lack the time zone of training, and are read as UTC ${as(time.cell)}`
      : '',
    clock.zones === 'none' && gained !== undefined
      ? `${of} have a time zone, which those of training lack, and are read in UTC ${as(gained)}`
      : '',
    clock.times === 'all' && date
      ? `${of} lack the time of day of training, and are read as midnight ("${date.cell}")`
      : '',
  ].filter((note) => note !== '');
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
