import { type ClockTally, rowsWith, tallyClocks } from './clock-tally.js';
import type { ColumnProfile } from './column-profile.js';
import type { DatetimeParser } from './schema.js';

const known = new WeakMap<ColumnProfile, ClockTally>();

/** What the cells of a column say of their clocks, which is remembered. */
export function clocksOf(profile: ColumnProfile, parser: DatetimeParser): ClockTally {
  const { cells, rowsOf } = profile.counts;
  const own =
    known.get(profile) ??
    tallyClocks(
      cells.map((cell, i) => [cell, rowsOf[i] ?? 0] as const),
      parser,
    );
  known.set(profile, own);
  return own;
}

/** That some times have a zone and others none, which may be of another clock. */
export function doubtZones(profile: ColumnProfile, parser: DatetimeParser): string | undefined {
  const tally = clocksOf(profile, parser);
  const [zoned, bare] = [tally.get('zone') ?? tally.get('moment'), tally.get('time')];
  if (!zoned || !bare) return undefined;
  const rows = rowsWith(tally, ['zone', 'moment']);
  return `column "${profile.name}": ${rows} times have a time zone, as "${zoned.cell}", and ${bare.rows} have none, as "${bare.cell}": these are read as UTC; if they are not, write them all with a zone or all without`;
}
