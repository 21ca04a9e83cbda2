import type { Calibration } from '../metrics/calibration.js';
import { logLoss } from '../metrics/log-loss.js';
import { oriented } from '../metrics/metric.js';
import { effectiveRows } from '../metrics/row-groups.js';
import { tempered } from '../metrics/tempered.js';
import type { Judged } from '../trial/trial-judge.js';
import { isOfNumbers } from '../util/task-kind.js';
import { pairedGain } from './bootstrap.js';
import { fitTemperature } from './calibrate.js';
import { crossCalibrated, curvesOf } from './fit-calibration.js';
import { fitShifts } from './fit-shifts.js';
import type { EnsembleOptions } from './select-ensemble.js';

/** Of fewer rows, or groups of them, steps are mostly noise (scikit-learn advises as many). */
export const LEAST_FOR_STEPS = 1000;
/** Standard errors that a calibration must be better by than a temperature. */
const SURE = 2;

/** Out-of-fold probabilities as they were mixed: of a sample of the rows, and of all. */
export interface MixedRows {
  readonly sample: Judged;
  readonly mixed: Float64Array;
  readonly judge: Judged;
  readonly all: Float64Array;
}

export interface ChosenCalibration {
  /** 1 where there is another calibration, or none. */
  readonly temperature: number;
  readonly calibration?: Calibration;
  /** Of all rows; by a calibration those of each row are of one that was fitted to other rows. */
  readonly predictions: Float64Array;
}

/** Fits what was asked for, and moves quantiles to where they cover what they say; `auto` takes isotonic or beta calibration where rows that they were not fitted to are surely told better than by a temperature. */
export function chooseCalibration(
  rows: MixedRows,
  told: EnsembleOptions['calibrate'],
  seed: number,
): ChosenCalibration {
  const { sample, mixed, judge, all } = rows;
  const { classes, kind } = judge.task;
  if (told === false || told === 'none') return asMixed(all);
  if (kind === 'quantile') return calibratedBy(fitShifts, rows);
  if (isOfNumbers({ kind })) return asMixed(all);
  if (told === 'isotonic' || told === 'beta') return calibratedBy(curvesOf(told), rows);
  const temperature = fitTemperature(sample, mixed);
  const predictions = tempered(all, classes, temperature);
  const better = told === 'auto' ? surelyBetter(rows, predictions, seed) : undefined;
  return better ?? { temperature, predictions };
}

function asMixed(predictions: Float64Array): ChosenCalibration {
  return { temperature: 1, predictions };
}

/** None where no other rows could judge it: what is scored is what answers. */
function calibratedBy(
  fit: (judged: Judged, predictions: Float64Array) => Calibration,
  { judge, all }: MixedRows,
): ChosenCalibration {
  const predictions = crossCalibrated(fit, judge, all);
  if (!predictions) return asMixed(all);
  return { temperature: 1, calibration: fit(judge, all), predictions };
}

/** The one of the least log loss, if it is better than a temperature beyond noise and no worse by the metric that decides. */
function surelyBetter(
  rows: MixedRows,
  byTemperature: Float64Array,
  seed: number,
): ChosenCalibration | undefined {
  const { judge } = rows;
  const { truth, weights, groups, metric, task } = judge;
  // Of many classes, steps that are made to sum to 1 are worse on other rows (docs/quality.md).
  const isEnough =
    task.kind === 'binary' && effectiveRows(truth.length, weights, groups) >= LEAST_FOR_STEPS;
  const worthOf = (predictions: Float64Array) =>
    oriented(metric, metric.score(truth, predictions, task, weights));
  const byLoss = { ...judge, metric: logLoss };
  const found = (isEnough ? (['isotonic', 'beta'] as const) : (['beta'] as const))
    .flatMap((kind) => {
      const predictions = crossCalibrated(curvesOf(kind), judge, rows.all);
      if (!predictions) return [];
      return [{ kind, predictions, ...pairedGain(byLoss, predictions, byTemperature, seed) }];
    })
    .filter(({ gain, standardError }) => gain > SURE * standardError)
    .filter(({ predictions }) => worthOf(predictions) >= worthOf(byTemperature))
    .sort((a, b) => b.gain - a.gain);
  const [best] = found;
  return best && calibratedBy(curvesOf(best.kind), rows);
}
