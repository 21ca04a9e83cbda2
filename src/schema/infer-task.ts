import { AutofitError } from '../util/errors.js';
import type { RegressionLoss, TaskKind } from '../util/task-kind.js';
import { classReader, mergeClasses } from './class-key.js';
import { orderClasses, toldClasses } from './class-order.js';
import { type ColumnProfile, firstRowOf } from './column-profile.js';
import { describeFormat } from './describe-format.js';
import { inferDatetime } from './infer-datetime.js';
import { toldClock } from './infer-loose-numbers.js';
import { isRange } from './lone-part.js';
import { isMissingAmongNumbers } from './missing-tokens.js';
import { numberReader } from './number-reader.js';
import type { DecimalMark, Task, ToldKind } from './schema.js';
import { numbersTold, toldDecimal } from './told-numbers.js';
import { severalUnits } from './two-units.js';

const MAX_CLASSES = 1000;
/** Whole numbers are classes where there are no more of them, with so many rows each. */
const MOST_NUMBERS = 20;
const ROWS_EACH = 5;

export interface TaskOptions {
  /** @default 'auto' */
  readonly task: TaskKind | 'auto';
  /** The positive class of a binary task. @default the last class */
  readonly positive?: string | undefined;
  /** What training on numbers minimises. @default squares */
  readonly loss?: RegressionLoss | undefined;
  /** Of a quantile task. */
  readonly quantiles?: readonly number[] | undefined;
  /** Whether labels are names of folders, and classes even where they are numbers. @default false */
  readonly areFolders?: boolean | undefined;
}

/** What is known of the label's cells besides. */
export interface LabelReading {
  /** What its column is told to be. @default nothing is told */
  readonly told?: ToldKind | undefined;
  /** The decimal mark of numbers that could have either. @default . */
  readonly decimal?: DecimalMark | undefined;
  /** Its classes in the order that is told, the least first. @default by number, or as everybody knows words, else by code point */
  readonly order?: readonly string[] | undefined;
  /** Units that the table's first row seems to name. @default it is a row like others */
  readonly unitsRow?: (() => readonly string[] | undefined) | undefined;
}

/** What the label asks for, by its values or as told. Throws an AutofitError for a label that cannot be learned. */
export function inferTask(profile: ColumnProfile, options: TaskOptions & LabelReading): Task {
  const label = profile.name;
  if (profile.distinct === 0) {
    throw new AutofitError('NO_LABELS', `Every cell of the label "${label}" is missing.`, {
      hint: 'Choose another label, or fill it in.',
    });
  }
  const distinct = countClasses(profile);
  if (distinct === 1) throw options.areFolders ? loneFolder(profile) : constantLabel(profile);
  const task = toldTask(profile, distinct, options);
  const { kind, why } = task ? { kind: task, why: 'as told' } : judge(profile, distinct, options);
  const reason = task ? why : `${why} (\`task\` overrides)`;
  if (kind === 'regression' || kind === 'quantile')
    return regression(profile, reason, kind, options);
  const { parser } = numbersOf(profile, options);
  const names = [...mergeClasses(profile.counts).keys()];
  const { classes, isOrdered } = options.order
    ? toldClasses(names, options.order, label)
    : orderClasses(names, numberReader(parser));
  checkClasses(kind, classes, profile, severalUnits(profile, parser));
  const hint = task === 'multiclass' ? undefined : hintOnStrays(profile, classes);
  const positive = positiveClass(kind, classes, options.positive, hint);
  return { kind, reason, classes, ...(isOrdered && { isOrdered }), positive };
}

/** What the task is told to be, by `task` or the kind of the label's column. Throws an AutofitError where they contradict each other. */
function toldTask(
  { name }: ColumnProfile,
  distinct: number,
  { task, told }: TaskOptions & LabelReading,
): TaskKind | undefined {
  const own = task === 'auto' ? undefined : task;
  // How numbers are written says nothing of the task.
  if (told === undefined || toldDecimal(told) !== undefined) return own;
  const isOfClasses = told === 'categorical' || told === 'boolean';
  const isOfNumbers = own === 'regression' || own === 'quantile';
  const fits = own === undefined || isOfNumbers !== isOfClasses;
  if ((isOfClasses || told === 'numeric') && fits) {
    return own ?? (isOfClasses ? (distinct === 2 ? 'binary' : 'multiclass') : 'regression');
  }
  throw new AutofitError('BAD_OPTION', `\`types\` tells that "${name}", the label, is ${told}.`, {
    hint: '`task` says what a label is; of its kinds there are numeric, categorical and how numbers are written, as numeric:1.234,5.',
  });
}

