import { classReader } from '../schema/class-key.js';
import { orderClasses } from '../schema/class-order.js';
import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import type { TaskKind, TaskShape } from '../util/task-kind.js';

/** A label as programs have it. */
export type GivenLabel = number | string | boolean;

/** What predictions are of, where no model says so. */
export interface GivenTask {
  /** @default regression for numbers, else binary or multiclass by the number of classes */
  readonly task?: TaskKind | undefined;
  /** In the order of the probabilities. @default those of the probabilities, else all that there are, by number, as everybody knows words (`low`, `medium`, `high`), or by code point */
  readonly classes?: readonly GivenLabel[] | undefined;
  /** The positive class of a binary task. @default the last class */
  readonly positive?: GivenLabel | undefined;
  /** The probability from which a row of a binary task is positive. @default the more probable class */
  readonly threshold?: number | undefined;
}

/** The task as metrics see it, with the names of its classes. */
export interface ToldTask {
  readonly shape: TaskShape;
  readonly classes: readonly string[];
}

/** The task of these labels. Throws an AutofitError for what is told of it and does not fit. */
export function toldTask(
  { task, positive, threshold, classes: told }: GivenTask,
  known: readonly string[] | undefined,
  labels: readonly GivenLabel[],
): ToldTask {
  const areNumbers = labels.every((label) => typeof label === 'number');
  const isClassed =
    task === undefined ? known !== undefined || !!told || !areNumbers : task !== 'regression';
  if (!isClassed) {
    if (told || known)
      throw refused('`task` regression has no classes.', 'Leave `classes` and probabilities out.');
    if (!areNumbers)
      throw refused('Labels of `task` regression are numbers.', 'Read texts as numbers first.');
    if (positive !== undefined || threshold !== undefined)
      throw refused(
        '`positive` and `threshold` are for two classes.',
        "Leave them out, or tell `task: 'binary'`.",
      );
    return { shape: { kind: 'regression', classes: 0 }, classes: [] };
  }
  const classes = told ? told.map(String) : (known ?? classesAmong(labels));
  return { shape: classedShape(classes, { task, positive, threshold }), classes };
}

function classedShape(
  classes: readonly string[],
  { task, positive, threshold }: Omit<GivenTask, 'classes'>,
): TaskShape {
  if (new Set(classes).size < classes.length || classes.length < 2)
    throw refused(
      `Classes are two different ones at least, not ${shown(classes)}.`,
      'Tell all that there are: `classes`.',
    );
  if (task === 'binary' && classes.length !== 2)
    throw refused(
      `\`task\` binary is of two classes, and there are ${classes.length}.`,
      'Tell the two: `classes`.',
    );
  if (task === 'multiclass' || classes.length > 2) {
    if (positive !== undefined || threshold !== undefined)
      throw refused('`positive` and `threshold` are for two classes.', 'Leave them out.');
    return { kind: 'multiclass', classes: classes.length };
  }
  const code = positive === undefined ? 1 : classReader(classes)(String(positive));
  if (code < 0)
    throw refused(`"${positive}" is not one of the classes.`, `They are ${classes.join(' and ')}.`);
  if (threshold !== undefined && !(threshold >= 0 && threshold <= 1))
    throw refused(`\`threshold\` cannot be ${shown(threshold)}.`, 'It takes a number from 0 to 1.');
  return { kind: 'binary', classes: 2, positive: code, threshold };
}

/** All that there are, in their order; an empty text is no answer. */
function classesAmong(labels: readonly GivenLabel[]): readonly string[] {
  const names = [...new Set(labels.map(String))].filter((name) => name !== '');
  return orderClasses(names, Number).classes;
}

export function refused(message: string, hint: string): AutofitError {
  return new AutofitError('BAD_ARGUMENT', message, { hint });
}
