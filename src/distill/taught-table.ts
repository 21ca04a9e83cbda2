import type { Allocate, Column, Labels, Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import type { TaskShape } from '../util/task-kind.js';
import type { CellSources } from './new-rows.js';

/** Classes that are less probable than this are left out, unless none is more so: each is a row more. */
const LEAST_CHANCE = 0.02;

/** Rows of a table, with what the teacher says of them: (rows, classes) probabilities, or one number a row. */
export interface AnsweredRows {
  readonly rows: Int32Array;
  readonly answers: Float64Array;
}

/** Rows that were made up, by where their cells come from. */
export interface MadeUp {
  readonly sources: CellSources;
  readonly answers: Float64Array;
}

/** What a student is taught, and by which rows it is judged. */
export interface Lesson {
  readonly table: Table;
  /** Rows with labels, beside which the teacher's answers count so much, in [0, 1]. */
  readonly known: AnsweredRows;
  readonly teacherShare: number;
  readonly madeUp: MadeUp;
  /** Rows that keep their labels, and come last. @default none */
  readonly judged?: Int32Array | undefined;
}

/** A table to train on: the first rows are taught, those behind them judge. */
export interface TaughtTable {
  readonly table: Table;
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/**
 * Rows with the teacher's answers as labels. A class probability is a row of this class that counts as much: the log loss of these
 * rows together is the cross-entropy to the probabilities, so that every model of classes can be taught by them.
 */
export function taughtTable(lesson: Lesson, task: TaskShape, allocate: Allocate): TaughtTable {
  const { table, known, madeUp, judged = new Int32Array() } = lesson;
  const made = madeUp.sources[0]?.length ?? 0;
  const targets = [...targetsOf(lesson, task)];
  const taught = targets.length;
  const places = Int32Array.from([
    ...targets.map(({ place }) => place),
    ...Array.from(judged, (_, i) => known.rows.length + made + i),
  ]);
  const columns = table.columns.map((column, i) => {
    const sources = joined(known.rows, madeUp.sources[i] ?? new Int32Array(), judged);
    return takeCells(
      column,
      places.map((place) => sources[place] ?? 0),
      allocate,
    );
  });
  const total = places.length;
  const weights = new Float64Array(allocate(8 * total));
  const isCode = table.target instanceof Int32Array;
  const target: Labels = isCode
    ? new Int32Array(allocate(4 * total))
    : new Float64Array(allocate(8 * total));
  const groups = table.groups && new Int32Array(allocate(4 * total)).fill(-1);
  for (const [i, own] of targets.entries()) [target[i], weights[i]] = [own.value, own.weight];
  for (const [i, row] of judged.entries()) {
    target[taught + i] = table.target?.[row] ?? 0;
    weights[taught + i] = table.weights?.[row] ?? 1;
    if (groups) groups[taught + i] = table.groups?.[row] ?? -1;
  }
  const all = Int32Array.from({ length: total }, (_, row) => row);
  return {
    table: { kind: 'table', rows: total, columns, target, weights, ...(groups && { groups }) },
    train: all.slice(0, taught),
    validation: all.slice(taught),
  };
}

/** A row, by its place among known rows and those made up behind them, with a label and how much it counts. */
interface Target {
  readonly place: number;
  readonly value: number;
  readonly weight: number;
}

function* targetsOf(
  { table, known, teacherShare, madeUp }: Lesson,
  task: TaskShape,
): Generator<Target> {
  for (const [i, row] of known.rows.entries()) {
    const label = table.target?.[row] ?? Number.NaN;
    const own = { place: i, weight: table.weights?.[row] ?? 1 };
    yield* mixed({ answers: known.answers, at: i, share: teacherShare, label }, own, task);
  }
  const made = madeUp.sources[0]?.length ?? 0;
  for (let i = 0; i < made; i++) {
    const own = { place: known.rows.length + i, weight: 1 };
    yield* mixed({ answers: madeUp.answers, at: i, share: 1, label: Number.NaN }, own, task);
  }
}

/** What the teacher says of the row at this place, with its share beside the label; NaN where it has none. */
interface Answer {
  readonly answers: Float64Array;
  readonly at: number;
  readonly share: number;
  readonly label: number;
}

function* mixed(
  { answers, at, share, label }: Answer,
  own: Pick<Target, 'place' | 'weight'>,
  { kind, classes }: TaskShape,
): Generator<Target> {
  if (kind === 'regression') {
    const value = share < 1 ? share * (answers[at] ?? 0) + (1 - share) * label : (answers[at] ?? 0);
    if (Number.isFinite(value)) yield { ...own, value };
    return;
  }
  const chances = Array.from({ length: classes }, (_, code) => {
    const chance = share * (answers[at * classes + code] ?? 0);
    return code === label ? chance + 1 - share : chance;
  });
  const least = Math.min(LEAST_CHANCE, Math.max(...chances));
  const likely = chances.map((chance) => (chance >= least ? chance : 0));
  const sum = likely.reduce((total, chance) => total + chance, 0);
  for (const [code, chance] of likely.entries()) {
    if (chance > 0) yield { place: own.place, value: code, weight: (own.weight * chance) / sum };
  }
}

/** The cells of one column that lie in these rows. */
function takeCells(column: Column, rows: Int32Array, allocate: Allocate): Column {
  const alone = { kind: 'table', rows: rows.length, columns: [column], target: undefined } as const;
  return takeRows(alone, rows, allocate).columns[0] ?? column;
}

/** Made-up rows as a table of features. */
export function madeUpTable(table: Table, sources: CellSources, allocate: Allocate): Table {
  const columns = table.columns.map((column, i) =>
    takeCells(column, sources[i] ?? new Int32Array(), allocate),
  );
  return { kind: 'table', rows: sources[0]?.length ?? 0, columns, target: undefined };
}

function joined(...parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