function numbersOf(profile: ColumnProfile, { told, decimal = '.' }: LabelReading) {
  return numbersTold(profile, told, decimal);
}

/** Different labels, equal ones written in two ways as one; of many plain numbers, those that are written differently. */
function countClasses(profile: ColumnProfile): number {
  if (!profile.plain) return mergeClasses(profile.counts).size;
  const values = new Set<number>();
  for (const value of profile.plain.values) {
    if (!Number.isNaN(value)) values.add(value);
    if (values.size > MOST_NUMBERS) return profile.distinct;
  }
  return values.size;
}

function constantLabel({ name, counts }: ColumnProfile): AutofitError {
  const [value] = counts.cells;
  return new AutofitError('CONSTANT_LABEL', `The label "${name}" is always "${value}".`, {
    hint: 'There is nothing to predict: choose another label.',
  });
}

function loneFolder({ counts }: ColumnProfile): AutofitError {
  const [folder] = counts.cells;
  return new AutofitError('CONSTANT_LABEL', `All pictures lie in the one folder "${folder}".`, {
    hint: 'Put those of each class into a folder of its name; where folders in that one are the classes, name it itself.',
  });
}

function judge(
  profile: ColumnProfile,
  distinct: number,
  { areFolders = false, ...reading }: Pick<TaskOptions, 'areFolders'> & LabelReading,
): { kind: TaskKind; why: string } {
  if (areFolders) {
    const kind = distinct === 2 ? 'binary' : 'multiclass';
    return { kind, why: `pictures lie in ${distinct} folders` };
  }
  const rows = profile.rows - profile.missing;
  const numbers = numbersOf(profile, reading);
  const isNumeric =
    (numbers.strays === 0 && (numbers.gaps === 0 || numbers.distinct > MOST_NUMBERS)) ||
    (numbers.distinct > MOST_NUMBERS && numbers.numbers > rows * 0.9);
  if (distinct === 2) return { kind: 'binary', why: 'the label has two values' };
  if (!isNumeric) {
    const units = severalUnits(profile, numbers.parser);
    const what = units === undefined ? 'text' : `${units}, taken for text,`;
    return { kind: 'multiclass', why: `the label is ${what} with ${distinct} values` };
  }
  const format = describeFormat(numbers.parser);
  const fewEach = distinct <= MOST_NUMBERS && rows / distinct >= ROWS_EACH;
  const areBands = isRange(numbers.parser.form) || numbers.parser.bounds === true;
  if (areBands && fewEach) return { kind: 'multiclass', why: `the label has ${distinct} bands` };
  if (format) return { kind: 'regression', why: `the label holds numbers: ${format}` };
  if (numbers.integers && fewEach) {
    return { kind: 'multiclass', why: `the label has ${distinct} integer values` };
  }
  return { kind: 'regression', why: `the label holds numbers, ${distinct} different ones` };
}

function regression(
  profile: ColumnProfile,
  reason: string,
  kind: 'regression' | 'quantile',
  options: Pick<TaskOptions, 'positive' | 'loss' | 'quantiles'> & LabelReading,
): Task {
  const { positive, loss, quantiles } = options;
  const { told: form = 'numeric' } = options;
  const { parser } = numbersOf(profile, { ...options, told: form });
  const cells = profile.plain ? [] : profile.counts.cells;
  const values = cells.map(numberReader(parser));
  const stray = cells.find(
    (cell, i) => !Number.isFinite(values[i]) && !isMissingAmongNumbers(cell),
  );
  if (stray !== undefined) {
    const row = firstRowOf(profile, stray);
    const found = `holds "${stray}" in row ${row}, which is not a finite number`;
    const units = severalUnits(profile, parser);
    const mend = units === undefined ? 'Mend' : `The label holds ${units}: turn them into one`;
    throw new AutofitError('BAD_LABEL', `The label "${profile.name}" ${found}.`, {
      row,
      hint:
        (row === 1 ? hintOnUnits(options.unitsRow?.()) : undefined) ??
        hintOnTimes(profile) ??
        `${mend} or empty these cells, or pass \`task: 'multiclass'\` if the label names classes.`,
    });
  }
  if (values.length > 0 && values.every((value) => value === values[0]))
    throw constantLabel(profile);
  if (positive !== undefined) rejectPositive(kind);
  const told = { ...(loss && { loss }), ...(kind === 'quantile' && { quantiles }) };
  return { kind, reason, classes: [], positive: null, ...told };
}

