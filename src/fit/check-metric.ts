import { misfits } from '../metrics/label-faults.js';
import type { Metric } from '../metrics/metric.js';
import { describeOrder } from '../predictor/describe-order.js';
import type { Schema } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import type { TaskShape } from '../util/task-kind.js';
import { checkCustom } from './check-custom-metric.js';

/** What trials are judged on. */
interface JudgedTables {
  readonly schema: Schema;
  readonly task: TaskShape;
  readonly table: Table;
  readonly test: Table | undefined;
}

/**
 * Whether models can be chosen by the metric on these rows, before anything is trained: throws an AutofitError where they
 * cannot, and returns what is to be told of it.
 */
export function checkMetric(
  metric: Metric,
  { schema, task, table, test }: JudgedTables,
): readonly string[] {
  for (const [rows, what] of [
    [table, ''],
    [test, ' among the test rows'],
  ] as const) {
    const misfit = rows?.target ? misfits(metric, rows.target, rows.weights) : undefined;
    if (misfit) throw badLabels(metric, schema.label, misfit, what);
  }
  const { kind, classes } = schema.task;
  if (metric.sureFrom !== undefined && classes.length <= metric.sureFrom) {
    const message = `The metric "${metric.name}" is always 1: "${schema.label}" has ${classes.length} classes.`;
    throw new AutofitError('BAD_METRIC', message, {
      hint: 'Let another one decide, such as log_loss or accuracy.',
    });
  }
  const warning = metric.warning?.(kind);
  return [
    ...(warning === undefined ? [] : [warning]),
    ...describeOrder([metric], schema.task),
    ...(metric.isCustom ? checkCustom(metric, task, table) : []),
  ];
}

function badLabels(
  { name, labels }: Metric,
  label: string,
  { count, first }: { readonly count: number; readonly first: number },
  what: string,
): AutofitError {
  const others = `${countOf(count, 'other')}, the first is ${first}`;
  const message = `The metric "${name}" needs ${labels?.words}, and "${label}" has ${others}${what}.`;
  return new AutofitError('BAD_METRIC', message, {
    hint: 'Let another one decide, such as rmse or mae, or leave these rows out.',
  });
}
