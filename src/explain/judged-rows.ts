import { stratifiedSample } from '../folds/stratified-sample.js';
import type { Metric } from '../metrics/metric.js';
import type { Table } from '../table/table.js';
import { countEach } from '../util/count-each.js';
import { permutation, randomStream } from '../util/random.js';
import { isOfNumbers, type TaskShape } from '../util/task-kind.js';

/** Rows that are judged, of each part that one model predicts. */
export interface JudgedSample {
  readonly parts: readonly Int32Array[];
  /** How many rows each row of the table stands for. @default one */
  readonly standFor?: Float64Array | undefined;
}

/** What rows are drawn for. */
interface Judging {
  readonly metrics: readonly Metric[];
  readonly task: TaskShape;
  /** Rows at most. */
  readonly most: number;
  readonly seed: number;
}

/** Rows of each class on average, below which they are drawn as they come. */
const ENOUGH_OF_CLASS = 4;

/**
 * Rows of the parts, so many at most. Some of each class are drawn, however rare it is: without them most metrics of classes have no
 * score. Where they are more than their share, rows stand for as many of their class as there are for each of them. Numbers, and
 * classes too many for so few rows, are drawn as they come.
 */
export function sampleJudged(
  table: Table,
  parts: readonly Int32Array[],
  { metrics, task, most, seed }: Judging,
): JudgedSample {
  const rows = Int32Array.from(parts.flatMap((part) => [...part]));
  const { target } = table;
  if (rows.length <= most || !target) return { parts };
  const labels = Float64Array.from(rows, (row) => target[row] ?? Number.NaN);
  // A metric of one's own may not look at weights.
  const isCustom = metrics.some((metric) => metric.isCustom);
  const counts = countEach(labels);
  const isPlain = isCustom || isOfNumbers(task) || most < ENOUGH_OF_CLASS * counts.size;
  const drawn = isPlain
    ? permutation(randomStream(seed, 'judged'), rows.length).subarray(0, most)
    : stratifiedSample(task, labels, most, seed);
  const isDrawn = new Uint8Array(rows.length);
  for (const place of drawn) isDrawn[place] = 1;
  let before = 0;
  const left = parts.map((part) => {
    const from = before;
    before += part.length;
    return part.filter((_, i) => isDrawn[from + i] === 1);
  });
  if (isPlain) return { parts: left };
  const kept = countEach(labels.filter((_, place) => isDrawn[place] === 1));
  const standFor = new Float64Array(table.rows).fill(1);
  for (const [place, row] of rows.entries()) {
    const label = labels[place] ?? Number.NaN;
    standFor[row] = (counts.get(label) ?? 1) / (kept.get(label) ?? 1);
  }
  return { parts: left, standFor };
}
