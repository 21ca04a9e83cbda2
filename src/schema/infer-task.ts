import { AutofitError } from '../util/errors.js';
import type { TaskKind } from '../util/task-kind.js';
import { type ColumnProfile, firstRowOf } from './column-profile.js';
import { describeFormat, inferNumberFormat } from './infer-number-format.js';
import { parseNumber, readNumber } from './parse-number.js';
import type { Task } from './schema.js';

const MAX_CLASSES = 1000;

export interface TaskOptions {
  /** @default 'auto' */
  readonly task: TaskKind | 'auto';
  /** The positive class of a binary task. @default the last class */
  readonly positive?: string | undefined;
}

/** What the label asks for, by its values or as told. Throws an AutofitError for a label that cannot be learned. */
export function inferTask(profile: ColumnProfile, options: TaskOptions): Task {
  const label = profile.name;
  if (profile.distinct === 0) {
    throw new AutofitError('NO_LABELS', `Every cell of the label "${label}" is missing.`, {
      hint: 'Choose another label, or fill it in.',
    });
  }
  if (profile.distinct === 1) {
    const [value] = profile.counts.keys();
    throw new AutofitError('CONSTANT_LABEL', `The label "${label}" is always "${value}".`, {
      hint: 'There is nothing to predict: choose another label.',
    });
  }
  const told = options.task !== 'auto';
  const { kind, why } = told ? { kind: options.task, why: 'as told' } : judge(profile);
  const reason = told ? why : `${why} (--task overrides)`;
  if (kind === 'regression') return regression(profile, reason, options.positive);
  const classes = orderClasses([...profile.counts.keys()]);
  checkClasses(kind, classes, profile);
  return { kind, reason, classes, positive: positiveClass(kind, classes, options.positive) };
}

function judge(profile: ColumnProfile): { kind: TaskKind; why: string } {
  const distinct = profile.distinct;
  const rows = profile.rows - profile.missing;
  const numbers = inferNumberFormat(profile);
  const isNumeric = numbers.strays === 0 || (numbers.distinct > 20 && numbers.numbers > rows * 0.9);
  if (distinct === 2) return { kind: 'binary', why: 'the label has two values' };
  if (!isNumeric) return { kind: 'multiclass', why: `the label is text with ${distinct} values` };
  const format = describeFormat(numbers.parser);
  if (format) return { kind: 'regression', why: `the label holds numbers with ${format}` };
  if (numbers.integers && distinct <= 20 && rows / distinct >= 5) {
    return { kind: 'multiclass', why: `the label has ${distinct} integer values` };
  }
  return { kind: 'regression', why: `the label holds numbers, ${distinct} different ones` };
}

function regression(profile: ColumnProfile, reason: string, positive: string | undefined): Task {
  const { parser } = inferNumberFormat(profile);
  const stray = profile.plain
    ? undefined
    : [...profile.counts.keys()].find((cell) => !Number.isFinite(parseNumber(parser, cell)));
  if (stray !== undefined) {
    const row = firstRowOf(profile, stray);
    const found = `holds "${stray}" in row ${row}, which is not a finite number`;
    throw new AutofitError('BAD_LABEL', `The label "${profile.name}" ${found}.`, {
      row,
      hint: 'Mend or empty these cells, or pass --task multiclass if the label names classes.',
    });
  }
  if (positive !== undefined) rejectPositive('regression');
  return { kind: 'regression', reason, classes: [], positive: null };
}

/** By number where all are numbers, else by code point. */
function orderClasses(classes: string[]): string[] {
  const numberOf = (name: string) => readNumber(name)?.value ?? Number.NaN;
  const numeric = classes.every((name) => Number.isFinite(numberOf(name)));
  const byText = (a: string, b: string) => (a < b ? -1 : 1);
  return classes.sort((a, b) =>
    numeric ? numberOf(a) - numberOf(b) || byText(a, b) : byText(a, b),
  );
}

function checkClasses(kind: TaskKind, classes: readonly string[], profile: ColumnProfile): void {
  const rows = profile.rows - profile.missing;
  const count = classes.length;
  if (kind === 'binary' && count !== 2) {
    throw new AutofitError(
      'NOT_BINARY',
      `The label "${profile.name}" has ${count} values, not two.`,
      {
        hint: 'Use --task multiclass or --task regression.',
      },
    );
  }
  if (count > MAX_CLASSES || (count > 2 && count > rows / 2)) {
    const limit =
      count > MAX_CLASSES ? `over ${MAX_CLASSES}` : `more than half of its ${rows} rows`;
    throw new AutofitError('TOO_MANY_CLASSES', `The label has ${count} classes: ${limit}.`, {
      hint: 'Group rare classes, choose another label, or use --task regression for numbers.',
    });
  }
}

function positiveClass(
  kind: TaskKind,
  classes: readonly string[],
  told: string | undefined,
): string | null {
  if (kind !== 'binary') {
    if (told !== undefined) rejectPositive(kind);
    return null;
  }
  if (told !== undefined && !classes.includes(told)) {
    throw new AutofitError('NO_CLASS', `"${told}" is not a class of the label.`, {
      hint: `Its classes are ${classes.map((name) => `"${name}"`).join(' and ')}.`,
    });
  }
  return told ?? classes[1] ?? null;
}

function rejectPositive(kind: TaskKind): never {
  throw new AutofitError('NOT_BINARY', `A positive class makes no sense for a ${kind} task.`, {
    hint: 'Leave --positive out.',
  });
}
