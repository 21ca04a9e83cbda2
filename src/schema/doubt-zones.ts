import { clocksOf, rowsWith } from './clock-tally.js';
import type { ColumnProfile } from './column-profile.js';
import type { DatetimeParser } from './schema.js';

/** That some times have a zone and others none, which may be of another clock. */
export function doubtZones(profile: ColumnProfile, parser: DatetimeParser): string | undefined {
  const tally = clocksOf(profile, parser);
  const [zoned, bare] = [tally.get('zone') ?? tally.get('moment'), tally.get('time')];
  if (!zoned || !bare) return undefined;
  const rows = rowsWith(tally, ['zone', 'moment']);
  return `column "${profile.name}": ${rows} times have a time zone, as "${zoned.cell}", and ${bare.rows} have none, as "${bare.cell}": these are read as UTC; if they are not, write them all with a zone or all without`;
}
