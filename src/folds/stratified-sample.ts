import type { Labels } from '../table/table.js';
import { permutation, randomStream } from '../util/random.js';
import type { TaskShape } from '../util/task-kind.js';

/** Parts of numbers, of as many rows each. */
const QUANTILES = 64;
/** Rows of a class that are all kept: its share of the sample may be none. */
const FEW_ROWS = 50;

/**
 * Places of about so many rows, ascending: of each class, or of each part of the labels' range, its share, drawn at random;
 * of a rare class at least some.
 */
export function stratifiedSample(
  task: TaskShape,
  labels: Labels,
  rows: number,
  seed: number,
): Int32Array {
  const strata = task.kind === 'regression' ? quantiles(labels) : labels;
  const counts = new Map<number, number>();
  for (const stratum of strata) counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  const share = Math.min(1, rows / labels.length);
  const wanted = new Map(
    [...counts].map(([stratum, count]) => [
      stratum,
      Math.min(count, Math.max(FEW_ROWS, Math.round(share * count))),
    ]),
  );
  const isChosen = new Uint8Array(labels.length);
  for (const row of permutation(randomStream(seed, 'sample'), labels.length)) {
    const stratum = strata[row] ?? 0;
    const left = wanted.get(stratum) ?? 0;
    if (left === 0) continue;
    isChosen[row] = 1;
    wanted.set(stratum, left - 1);
  }
  const chosen = new Int32Array(isChosen.reduce((sum, is) => sum + is, 0));
  for (let row = 0, at = 0; row < isChosen.length; row++) if (isChosen[row]) chosen[at++] = row;
  return chosen;
}

/** In which part of the labels each lies. */
function quantiles(labels: Labels): Uint8Array {
  const sorted = Float64Array.from(labels).sort();
  const edges = Float64Array.from(
    { length: QUANTILES - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / QUANTILES)] ?? 0,
  );
  const parts = new Uint8Array(labels.length);
  for (const [row, label] of labels.entries()) {
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((edges[middle] ?? 0) <= label) low = middle + 1;
      else high = middle;
    }
    parts[row] = low;
  }
  return parts;
}
