import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import { shortened } from '../util/shortened.js';
import { shown } from '../util/shown.js';
import type { RegressionLoss, TaskKind } from '../util/task-kind.js';
import { accuracy } from './accuracy.js';
import { averagePrecisions } from './average-precision.js';
import { balancedAccuracy } from './balanced-accuracy.js';
import { brierScore } from './brier-score.js';
import { calibrationError } from './calibration-error.js';
import { AVERAGES } from './class-ratio.js';
import { pearson, spearman } from './correlations.js';
import { cost } from './cost.js';
import { gammaDeviance, poissonDeviance, rmsle } from './deviances.js';
import { f1, fBetaNamed } from './f-beta.js';
import { kappas } from './kappa.js';
import { logLoss } from './log-loss.js';
import { mae } from './mae.js';
import { mcc } from './matthews.js';
import { meanPinball } from './mean-pinball.js';
import { medianAbsoluteError } from './median-absolute-error.js';
import { arrow, type Direction, type Metric } from './metric.js';
import { pinballNamed } from './pinball.js';
import { precisionAndRecall } from './precision-recall.js';
import { r2 } from './r2.js';
import { mape, smape } from './relative-errors.js';
import { rmse } from './rmse.js';
import { rocAuc, rocAucOfRest } from './roc-auc.js';
import { rocAucOfPairs } from './roc-auc-of-pairs.js';
import { topKNamed } from './top-k-accuracy.js';

/** Those that are told of unasked; the first of a task is the one that decides unless told otherwise. */
const COMMON: readonly Metric[] = [
  logLoss,
  accuracy,
  balancedAccuracy,
  rocAuc,
  f1,
  rmse,
  mae,
  r2,
  meanPinball,
];

/** Those of names that hold a number; each has some that are listed. */
const NAMED: readonly ((name: string) => Metric | undefined)[] = [
  fBetaNamed,
  topKNamed,
  pinballNamed,
];
/** So many letters of a class are shown behind a metric. */
const MOST_SHOWN = 20;
/** Names that others have for some. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  ap: 'average_precision',
  auc: 'roc_auc',
  brier: 'brier_score',
  cohen_kappa: 'kappa',
  ece: 'expected_calibration_error',
  matthews_corrcoef: 'mcc',
  qwk: 'quadratic_kappa',
};
const LISTED = ['f0.5', 'f2', 'top_3_accuracy', 'top_5_accuracy', 'pinball'];
const AVERAGED = ['f1', 'f0.5', 'f2'].flatMap((name) => AVERAGES.map((own) => `${name}_${own}`));

/** Every metric, as far as they can be listed. */
const METRICS: readonly Metric[] = [
  ...COMMON,
  ...precisionAndRecall,
  ...[...LISTED, ...AVERAGED].flatMap((name) => numbered(name) ?? []),
  ...averagePrecisions,
  ...rocAucOfRest,
  ...rocAucOfPairs,
  mcc,
  ...kappas,
  brierScore,
  calibrationError,
  medianAbsoluteError,
  mape,
  smape,
  rmsle,
  spearman,
  pearson,
  poissonDeviance,
  gammaDeviance,
];

/** The metrics of a task that are told of unasked. */
export function metricsOf(task: TaskKind): readonly Metric[] {
  return COMMON.filter((metric) => metric.tasks.includes(task));
}

/** The same, with the one that decided before the others where it is none of them. */
export function toldMetrics(task: TaskKind, deciding: Metric): readonly Metric[] {
  const common = metricsOf(task);
  return common.some(({ name }) => name === deciding.name) ? common : [deciding, ...common];
}

/** All that can be listed of a task. */
export function allMetricsOf(task: TaskKind): readonly Metric[] {
  return METRICS.filter((metric) => metric.tasks.includes(task));
}

/** The metric that decides when none is named: log loss for classes, RMSE for numbers. */
export function defaultMetric(task: TaskKind): Metric {
  const [metric] = metricsOf(task);
  if (!metric) throw new Error(`no metric for ${task}`);
  return metric;
}

/** What judges models that minimise a loss; where there is no such metric, what judges their task decides. */
const METRIC_OF_LOSS: Readonly<Partial<Record<RegressionLoss, string>>> = {
  absolute: 'mae',
  huber: 'mae',
  poisson: 'poisson_deviance',
  gamma: 'gamma_deviance',
};

