import type { BinaryTask } from '../util/task-kind.js';
import type { BinaryCounts, Metric } from './metric.js';
import { rowsOfGroups } from './row-groups.js';
import type { ScoredRows } from './scored-rows.js';

type OfCounts = NonNullable<Metric['ofCounts']>;
type CountName = keyof BinaryCounts;

/** Of all counts together, what one is moved by to see how fast a metric changes. */
const STEP = 1e-6;

/**
 * By how much one set of decisions (0 and 1, as rows and classes) is better than another by a metric of counts, and the
 * standard error of that: both score the same rows, and each row, or group of rows, counts by how much it moves their
 * difference (the infinitesimal jackknife; Jaeckel 1972).
 */
export function gainOfDecisions(
  ofCounts: OfCounts,
  task: BinaryTask,
  rows: Pick<ScoredRows, 'truth' | 'weights' | 'groups'>,
  better: Float64Array,
  than: Float64Array,
): { readonly gain: number; readonly standardError: number } {
  const [a, b] = [countsOf(task, rows, better), countsOf(task, rows, than)];
  const [byA, byB] = [slopes(ofCounts, a.counts), slopes(ofCounts, b.counts)];
  const moves = Float64Array.from(rows.truth, (_, row) => {
    const [own, other] = [a.nameOf(row), b.nameOf(row)];
    const move = (own ? byA[own] : 0) - (other ? byB[other] : 0);
    return (rows.weights?.[row] ?? 1) * move;
  });
  const together = rows.groups
    ? Float64Array.from(rowsOfGroups(rows.groups), (own) => sumAt(moves, own))
    : moves;
  const squares = together.reduce((sum, move) => sum + move * move, 0);
  return { gain: ofCounts(a.counts) - ofCounts(b.counts), standardError: Math.sqrt(squares) };
}

function sumAt(values: Float64Array, places: Int32Array): number {
  return places.reduce((sum, place) => sum + (values[place] ?? 0), 0);
}

function countsOf(
  { positive }: BinaryTask,
  { truth, weights }: Pick<ScoredRows, 'truth' | 'weights'>,
  decisions: Float64Array,
) {
  const counts = {
    truePositive: 0,
    falsePositive: 0,
    trueNegative: 0,
    falseNegative: 0,
    unknownPositive: 0,
  };
  const nameOf = (row: number): CountName | undefined => {
    const is = truth[row] ?? -1;
    const guessed = decisions[2 * row + positive] === 1;
    if (is < 0) return guessed ? 'unknownPositive' : undefined;
    if (is === positive) return guessed ? 'truePositive' : 'falseNegative';
    return guessed ? 'falsePositive' : 'trueNegative';
  };
  for (let row = 0; row < truth.length; row++) {
    const name = nameOf(row);
    if (name) counts[name] += weights?.[row] ?? 1;
  }
  return { counts, nameOf };
}

/** How fast the metric changes with each count. */
function slopes(ofCounts: OfCounts, counts: BinaryCounts): Readonly<Record<CountName, number>> {
  const { truePositive, falsePositive, trueNegative, falseNegative } = counts;
  const step = STEP * (truePositive + falsePositive + trueNegative + falseNegative);
  const value = ofCounts(counts);
  const slope = (name: CountName) =>
    (ofCounts({ ...counts, [name]: counts[name] + step }) - value) / step;
  return {
    truePositive: slope('truePositive'),
    falsePositive: slope('falsePositive'),
    trueNegative: slope('trueNegative'),
    falseNegative: slope('falseNegative'),
    unknownPositive: slope('unknownPositive'),
  };
}
