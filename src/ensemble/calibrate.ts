import { dealParts } from '../metrics/deal-parts.js';
import { logLoss } from '../metrics/log-loss.js';
import { oriented } from '../metrics/metric.js';
import { tempered } from '../metrics/tempered.js';
import { type Judged, judgedAt } from '../trial/trial-judge.js';
import { exp } from '../util/elementary/exp.js';
import { log } from '../util/elementary/log.js';
import { isOfNumbers } from '../util/task-kind.js';
import { pickRows } from './sample-rows.js';

/** Temperatures that are tried, by their logarithm. */
const RANGE = log(4);
/** What the log loss must fall by, of itself, on rows that the temperature was not fitted to. */
const LEAST_GAIN = 0.001;

/**
 * The temperature that out-of-fold probabilities are raised by to lower their log loss (Guo et al. 2017, "On calibration
 * of modern neural networks"); 1 unless each half of the rows gains by the other's temperature, and by the metric loses nothing.
 */
export function fitTemperature(judged: Judged, predictions: Float64Array): number {
  if (isOfNumbers(judged.task)) return 1;
  const parts = dealParts(judged, 2);
  const halves = [0, 1].map((part) => halfOf(judged, predictions, parts, part));
  for (const [part, own] of halves.entries()) {
    const other = halves[1 - part];
    if (!own || !other || own.judged.truth.length === 0) return 1;
    const temperature = bestTemperature(other.judged, other.predictions);
    const before = lossAt(own.judged, own.predictions, 1);
    if (!(lossAt(own.judged, own.predictions, temperature) < (1 - LEAST_GAIN) * before)) return 1;
    if (valueAt(own.judged, own.predictions, temperature) < valueAt(own.judged, own.predictions, 1))
      return 1;
  }
  return bestTemperature(judged, predictions);
}

/** By golden sections: the log loss has one valley. */
function bestTemperature(judged: Judged, predictions: Float64Array): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [-RANGE, RANGE];
  for (let step = 0; step < 24; step++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    const isLower = lossAt(judged, predictions, exp(a)) < lossAt(judged, predictions, exp(b));
    if (isLower) high = b;
    else low = a;
  }
  return exp((low + high) / 2);
}

function lossAt({ task, truth, weights }: Judged, predictions: Float64Array, temperature: number) {
  return logLoss.score(truth, tempered(predictions, task.classes, temperature), task, weights);
}

/** By the metric that decides, higher is better. */
function valueAt(
  { metric, task, truth, weights }: Judged,
  predictions: Float64Array,
  temperature: number,
) {
  const own = tempered(predictions, task.classes, temperature);
  return oriented(metric, metric.score(truth, own, task, weights));
}

function halfOf(
  judged: Judged,
  predictions: Float64Array,
  parts: Uint8Array,
  part: number,
): { readonly judged: Judged; readonly predictions: Float64Array } {
  const rows = Int32Array.from([...parts.keys()].filter((row) => parts[row] === part));
  return {
    judged: judgedAt(judged, rows),
    predictions: pickRows(predictions, rows, parts.length),
  };
}
