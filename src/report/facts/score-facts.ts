import { scoreInterval } from '../../ensemble/bootstrap.js';
import { cost } from '../../metrics/cost.js';
import { HALF } from '../../metrics/decisions.js';
import { type Metric, rangeOf } from '../../metrics/metric.js';
import { toldMetrics } from '../../metrics/metrics.js';
import { scoreRows } from '../../metrics/scored-rows.js';
import { withThreshold } from '../../util/task-kind.js';
import { baselinePredictions } from './baseline.js';
import type { JudgedRows } from './judged-rows.js';

/** Share by which sums over many rows are off. */
const ROUNDING = 1e-12;

/** A score beside that of the baseline. */
export interface ScoreFacts {
  readonly metric: string;
  readonly direction: 'maximize' | 'minimize';
  readonly score: number;
  /** 95 % over resampled rows, or groups of them; absent where they are too few. */
  readonly interval?: readonly [low: number, high: number];
  /** Of always answering the mean, or the classes' shares; null where the metric has none. */
  readonly baseline: number | null;
  /** Whether it is the one that decided. */
  readonly decides: boolean;
  /** The user's own metric that decided, for which this one stands. @default it decided itself */
  readonly insteadOf?: string;
}

/** The predictor's scores on the rows by the common metrics of the task, the one that decided first. */
export function scoreFacts(judged: JudgedRows, seed: number): readonly ScoreFacts[] {
  const baseline = baselinePredictions(judged);
  const facts = metricsTold(judged).map((metric): ScoreFacts => {
    const rows = { ...judged, metric };
    const decides = metric.name === judged.metric.name;
    const said = (metric.judges === 'classes' && judged.decided) || judged.predictions;
    const interval = scoreInterval(rows, said, seed);
    // The commonest class, whatever the predictor's threshold.
    const plain = judged.task.costs ? judged.task : withThreshold(judged.task, HALF);
    const known = scoreRows({ ...rows, task: plain }, baseline);
    return {
      metric: metric.name,
      direction: metric.direction,
      score: scoreRows(rows, said),
      ...(interval && { interval }),
      baseline: Number.isFinite(known) ? withoutRounding(known, rows) : null,
      decides,
      ...(decides && judged.insteadOf !== undefined && { insteadOf: judged.insteadOf }),
    };
  });
  return facts.toSorted((a, b) => Number(b.decides) - Number(a.decides));
}

/** The common ones, the one that decided, and what answers cost. */
function metricsTold({ metric, task }: JudgedRows): readonly Metric[] {
  const told = toldMetrics(task.kind, metric);
  return !task.costs || told.includes(cost) ? told : [cost, ...told];
}

/** What differs from 0 by rounding alone is 0: where a score has the label's unit, as that of labels which are off by rounding. */
function withoutRounding(score: number, rows: JudgedRows): number {
  const { metric, truth } = rows;
  const hasUnit = metric.judges === 'numbers' && rangeOf(metric)[1] === Number.POSITIVE_INFINITY;
  const off = () => Float64Array.from(truth, (label) => label * (1 + ROUNDING));
  return Math.abs(score) < (hasUnit ? scoreRows(rows, off()) : ROUNDING) ? 0 : score;
}
