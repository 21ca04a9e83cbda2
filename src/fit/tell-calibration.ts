import type { FinishedEnsemble } from '../ensemble/finish-ensemble.js';
import { leastForQuantile } from '../ensemble/fit-shifts.js';
import { effectiveRows, rowsOfGroups } from '../metrics/row-groups.js';
import type { Settings } from '../options/options.js';
import type { TrialJudge } from '../trial/trial-judge.js';
import { countOf } from '../util/count-of.js';

/** Tells where judged rows are too few for the calibration that was asked for, or for the quantiles. */
export function tellCalibration(
  { task, truth, weights, groups }: TrialJudge,
  { ensemble, onProgress }: Pick<Settings, 'ensemble' | 'onProgress'>,
  { calibration }: Pick<FinishedEnsemble, 'calibration'>,
): void {
  const { calibrate } = ensemble;
  if (truth.length === 0 || calibrate === false || calibrate === 'none') return;
  const quantiles = task.kind === 'quantile' ? task.quantiles : [];
  const isAsked = quantiles.length > 0 || calibrate === 'isotonic' || calibrate === 'beta';
  if (!isAsked) return;
  const told = Math.floor(effectiveRows(truth.length, weights, groups));
  const count = groups ? rowsOfGroups(groups).length : truth.length;
  const units = countOf(count, groups ? 'judged group' : 'judged row');
  // Where some are much larger or heavier than others.
  const alike = told < count ? `, which tell as much as ${told} alike,` : '';
  const rows = `${units}${alike} ${count === 1 ? 'is' : 'are'} too few`;
  const tell = (message: string) => onProgress({ kind: 'note', message });
  if (!calibration) {
    tell(
      quantiles.length > 0
        ? `${rows} to see how many lie below each quantile: they are as the models say them`
        : `${rows} for \`calibrate\` ${calibrate}: probabilities are as they were mixed`,
    );
    return;
  }
  const unsure = quantiles.filter((quantile) => told < leastForQuantile(quantile));
  const most = Math.max(...unsure.map(leastForQuantile));
  const [which, take, lie] =
    unsure.length === 1 ? ['quantile', 'takes', 'it lies'] : ['quantiles', 'take', 'they lie'];
  if (unsure.length > 0)
    tell(
      `${rows} for the ${which} ${unsure.join(' and ')}, which ${take} ${most}: ${lie} as far out as any judged row`,
    );
}
