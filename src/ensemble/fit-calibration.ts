import { type Calibration, type CurveCalibration, calibrated } from '../metrics/calibration.js';
import { dealParts } from '../metrics/deal-parts.js';
import { type Judged, judgedAt } from '../trial/trial-judge.js';
import { isOfNumbers } from '../util/task-kind.js';
import { fitBeta } from './beta-calibration.js';
import { fitIsotonic } from './isotonic.js';
import { pickRows } from './sample-rows.js';

const PARTS = 5;

/**
 * A calibration of this kind of (rows, classes) probabilities: of two classes of the positive one, of more of each against the others.
 * A row of an unknown class is none of the others either, and counts nothing.
 */
export function fitCalibration(
  kind: CurveCalibration['kind'],
  judged: Judged,
  probabilities: Float64Array,
): CurveCalibration {
  const { task, truth } = judged;
  const { classes } = task;
  const weights = truth.some((code) => code < 0)
    ? Float64Array.from(truth, (_, row) => weightIn(judged, row))
    : judged.weights;
  const codes = task.kind === 'binary' ? [task.positive ?? 1] : [...Array(classes).keys()];
  const fitCurve = kind === 'beta' ? fitBeta : fitIsotonic;
  const curves = codes.map((code) => {
    const chances = Float64Array.from(
      truth,
      (_, row) => probabilities[row * classes + code] ?? Number.NaN,
    );
    const isOwn = Uint8Array.from(truth, (own) => (own === code ? 1 : 0));
    return fitCurve(chances, isOwn, weights);
  });
  return { kind, curves };
}

function weightIn({ task, truth, weights }: Judged, row: number): number {
  const isKnown = isOfNumbers(task) || (truth[row] ?? -1) >= 0;
  return isKnown ? (weights?.[row] ?? 1) : 0;
}

/** What fits curves of this kind. */
export function curvesOf(kind: CurveCalibration['kind']) {
  return (judged: Judged, probabilities: Float64Array) =>
    fitCalibration(kind, judged, probabilities);
}

/** Predictions of rows as a calibration has them that was fitted to others; undefined where no others count (one group). */
export function crossCalibrated(
  fit: (judged: Judged, predictions: Float64Array) => Calibration,
  judged: Judged,
  probabilities: Float64Array,
): Float64Array | undefined {
  const parts = dealParts(judged, PARTS);
  const width = probabilities.length / parts.length;
  const changed = new Float64Array(probabilities.length);
  for (let part = 0; part < PARTS; part++) {
    const rowsOf = (isHeld: boolean) =>
      Int32Array.from([...parts.keys()].filter((row) => (parts[row] === part) === isHeld));
    const [others, held] = [rowsOf(false), rowsOf(true)];
    if (!others.some((row) => weightIn(judged, row) > 0)) return undefined;
    const of = (rows: Int32Array) => pickRows(probabilities, rows, parts.length);
    const calibration = fit(judgedAt(judged, others), of(others));
    const answers = calibrated(of(held), judged.task, calibration);
    for (const [place, row] of held.entries()) {
      changed.set(answers.subarray(place * width, (place + 1) * width), row * width);
    }
  }
  return changed;
}
