import { logLoss } from '../metrics/log-loss.js';
import type { Metric } from '../metrics/metric.js';
import type { Settings } from '../options/options.js';
import type { Schema } from '../schema/schema.js';
import type { ClassWeights } from '../trial/weigh-classes.js';
import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import { isOfNumbers } from '../util/task-kind.js';

/** How much classes count as told, if at all; with what is to be known of it. Throws an AutofitError for a class that there is not, and for numbers. */
export function toldClassWeights(
  { task, label }: Pick<Schema, 'task' | 'label'>,
  metric: Metric,
  {
    classWeights: told,
    costs,
    onProgress,
  }: Pick<Settings, 'classWeights' | 'costs' | 'onProgress'>,
): { readonly classWeights?: ClassWeights } {
  if (told === undefined) return {};
  if (isOfNumbers(task)) throw ofNumbers(label);
  const classWeights = told === 'balanced' ? told : weightsByCode(told, task.classes, label);
  if (costs) onProgress({ kind: 'warning', message: COSTS });
  if (metric === logLoss) onProgress({ kind: 'note', message: LOG_LOSS });
  return { classWeights };
}

const COSTS =
  '`costs` decide by probabilities, and those of `classWeights` are not of the rows as they are: mistakes count twice; leave one of them out';

const LOG_LOSS =
  'rows count by `classWeights` in training, and probabilities are those of rows that count so; log_loss is of the rows as they are, ' +
  'and gets worse by that: `metric` balanced_accuracy, f1 or roc_auc asks for what weights of classes are for';

/** Those that are not named count 1. */
function weightsByCode(
  told: Readonly<Record<string, number>>,
  classes: readonly string[],
  label: string,
): readonly number[] {
  const unknown = Object.keys(told).find((name) => !classes.includes(name));
  if (unknown !== undefined) throw noClass(unknown, classes, label);
  return classes.map((name) => (Object.hasOwn(told, name) ? (told[name] ?? 1) : 1));
}

function ofNumbers(label: string): AutofitError {
  const message = `\`classWeights\` are for classes, and "${label}" is taken for numbers.`;
  return new AutofitError('BAD_OPTION', message, {
    hint: 'Leave it out; or take the label for classes by `task`. `weight` counts rows of any task.',
  });
}

function noClass(name: string, classes: readonly string[], label: string): AutofitError {
  const nearest = nearestName(name, classes);
  const message = `\`classWeights\`: "${label}" has no class "${name}".`;
  const few = classes.slice(0, 20).join(', ');
  return new AutofitError('NO_CLASS', message, {
    hint: `${nearest ? `Did you mean "${nearest}"? ` : ''}Its classes are: ${few}${classes.length > 20 ? ', …' : ''}.`,
  });
}
