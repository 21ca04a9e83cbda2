import { clocksOf, rowsWith } from './clock-tally.js';
import type { ColumnProfile } from './column-profile.js';
import type { ClockSign } from './date-form.js';
import type { ColumnSchema } from './schema.js';

/** The column with a doubt where some times have a zone and others none, which may be of another clock. */
export function withZoneDoubt(
  column: ColumnSchema,
  profile: ColumnProfile,
  /** Whether dates are typed, as in workbooks: the `Z` behind their texts is no zone. */
  hasMoments = false,
): ColumnSchema {
  if (column.parser?.kind !== 'datetime') return column;
  const tally = clocksOf(profile, column.parser);
  const signs: readonly ClockSign[] = hasMoments ? ['zone'] : ['zone', 'moment'];
  const zoned = signs.map((sign) => tally.get(sign)).find((clocks) => clocks !== undefined);
  const bare = tally.get('time');
  if (!zoned || !bare) return column;
  const doubt = `column "${column.name}": ${rowsWith(tally, signs)} times have a time zone, as "${zoned.cell}", and ${bare.rows} have none, as "${bare.cell}": these are read as UTC; if they are not, write them all with a zone or all without`;
  const { evidence } = column;
  const all = evidence.doubt === undefined ? doubt : `${evidence.doubt}; ${doubt}`;
  return { ...column, evidence: { ...evidence, doubt: all } };
}
