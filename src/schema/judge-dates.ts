import type { ColumnProfile } from './column-profile.js';
import type { DatetimeEvidence } from './datetime-evidence.js';
import { doubtFarDate } from './far-dates.js';
import { ignored, type Judgement } from './judgement.js';

/** What dates that were found make of a column. */
export function judgeDates(profile: ColumnProfile, dates: DatetimeEvidence): Judgement {
  if (dates.isMixed) return ignored(dates.reason);
  const { parser, reason, doubts = [], none = 0, strays = 0 } = dates;
  const far = doubtFarDate(profile, parser);
  const all = far === undefined ? doubts : [...doubts, far];
  const doubt = all.length > 0 ? all.join('; ') : undefined;
  return { kind: 'datetime', parser, reason, none, unread: none + strays, doubt };
}
