import type { LeaderboardRow } from '../leaderboard/leaderboard.js';
import { type Metric, oriented } from '../metrics/metric.js';
import type { Settings } from '../options/options.js';
import { formatNumber } from '../util/format-number.js';

/** Warns where models were fitted, and what is kept scores no better than the constant baseline. */
export function tellBaseline(
  leaderboard: readonly LeaderboardRow[],
  metric: Metric,
  { classWeights, onProgress }: Pick<Settings, 'classWeights' | 'onProgress'>,
): void {
  const isBaseline = ({ family }: LeaderboardRow) => family === 'constant';
  const baseline = leaderboard.find(isBaseline)?.scoreValidation;
  const isFitted = leaderboard.some((row) => !isBaseline(row) && row.state === 'complete');
  const kept =
    leaderboard.find(({ family }) => family === 'ensemble') ??
    leaderboard.find(({ weight }) => weight > 0);
  const score = kept?.scoreCrossFitted ?? kept?.scoreValidation;
  if (!isFitted || baseline == null || !kept || score == null) return;
  if (oriented(metric, score) > oriented(metric, baseline)) return;
  const [own, constant] = [score, baseline].map(formatNumber);
  const what = isBaseline(kept)
    ? `no model scores better than the constant baseline, which is kept (${metric.name} ${constant})`
    : `what is kept scores no better than the constant baseline (${metric.name} ${own} beside ${constant})`;
  const why = reasonOf(metric, classWeights !== undefined);
  onProgress({ kind: 'warning', message: `${what}: ${why}` });
}

/** Where classes alone are judged, a model may tell rows apart without deciding any otherwise. */
function reasonOf({ judges }: Metric, isWeighted: boolean): string {
  if (isWeighted) return 'the weights of classes count in training, and not in the metric';
  const nothing = 'the columns may tell nothing of the label';
  return judges === 'classes' ? `${nothing}, or too little to decide otherwise` : nothing;
}
