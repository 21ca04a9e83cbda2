import { oriented } from '../metrics/metric.js';
import { metricNamed } from '../metrics/metrics.js';
import { AutofitError } from '../util/errors.js';
import { checkRows } from './check-rows.js';
import type { LeaderboardRow } from './leaderboard.js';

/**
 * The rows that no other one beats both in score and in time to predict, best first: test scores where there are some.
 * Rows without a rank, a score or a time are left out. Throws an AutofitError where no row has a time.
 */
export function paretoFront(
  rows: readonly LeaderboardRow[],
  metricName: string,
): readonly LeaderboardRow[] {
  checkRows('paretoFront', rows);
  checkTimes(rows);
  const own = rows.find((row) => row.metric === metricName)?.direction;
  const metric = own ? { direction: own } : metricNamed(metricName);
  const hasTest = rows.some(({ scoreTest }) => scoreTest !== undefined);
  const value = (row: LeaderboardRow) =>
    oriented(metric, (hasTest ? row.scoreTest : row.scoreValidation) ?? Number.NaN);
  const time = ({ msPer1000Rows }: LeaderboardRow) => msPer1000Rows ?? Number.NaN;
  const isUsable = ({ rank }: LeaderboardRow) => rank !== null;
  const known = rows.filter(
    (row) => isUsable(row) && Number.isFinite(value(row)) && Number.isFinite(time(row)),
  );
  const beats = (a: LeaderboardRow, b: LeaderboardRow) =>
    value(a) >= value(b) && time(a) <= time(b) && (value(a) > value(b) || time(a) < time(b));
  return known
    .filter((row) => !known.some((other) => beats(other, row)))
    .toSorted((a, b) => value(b) - value(a) || time(a) - time(b));
}

function checkTimes(rows: readonly LeaderboardRow[]): void {
  if (rows.length === 0 || rows.some(({ msPer1000Rows }) => msPer1000Rows !== null)) return;
  throw new AutofitError(
    'NO_TIMES',
    'These models have no times to predict, which a front needs.',
    {
      hint: 'A model file holds none: name the run folder that it came from.',
    },
  );
}
