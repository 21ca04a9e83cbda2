import type { RawTable } from '../table/raw-table.js';
import { clocksOf, rowsWith } from './clock-tally.js';
import type { ColumnProfile } from './column-profile.js';
import type { ClockSigns, ColumnSchema } from './schema.js';

/** The column with what all of its dates say of their clocks: those of programs and workbooks say nothing of zones. */
export function withClock(
  column: ColumnSchema,
  profile: ColumnProfile,
  { hasMoments, isInMemory }: Pick<RawTable, 'hasMoments' | 'isInMemory'>,
): ColumnSchema {
  if (column.parser?.kind !== 'datetime') return column;
  const tally = clocksOf(profile, column.parser);
  if ((hasMoments || isInMemory) && tally.has('moment')) return column;
  const days = hasMoments ? 0 : rowsWith(tally, ['date']);
  const [zoned, times] = [rowsWith(tally, ['zone', 'moment']), rowsWith(tally, ['time'])];
  const isTimed = [...tally.values()].some(({ timed }) => timed !== undefined);
  const areTimes = isTimed && days === 0;
  const areZoned = areTimes && times === 0;
  const clock: ClockSigns = {
    ...(zoned === 0 && times + days > 0 && { zones: 'none' }),
    ...(zoned > 0 && areZoned && { zones: 'all' }),
    ...(areTimes && { times: 'all' }),
  };
  return Object.keys(clock).length > 0 ? { ...column, clock } : column;
}
