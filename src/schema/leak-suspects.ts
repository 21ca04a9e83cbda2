import { equalRows } from '../table/equal-rows.js';
import type { Column, ColumnCodes, ColumnNumbers, Labels, Table } from '../table/table.js';
import { atOnce, mapInSteps, type Steps } from '../util/steps.js';
import { isOfNumbers } from '../util/task-kind.js';
import { chanceOfLevels, chanceOfRanges } from './chance-of-purity.js';
import { oncePerGroup } from './once-per-group.js';
import { isSameNumber } from './same-number.js';
import type { Task } from './schema.js';

/** Fewer rows than this prove nothing. */
const ENOUGH_ROWS = 20;
/** Columns that chance would make look so are expected to be fewer than this. */
const LEAST_CHANCE = 1e-3;

/**
 * Names of features that alone determine the label, where chance does not explain it: each of their values, most of which
 * are in several rows, has one label; or numbers split into as many ranges as there are classes; or they are the label
 * times a factor. Rows without a value may have any label where most rows have one. A single feature is no suspect: the user has seen it.
 */
export function leakSuspects(table: Table, task: Task): readonly string[] {
  return atOnce(leakSuspectsInSteps(table, task));
}

/** As leakSuspects, a step for each column. */
export function* leakSuspectsInSteps(table: Table, task: Task): Steps<readonly string[]> {
  const { rows, columns, target, groups } = table;
  if (!target || rows < ENOUGH_ROWS || columns.length < 2) return [];
  const all = columns.flatMap(numbersApart);
  const seem = yield* mapInSteps(all, (column) => determines(column, target, task, 1));
  const seeming = all.filter((_, place) => seem[place]);
  if (seeming.length === 0) return [];
  // Copies of a row, and rows of a group, say one thing once; where few are left, features are so few that they are equal by chance.
  const firsts = yield* equalRows(table);
  const distinct = firsts.filter((first, row) => first === row);
  const unlike =
    distinct.length < ENOUGH_ROWS ? Int32Array.from(target, (_, row) => row) : distinct;
  const most = LEAST_CHANCE / all.length;
  const isSure = (column: Column) => {
    const own = groups ? oncePerGroup(unlike, valuesOf(column), groups) : unlike;
    if (own.length < ENOUGH_ROWS) return false;
    return determines(taken(column, own), pick(target, own), task, most);
  };
  const sure = yield* mapInSteps(seeming, isSure);
  return [...new Set(seeming.filter((_, place) => sure[place]).map(({ name }) => name))];
}

/** A column whose cells tell several numbers, one by one. */
function numbersApart(column: Column): readonly Column[] {
  if (column.kind !== 'numeric' || !column.parts) return [column];
  const { parts, ...own } = column;
  return [own, ...parts.map(({ values }) => ({ ...own, values }))];
}

/** Whether the column determines the label, and chance does so with a probability below `most`. */
function determines(column: Column, target: Labels, task: Task, most: number): boolean {
  const isNumber = column.kind === 'numeric' || column.kind === 'datetime';
  const values = valuesOf(column);
  // A gap may tell as much as a value.
  if (isPure(values, target, most)) return true;
  if (isOfNumbers(task)) return isNumber && isSameNumber(column.values, target, ENOUGH_ROWS);
  const isGap = 'values' in column ? Number.isNaN : isNoCode;
  const inRanges = isNumber && splitsIntoRanges(values, target);
  const isLevelled = values.some(isGap) && pureLevels(values, target, isGap) !== undefined;
  if (!inRanges && !isLevelled) return false;
  const known = Int32Array.from(values, (_, row) => row).filter(
    (row) => !isGap(values[row] as number),
  );
  if (known.length < Math.max(ENOUGH_ROWS, target.length / 2)) return false;
  const labels = pick(target, known);
  const isSure = isLevelled && isPure(pick(values, known), labels, most);
  return isSure || (inRanges && chanceOfRanges(labels) < most);
}

function isPure(values: ColumnNumbers | ColumnCodes, target: Labels, most: number): boolean {
  const levels = pureLevels(values, target);
  return levels !== undefined && chanceOfLevels(levels, target) < most;
}

function isNoCode(value: number): boolean {
  return value < 0;
}

/** How many rows each value has, where all of its rows have one label and most rows are of a value that others have too. */
function pureLevels(
  values: ColumnNumbers | ColumnCodes,
  target: Labels,
  isLeftOut: (value: number) => boolean = () => false,
): readonly number[] | undefined {
  const labelOf = new Map<number, number>();
  const rowsOf = new Map<number, number>();
  for (const [row, value] of values.entries()) {
    if (isLeftOut(value)) continue;
    const label = target[row] as number;
    const known = labelOf.get(value);
    if (known !== undefined && known !== label) return undefined;
    labelOf.set(value, label);
    rowsOf.set(value, (rowsOf.get(value) ?? 0) + 1);
  }
  const sizes = [...rowsOf.values()];
  const all = sizes.reduce((a, b) => a + b, 0);
  const repeated = sizes.filter((rows) => rows > 1).reduce((a, b) => a + b, 0);
  return repeated >= all / 2 && sizes.length > 1 ? sizes : undefined;
}

/** Whether thresholds between the values part the classes: each class is one range, and no value has two classes. Rows without a value have no say. */
function splitsIntoRanges(values: ColumnNumbers | ColumnCodes, target: Labels): boolean {
  const ranges = new Map<number, { low: number; high: number }>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    const range = ranges.get(target[row] as number);
    if (!range) ranges.set(target[row] as number, { low: value, high: value });
    else if (value < range.low) range.low = value;
    else if (value > range.high) range.high = value;
  }
  const ordered = [...ranges.values()].sort((a, b) => a.low - b.low);
  return ordered.every(({ low }, i) => i === 0 || low > (ordered[i - 1]?.high ?? low));
}

function valuesOf(column: Column): ColumnNumbers | ColumnCodes {
  return 'values' in column ? column.values : column.codes;
}

function taken(column: Column, rows: Int32Array): Column {
  if (column.kind === 'numeric' || column.kind === 'datetime')
    return { ...column, values: pick(column.values, rows) };
  return { ...column, codes: pick(column.codes, rows) };
}

function pick<Values extends ColumnNumbers | ColumnCodes>(
  values: Values,
  rows: Int32Array,
): Values {
  const picked = values.slice(0, rows.length) as Values;
  for (const [place, row] of rows.entries()) picked[place] = values[row] as number;
  return picked;
}
