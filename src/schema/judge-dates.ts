import type { ColumnProfile } from './column-profile.js';
import type { DatetimeEvidence } from './datetime-evidence.js';
import { doubtCalendar } from './doubt-calendar.js';
import { doubtFarDate } from './far-dates.js';
import { ignored, type Judgement } from './judgement.js';

/** What dates that were found make of a column. */
export function judgeDates(profile: ColumnProfile, dates: DatetimeEvidence): Judgement {
  if (dates.isMixed) return ignored(dates.reason);
  const { parser, reason, doubts = [], none = 0, strays = 0 } = dates;
  const more = [doubtFarDate(profile, parser), doubtCalendar(profile, parser)];
  const all = [...doubts, ...more.filter((doubt) => doubt !== undefined)];
  const doubt = all.length > 0 ? all.join('; ') : undefined;
  return { kind: 'datetime', parser, reason, none, unread: none + strays, doubt };
}
