import { mae } from './mae.js';
import type { Metric } from './metric.js';

/** The median of |y − ŷ|, in the label's units: half of the rows, by weight, are nearer. Between two values their mean. */
export const medianAbsoluteError: Metric = {
  name: 'median_absolute_error',
  direction: 'minimize',
  tasks: ['regression'],
  judges: 'numbers',
  asksForMedian: true,
  // On few rows it hardly moves.
  inFold: mae,
  score(truth, predictions, _task, weights) {
    const rows = Int32Array.from(truth, (_, row) => row).filter((row) => weights?.[row] !== 0);
    const errors = Float64Array.from(truth, (label, row) =>
      Math.abs(label - (predictions[row] ?? Number.NaN)),
    );
    if (rows.length === 0 || rows.some((row) => Number.isNaN(errors[row]))) return Number.NaN;
    rows.sort((a, b) => (errors[a] ?? 0) - (errors[b] ?? 0));
    const weightOf = (row: number) => weights?.[row] ?? 1;
    const half = rows.reduce((sum, row) => sum + weightOf(row), 0) / 2;
    const errorAt = (place: number) => errors[rows[place] ?? 0] ?? Number.NaN;
    let below = 0;
    for (const [place, row] of rows.entries()) {
      below += weightOf(row);
      if (below > half) return errorAt(place);
      if (below === half)
        return (errorAt(place) + errorAt(Math.min(place + 1, rows.length - 1))) / 2;
    }
    return errorAt(rows.length - 1);
  },
};
