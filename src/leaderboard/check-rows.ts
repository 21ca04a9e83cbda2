import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import type { LeaderboardRow } from './leaderboard.js';

/** Throws an AutofitError for what is no leaderboard: callers without types may give anything. */
export function checkRows(call: string, rows: unknown): void {
  if (Array.isArray(rows) && rows.every(isLeaderboardRow)) return;
  const wrong: unknown = Array.isArray(rows) ? rows.find((row) => !isLeaderboardRow(row)) : rows;
  throw new AutofitError(
    'BAD_ARGUMENT',
    `${call} takes the rows of a leaderboard, not ${shown(wrong)}.`,
    { hint: 'Give what `predictor.leaderboard()` returns.' },
  );
}

function isLeaderboardRow(value: unknown): value is LeaderboardRow {
  return typeof value === 'object' && value !== null && 'rank' in value && 'family' in value;
}
