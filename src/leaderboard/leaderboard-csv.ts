import { csvLine } from '../util/csv-line.js';
import type { LeaderboardRow } from './leaderboard.js';

const COLUMNS = [
  'rank',
  'name',
  'family',
  'scoreValidation',
  'scoreTest',
  'metric',
  'fitSeconds',
  'msPer1000Rows',
  'parameters',
  'length',
  'state',
  'weight',
  'reason',
  'scoreCrossFitted',
] as const;

/** The leaderboard as CSV, every row and every column. */
export function leaderboardCsv(rows: readonly LeaderboardRow[]): string {
  const lines = rows.map((row) => csvLine(COLUMNS.map((name) => row[name] ?? '')));
  return `${csvLine(COLUMNS)}${lines.join('')}`;
}
