import { cost } from '../../metrics/cost.js';
import { decidedScore } from '../../metrics/decisions.js';
import type { RowWeights } from '../../metrics/metric.js';
import type { Json } from '../../util/json.js';
import type { JudgedRows } from './judged-rows.js';
import { gainOver, type PairedGain } from './paired-gain.js';
import type { AskedFacts } from './report-facts.js';

/** A run that is compared with others. */
export interface ComparedRun {
  readonly name: string;
  readonly predictor: string;
  readonly asked: AskedFacts;
  readonly judged: JudgedRows;
  /** The row of the data that each judged one is. */
  readonly rows: Int32Array;
}

/** Runs beside each other. */
export interface CompareFacts {
  readonly kind: 'autofit-comparison';
  readonly metric: string;
  /** The metric of the user's own that decided in the first run, which cannot be counted here. @default it is `metric` */
  readonly insteadOf?: string;
  readonly direction: 'maximize' | 'minimize';
  readonly runs: readonly RunScore[];
  /** Options that are not the same in all runs, with each run's value. */
  readonly options: readonly { readonly name: string; readonly values: readonly (Json | null)[] }[];
}

export interface RunScore {
  readonly name: string;
  readonly predictor: string;
  readonly rows: number;
  readonly seconds: number | null;
  /** By the metric of the first run, of the same classes by its positive one; at thresholds that were fitted to other rows. */
  readonly score: number | null;
  /** Against the first run, where both judged the same rows with the same labels and weights; absent of the first and of others. */
  readonly against?: PairedGain;
}

/** Compares each run with the first, by its metric, on out-of-fold predictions. */
export function compareFacts(runs: readonly ComparedRun[], seed: number): CompareFacts {
  const [first] = runs;
  if (!first) throw new Error('no runs to compare');
  const { metric, insteadOf } = first.judged;
  return {
    kind: 'autofit-comparison',
    metric: metric.name,
    ...(insteadOf !== undefined && { insteadOf }),
    direction: metric.direction,
    runs: runs.map((run) => runScore(run, first, seed)),
    options: differingOptions(runs),
  };
}

function runScore(run: ComparedRun, first: ComparedRun, seed: number): RunScore {
  const { metric, task } = first.judged;
  // Of the same classes by what is looked for in the first run, as the gain is.
  const judged = isSameTask(run, first) ? { ...run.judged, task } : run.judged;
  const isScored = metric.tasks.includes(run.judged.task.kind) && isScoredAlike(run, first);
  const score = isScored ? decidedScore({ ...judged, metric }, judged.predictions) : Number.NaN;
  const against =
    run === first || !isSameRows(run, first)
      ? undefined
      : gainOver(first.judged, run.judged.predictions, first.judged.predictions, seed);
  return {
    name: run.name,
    predictor: run.predictor,
    rows: run.asked.rows,
    seconds: run.asked.seconds ?? null,
    score: Number.isFinite(score) ? score : null,
    ...(against && { against }),
  };
}

/** A mean over other quantiles, or by other costs, is another measure. */
function isScoredAlike(run: ComparedRun, first: ComparedRun): boolean {
  const { metric } = first.judged;
  const isAlike = answering(run) === answering(first);
  return isAlike || (metric.name !== cost.name && first.judged.task.kind !== 'quantile');
}

/** What answers are besides their kind. */
function answering({ judged: { task } }: ComparedRun): string {
  return JSON.stringify([task.kind, task.kind === 'quantile' && task.quantiles, task.costs]);
}

function isSameTask(a: ComparedRun, b: ComparedRun): boolean {
  const isSameClasses = a.judged.classes.join('\n') === b.judged.classes.join('\n');
  return answering(a) === answering(b) && isSameClasses;
}

function isSameRows(a: ComparedRun, b: ComparedRun): boolean {
  const { truth } = b.judged;
  return (
    isSameTask(a, b) &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, i) => row === b.rows[i]) &&
    a.judged.truth.every((label, i) => label === truth[i]) &&
    isSameWeights(a.judged.weights, b.judged.weights)
  );
}

function isSameWeights(a: RowWeights, b: RowWeights): boolean {
  if (!a || !b) return a === b;
  return a.every((weight, row) => weight === b[row]);
}

function differingOptions(runs: readonly ComparedRun[]): CompareFacts['options'] {
  const all = runs.map(({ asked }) => everything(asked));
  const names = [...new Set(all.flatMap((options) => Object.keys(options)))];
  return names
    .map((name) => ({ name, values: all.map((options) => options[name] ?? null) }))
    .filter(({ values }) => new Set(values.map((value) => JSON.stringify(value))).size > 1);
}

function everything(asked: AskedFacts): Readonly<Record<string, Json>> {
  const { source, dataHash, label, metric, seed, versions, options } = asked;
  const named = Object.entries(versions).map(([name, version]) => [`version of ${name}`, version]);
  return {
    data: source,
    ...(dataHash && { 'hash of the data': dataHash }),
    label,
    metric,
    seed,
    ...options,
    ...Object.fromEntries(named),
  };
}