/** The metric that decides when none is named and this is what is minimised. */
export function metricOfLoss(loss: RegressionLoss): Metric {
  const own = METRICS.find(({ name }) => name === METRIC_OF_LOSS[loss]);
  return own ?? defaultMetric('regression');
}

/**
 * The metric's name with the arrow of its good direction, such as `rmse ↓`; of a metric that is not one of autofit's the direction must be
 * told. Where the positive of two classes is told, metrics of it alone name it: `f1 ↑ of "yes"`.
 */
export function describeMetric(
  name: string,
  direction?: Direction,
  positive?: string | null,
): string {
  const isTold = direction === 'maximize' || direction === 'minimize';
  const described = `${name} ${arrow(isTold ? { direction } : metricNamed(name))}`;
  const isOfIt = typeof positive === 'string' && found(writtenName(name))?.ofPositive;
  return isOfIt ? `${described} of "${shortened(positive, MOST_SHOWN)}"` : described;
}

/** Whether there is a metric of this name. */
export function isMetricName(name: string): boolean {
  return found(writtenName(name)) !== undefined;
}

/** The metric of this name (`-` and `_` alike). Throws an AutofitError that tells of those that exist. */
export function metricNamed(name: string, task?: TaskKind): Metric {
  if (typeof name !== 'string') throw noName(name);
  const written = writtenName(name);
  const metric = found(written);
  const own = METRICS.filter(({ tasks }) => !task || tasks.includes(task));
  if (!metric) {
    const nearest = nearestName(
      written,
      own.map((candidate) => candidate.name),
    );
    throw new AutofitError('NO_METRIC', `There is no metric "${name}".`, {
      hint: `${nearest ? `Did you mean "${nearest}"? ` : ''}The metrics are: ${listed(own)}.`,
    });
  }
  if (task && !metric.tasks.includes(task)) {
    throw new AutofitError('NO_METRIC', `The metric "${name}" is not for a ${task} task.`, {
      hint: `The metrics for it are: ${listed(own)}. ${name} is for \`task\` ${metric.tasks.join(' or ')}.`,
    });
  }
  return metric;
}

/** The metric of this name that may decide. Throws an AutofitError for those that choose no model. */
export function decidingMetric(name: string, task?: TaskKind): Metric {
  const metric = metricNamed(name, task);
  const { choosesNothing } = metric;
  if (choosesNothing === undefined) return metric;
  const message = `The metric "${metric.name}" cannot decide: ${choosesNothing}.`;
  throw new AutofitError('BAD_METRIC', message, {
    hint: 'Let another one decide, such as log_loss or brier_score, and `evaluate` the model by it.',
  });
}

function writtenName(name: string): string {
  const told = name.toLowerCase().replaceAll('-', '_');
  return (Object.hasOwn(ALSO_CALLED, told) && ALSO_CALLED[told]) || told;
}

function found(written: string): Metric | undefined {
  return [...METRICS, cost].find(({ name }) => name === written) ?? numbered(written);
}

function numbered(name: string): Metric | undefined {
  for (const named of NAMED) {
    const metric = named(name);
    if (metric) return metric;
  }
  return undefined;
}

/** The names, common ones first, and averages of one metric as one. */
function listed(metrics: readonly Metric[]): string {
  const names = metrics.map(({ name }) => name);
  const isAverage = (name: string) =>
    AVERAGES.some(
      (own) => name.endsWith(`_${own}`) && names.includes(name.slice(0, -own.length - 1)),
    );
  const single = names.filter((name) => !isAverage(name));
  const common = single.filter((name) => COMMON.some((metric) => metric.name === name));
  const others = single.filter((name) => !common.includes(name));
  const hasAverages = names.some((name) => AVERAGES.some((own) => name === `f1_${own}`));
  const averages = hasAverages
    ? '; f1, f0.5, f2, precision, recall and average_precision also with _macro, _micro or _weighted'
    : '';
  const also = others.length > 0 ? `; also ${others.join(', ')}` : '';
  return `${common.join(', ')}${also}${averages}`;
}

/** Callers without types may give anything. */
function noName(given: unknown): AutofitError {
  return new AutofitError('NO_METRIC', `A metric is named by a text, not by ${shown(given)}.`, {
    hint: `The metrics are: ${listed(METRICS)}.`,
  });
}
