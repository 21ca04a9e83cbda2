import { binaryExponent } from '../util/elementary/powers-of-two.js';
import { AutofitError } from '../util/errors.js';
import { formatNumber } from '../util/format-number.js';

/** Differences whose squares doubles can hold, and still tell apart when many are summed. */
const FARTHEST = 1e150;
const NEAREST = 1e-150;
/** Steps between neighbouring doubles that a label's range must have, so that errors can be told apart. */
const LEAST_STEPS = 10_000;
/** So many times as far from the middle as nine tenths of the rows, one label decides every squared error. */
const FAR_OUT = 10_000;

/**
 * What users should know of numbers to predict: digits that doubles cannot hold, and a label far beyond the others, named
 * by its row (`rows` are the places of the labels in the data, counted from 0). Throws an AutofitError where their
 * differences cannot be squared.
 */
export function judgeLabels(
  name: string,
  labels: Float64Array,
  rows: Int32Array | undefined,
): readonly string[] {
  const sorted = labels.slice().sort();
  const [low = 0, high = 0] = [sorted[0], sorted.at(-1)];
  const span = high - low;
  if (span === 0) return [];
  if (!(span < FARTHEST)) {
    throw tooFar(name, `reaches from ${low} to ${high}, and squares of such differences overflow`);
  }
  if (span < NEAREST) throw tooFar(name, `lies within ${span}, and squares of that vanish`);
  return [...coarseLabels(name, low, high), ...farLabel(labels, sorted, rows)];
}

function tooFar(name: string, found: string): AutofitError {
  return new AutofitError('BAD_LABEL', `The label "${name}" ${found}.`, {
    hint: 'Give it in another unit, such as its logarithm.',
  });
}

function coarseLabels(name: string, low: number, high: number): readonly string[] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const step = 2 ** (binaryExponent(size) - 52);
  const steps = (high - low) / step;
  if (steps >= LEAST_STEPS) return [];
  return [
    `the label "${name}" lies between ${low} and ${high}, where a number of its size can have only ${Math.round(steps) + 1} different values: subtract a constant before it is written to keep more digits`,
  ];
}

function farLabel(
  labels: Float64Array,
  sorted: Float64Array,
  rows: Int32Array | undefined,
): readonly string[] {
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const common = commonDistance(sorted, middle);
  const [low = 0, high = 0] = [sorted[0], sorted.at(-1)];
  const most = Math.max(middle - low, high - middle);
  if (most < FAR_OUT * common) return [];
  const farthest = labels.findIndex((label) => Math.abs(label - middle) === most);
  const times = formatNumber(most / common);
  const row = 1 + (rows?.[farthest] ?? farthest);
  return [
    `row ${row} has the label ${labels[farthest]}, ${times} times as far from the middle as nine tenths of the rows: if it is a mistake, mend it, as it decides what is learned`,
  ];
}

/** Of the labels off the middle, how far nine tenths lie from it at most: the farther end is taken off, again and again. */
function commonDistance(sorted: Float64Array, middle: number): number {
  const apart = sorted.reduce((count, label) => count + Number(label !== middle), 0);
  let [low, high] = [0, sorted.length - 1];
  const distances = () => [middle - (sorted[low] ?? middle), (sorted[high] ?? middle) - middle];
  for (let taken = apart - 1 - Math.floor(0.9 * (apart - 1)); taken > 0; taken--) {
    const [below = 0, above = 0] = distances();
    if (below > above) low++;
    else high--;
  }
  return Math.max(...distances());
}
