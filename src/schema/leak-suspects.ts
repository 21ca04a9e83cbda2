import type { Column, Labels, Table } from '../table/table.js';
import type { Task } from './schema.js';

/** Fewer rows than this prove nothing. */
const ENOUGH_ROWS = 20;
/** A correlation from which on a number is the label in other words. */
const SAME = 0.9999;

/**
 * Names of features that alone determine the label: each of their values, most of which are in several rows, has one
 * label; or numbers split into as many ranges as there are classes; or they are the label times a factor.
 */
export function leakSuspects({ rows, columns, target }: Table, task: Task): readonly string[] {
  if (!target || rows < ENOUGH_ROWS) return [];
  return columns.filter((column) => determines(column, target, task)).map(({ name }) => name);
}

function determines(column: Column, target: Labels, task: Task): boolean {
  const isNumber = column.kind === 'numeric' || column.kind === 'datetime';
  const values = isNumber ? column.values : column.codes;
  if (hasOneLabelEach(values, target)) return true;
  if (!isNumber) return false;
  return task.kind === 'regression'
    ? Math.abs(correlation(column.values, target)) >= SAME
    : splitsIntoRanges(column.values, target, task.classes.length);
}

function hasOneLabelEach(values: Float64Array | Int32Array, target: Labels): boolean {
  const labelOf = new Map<number, number>();
  const rowsOf = new Map<number, number>();
  for (const [row, value] of values.entries()) {
    const label = target[row] ?? Number.NaN;
    const known = labelOf.get(value);
    if (known !== undefined && known !== label) return false;
    labelOf.set(value, label);
    rowsOf.set(value, (rowsOf.get(value) ?? 0) + 1);
  }
  const repeated = [...rowsOf.values()].filter((rows) => rows > 1).reduce((a, b) => a + b, 0);
  return repeated >= values.length / 2 && labelOf.size > 1;
}

/** Whether the rows in the order of the values change their class as seldom as they can. */
function splitsIntoRanges(values: Float64Array, target: Labels, classes: number): boolean {
  if (values.some(Number.isNaN)) return false;
  const order = Int32Array.from(values, (_, row) => row).sort(
    (a, b) => (values[a] ?? 0) - (values[b] ?? 0) || (target[a] ?? 0) - (target[b] ?? 0),
  );
  let changes = 0;
  for (let i = 1; i < order.length; i++) {
    if (target[order[i] ?? 0] !== target[order[i - 1] ?? 0]) changes++;
    if (changes >= classes) return false;
  }
  return true;
}

/** Pearson's r over the rows that have a value. */
function correlation(x: Float64Array, y: Labels): number {
  let [rows, sumX, sumY] = [0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    const value = x[row] as number;
    if (Number.isNaN(value)) continue;
    rows++;
    sumX += value;
    sumY += y[row] as number;
  }
  if (rows < ENOUGH_ROWS) return 0;
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    const dx = (x[row] as number) - sumX / rows;
    if (Number.isNaN(dx)) continue;
    const dy = (y[row] as number) - sumY / rows;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xy / Math.sqrt(xx * yy);
}