function hintOnUnits(units: readonly string[] | undefined): string | undefined {
  if (!units) return undefined;
  const shown = units.slice(0, 3).map((unit) => `"${unit}"`);
  const more = units.length > shown.length ? ', …' : '';
  return `The first row seems to name the units of the columns (${shown.join(', ')}${more}): remove it.`;
}

function checkClasses(
  kind: TaskKind,
  classes: readonly string[],
  profile: ColumnProfile,
  units: string | undefined,
): void {
  const rows = profile.rows - profile.missing;
  const count = classes.length;
  if (kind === 'binary' && count !== 2) {
    throw new AutofitError(
      'NOT_BINARY',
      `The label "${profile.name}" has ${count} values, not two.`,
      {
        hint: hintOnStrays(profile, classes) ?? "Use `task: 'multiclass'` or `task: 'regression'`.",
      },
    );
  }
  if (count > MAX_CLASSES || (count > 2 && count > rows / 2)) {
    const limit =
      count > MAX_CLASSES ? `over ${MAX_CLASSES}` : `more than half of its ${rows} rows`;
    throw new AutofitError('TOO_MANY_CLASSES', `The label has ${count} classes: ${limit}.`, {
      hint:
        hintOnTimes(profile) ??
        (units === undefined
          ? "Group rare classes, choose another label, or use `task: 'regression'` for numbers."
          : `They are ${units}: turn them into one to predict them as numbers, or group rare classes.`),
    });
  }
}

/** What to do with a label that tells when, or how long. */
function hintOnTimes(profile: ColumnProfile): string | undefined {
  const [cell] = profile.counts.cells;
  if (toldClock(profile)?.strays === 0)
    return `Use \`task: 'regression'\` if "${cell}" is a duration, which is read in seconds; turn times of day into numbers yourself.`;
  if (!inferDatetime(profile)) return undefined;
  return `It tells when ("${cell}"), which is no number: turn it into one yourself, such as days since a date, or choose another label.`;
}

/** What to do where a label would have two classes, but for words that look like missing values. */
function hintOnStrays({ name }: ColumnProfile, classes: readonly string[]): string | undefined {
  const strays = classes.filter(isMissingAmongNumbers);
  if (strays.length === 0 || classes.length - strays.length !== 2) return undefined;
  // Spellings are told by one of them.
  const words = [...new Map(strays.map((word) => [word.toLowerCase(), word])).values()];
  const [looks, takes] = words.length === 1 ? ['looks', 'takes'] : ['look', 'take'];
  const told = words.map((word) => `\`missing: ${JSON.stringify(`${name}=${word}`)}\``);
  return `${words.map((word) => `"${word}"`).join(' and ')} ${looks} like no class: ${told.join(' and ')} ${takes} these rows out, and two classes are left.`;
}

function positiveClass(
  kind: TaskKind,
  classes: readonly string[],
  told: string | undefined,
  hintOnKind: string | undefined,
): string | null {
  if (kind !== 'binary') {
    if (told !== undefined) rejectPositive(kind, hintOnKind);
    return null;
  }
  const own = classes[classReader(classes)(told?.trim() ?? '')];
  if (told !== undefined && own === undefined) {
    throw new AutofitError('NO_CLASS', `"${told}" is not a class of the label.`, {
      hint: `Its classes are ${classes.map((name) => `"${name}"`).join(' and ')}.`,
    });
  }
  return own ?? classes[1] ?? null;
}

function rejectPositive(kind: TaskKind, hint = 'Leave `positive` out.'): never {
  throw new AutofitError('NOT_BINARY', `A positive class makes no sense for a ${kind} task.`, {
    hint,
  });
}
