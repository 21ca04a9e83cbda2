import { oriented } from '../metrics/metric.js';
import { metricNamed } from '../metrics/metrics.js';
import type { LeaderboardRow } from './leaderboard.js';

/**
 * The rows that no other one beats both in score and in time to predict, best first: test scores where there are some.
 * Rows without a score or a time are left out.
 */
export function paretoFront(
  rows: readonly LeaderboardRow[],
  metricName: string,
): readonly LeaderboardRow[] {
  const metric = metricNamed(metricName);
  const hasTest = rows.some(({ scoreTest }) => scoreTest !== undefined);
  const value = (row: LeaderboardRow) =>
    oriented(metric, (hasTest ? row.scoreTest : row.scoreValidation) ?? Number.NaN);
  const time = ({ predictMs }: LeaderboardRow) => predictMs ?? Number.NaN;
  const known = rows.filter((row) => Number.isFinite(value(row)) && Number.isFinite(time(row)));
  const beats = (a: LeaderboardRow, b: LeaderboardRow) =>
    value(a) >= value(b) && time(a) <= time(b) && (value(a) > value(b) || time(a) < time(b));
  return known
    .filter((row) => !known.some((other) => beats(other, row)))
    .toSorted((a, b) => value(b) - value(a) || time(a) - time(b));
}
