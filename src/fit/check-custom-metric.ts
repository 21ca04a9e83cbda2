import { countsWeights } from '../metrics/custom-counts.js';
import type { Metric } from '../metrics/metric.js';
import type { Table } from '../table/table.js';
import { AutofitError } from '../util/errors.js';
import type { TaskShape } from '../util/task-kind.js';

/**
 * Whether a metric of the user's own has a number for these labels where each is answered alike, by the mean or the classes'
 * shares: throws an AutofitError where it has none, and returns what is to be told of weights.
 */
export function checkCustom(metric: Metric, task: TaskShape, table: Table): readonly string[] {
  const { target: truth = new Float64Array(), weights } = table;
  const score = metric.score(truth, alike(truth, task), task, weights);
  if (!Number.isFinite(score)) {
    const what = task.kind === 'regression' ? 'the mean' : "the classes' shares";
    const message = `The metric "${metric.name}" is ${score} where every row is answered by ${what}.`;
    throw new AutofitError('BAD_METRIC', message, {
      hint: 'Mend its `score`: the baseline is to have a finite number too.',
    });
  }
  if (countsWeights(metric, task)) return [];
  const { name, judges } = metric;
  if (weights) return [`${name} counts all rows alike: it says nothing of \`weights\``];
  const isCut = judges === 'classes' && task.kind === 'binary';
  return isCut ? [`${name} says nothing of \`weights\`: no threshold is fitted by it`] : [];
}

/** The same answer to every row. */
function alike(truth: Float64Array | Int32Array, { kind, classes }: TaskShape): Float64Array {
  const width = Math.max(1, classes);
  const answer = new Float64Array(width);
  let rows = 0;
  for (const label of truth) {
    if (kind !== 'regression' && label < 0) continue;
    const [place, value] = kind === 'regression' ? [0, label] : [label, 1];
    answer[place] = (answer[place] ?? 0) + value;
    rows++;
  }
  return Float64Array.from(
    { length: truth.length * width },
    (_, i) => (answer[i % width] ?? 0) / Math.max(1, rows),
  );
}
