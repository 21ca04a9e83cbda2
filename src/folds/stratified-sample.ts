import type { Labels } from '../table/table.js';
import { countEach } from '../util/count-each.js';
import { permutation, randomStream } from '../util/random.js';
import { isOfNumbers, type TaskShape } from '../util/task-kind.js';

/** Parts of numbers, of as many rows each. */
const QUANTILES = 64;
/** Rows of a class that are all kept: its share of the sample may be none. Where there are very many classes, fewer. */
const FEW_ROWS = 50;
/** Of the sample, what rows of rare classes may fill at most. */
const FEW_SHARE = 0.5;

/**
 * Places of so many rows, ascending: of each part of the labels' range its share, drawn at random, so that each row is as likely as
 * any other. Of classes no more rows than that, and of a rare one at least some, for which the others make room.
 */
export function stratifiedSample(
  task: TaskShape,
  labels: Labels,
  rows: number,
  seed: number,
): Int32Array {
  const strata = isOfNumbers(task) ? quantiles(labels) : labels;
  const counts = countEach(strata);
  const wanted = isOfNumbers(task)
    ? sharesOf(counts, rows / labels.length, randomStream(seed, 'sample', 'shares').next())
    : wantedOf(counts, rows, labels.length);
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

/** How many rows are drawn of each: its share, what is left of whole rows going on to the next one from a start in [0, 1). */
function sharesOf(
  counts: ReadonlyMap<number, number>,
  share: number,
  start: number,
): Map<number, number> {
  let sum = start;
  const wanted = new Map<number, number>();
  for (const [stratum, count] of counts) {
    const before = Math.floor(sum);
    sum += share * count;
    wanted.set(stratum, Math.floor(sum) - before);
  }
  return wanted;
}

/** How many rows are drawn of each class. */
function wantedOf(
  counts: ReadonlyMap<number, number>,
  rows: number,
  all: number,
): Map<number, number> {
  const few = Math.min(FEW_ROWS, Math.floor((FEW_SHARE * rows) / counts.size));
  let share = rows / all;
  // The room that rare ones take may make others rare.
  for (let before = Number.NaN; share !== before; ) {
    before = share;
    const isRare = (count: number) => before * count < few;
    const rare = [...counts.values()].filter(isRare);
    const kept = rare.reduce((sum, count) => sum + Math.min(few, count), 0);
    share = Math.min(1, (rows - kept) / (all - rare.reduce((sum, count) => sum + count, 0)));
  }
  return new Map(
    [...counts].map(([stratum, count]) => [
      stratum,
      share * count < few ? Math.min(few, count) : Math.floor(share * count),
    ]),
  );
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
