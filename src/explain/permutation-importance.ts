import { type Metric, oriented, type RowWeights, type Truth } from '../metrics/metric.js';
import { effectiveRows, type RowGroups, rowsOfGroups } from '../metrics/row-groups.js';
import type { Allocate, Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import { square } from '../util/elementary/square.js';
import { randomStream } from '../util/random.js';
import type { TaskShape } from '../util/task-kind.js';
import { drawDonors } from './draw-donors.js';
import { gatherColumn } from './mixed-table.js';
import type { Players } from './players.js';
import { studentQuantile, studentTail } from './student-t.js';
import type { Watch } from './watch.js';

/** Rows of a labelled table, and what predicts them that was not fitted on them: one part for given data, one a fold out of fold. */
export interface JudgedPart {
  readonly rows: Int32Array;
  /** (rows, classes) probabilities, or a number a row. */
  readonly predict: (table: Table) => Promise<Float64Array>;
}

export interface PermutationOptions {
  readonly metrics: readonly Metric[];
  /** The task, with the threshold that decides. */
  readonly task: TaskShape;
  readonly players: Players;
  /** Times that each player's values are shuffled. */
  readonly repeats: number;
  readonly seed: number;
  readonly allocate: Allocate;
  readonly watch: Watch;
  /** How many rows each row of the table stands for, where rows were drawn of some classes more often. @default one */
  readonly standFor?: Float64Array | undefined;
}

/** By how much a score falls when the values of some columns are those of other rows. */
export interface PlayerImportance {
  /** The columns that were shuffled together. */
  readonly columns: readonly string[];
  /** The mean fall of the score over all repeats: above 0 the score gets worse without the columns. */
  readonly importance: number;
  /** Of the importance, over resampled rows or groups of them. */
  readonly standardError: number;
  /** Its 95 % interval. */
  readonly interval: readonly [low: number, high: number];
  /** How likely so large a fall is by chance where there is none: one-sided, by Student's t; NaN where the metric has no score. */
  readonly pValue: number;
  /** The fall of each repeat. */
  readonly repeats: readonly number[];
}

/** What all columns tell by one metric, the most telling first. */
export interface JudgedImportance {
  readonly metric: string;
  readonly direction: Metric['direction'];
  /** Of the rows as they are. */
  readonly score: number;
  readonly rows: number;
  readonly columns: readonly PlayerImportance[];
}

/** Resamples of the rows, and rows of all scores on them. */
const RESAMPLES = 100;
const LEAST_RESAMPLES = 20;
const MOST_CELLS = 50_000_000;

/**
 * Permutation importance (Breiman 2001; as scikit-learn's: the score of the rows less their score with a column shuffled, the mean
 * of some repeats). A column is one of the table, with all that is made of it. Values are shuffled within each part: those of others its
 * model knows, which might tell it what no new row does. Parts of few rows, or of one group, have values of rows of all parts.
 * Intervals and p-values are of resampled rows, or of whole groups that stay together, not of repeats: these tell nothing of
 * other rows. A shuffled row counts as often as both rows were drawn that it is made of: the values come from a sample as well.
 */
export async function permutationImportance(
  table: Table,
  parts: readonly JudgedPart[],
  options: PermutationOptions,
): Promise<readonly JudgedImportance[]> {
  const { players, repeats, watch, metrics, seed, allocate } = options;
  const rows = Int32Array.from(parts.flatMap((part) => [...part.rows]));
  const asked = takeRows(table, rows, allocate);
  const asking = parts.map((part) => ({ ...part, table: takeRows(table, part.rows, allocate) }));
  const standFor =
    options.standFor && Float64Array.from(rows, (row) => options.standFor?.[row] ?? 1);
  const judged = judgedRows(asked, options.task, standFor);
  const whole = await predictAll(asking, ({ table: own }) => own, watch);
  const shuffled: Shuffled[][] = [];
  const total = players.columns.length * repeats;
  for (const [player, columns] of players.columns.entries()) {
    const own: Shuffled[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      watch.tell('importance', player * repeats + repeat, total);
      const random = randomStream(seed, 'shuffle', player, repeat);
      const donors = drawDonors(
        random,
        asking.map((part) => part.table),
        standFor,
      );
      const changed = (part: AskedPart, from: number) => {
        const places = donors.subarray(from, from + part.table.rows);
        return withValuesOf(part.table, columns, { table: asked, places }, allocate);
      };
      own.push({ predictions: await predictAll(asking, changed, watch), donors });
    }
    shuffled.push(own);
  }
  watch.tell('importance', total, total);
  const draws = drawRows(judged, 2 * total * whole.length, seed);
  return metrics.map((metric) => summarize(metric, judged, players, whole, shuffled, draws));
}

/** Predictions of shuffled rows, and the row that each has its values from. */
interface Shuffled {
  readonly predictions: Float64Array;
  readonly donors: Int32Array;
}

/** A part with its rows as a table. */
interface AskedPart extends JudgedPart {
  readonly table: Table;
}

/** The labels of all parts' rows, one part after the other. */
interface JudgedRows {
  readonly task: TaskShape;
  readonly truth: Truth;
  readonly weights: RowWeights;
  readonly groups: RowGroups;
}

function judgedRows(
  { target, weights, groups }: Table,
  task: TaskShape,
  standFor: Float64Array | undefined,
): JudgedRows {
  if (!target) throw new Error('rows without labels cannot be judged');
  const counted = standFor?.map((count, row) => count * (weights?.[row] ?? 1));
  return { task, truth: target, weights: counted ?? weights, groups };
}

/** The answers of all parts, one part after the other; `from` is the place of a part's first row among all. */
async function predictAll(
  parts: readonly AskedPart[],
  tableOf: (part: AskedPart, from: number) => Table,
  watch: Watch,
): Promise<Float64Array> {
  const all: Float64Array[] = [];
  let from = 0;
  for (const part of parts) {
    await watch.turn();
    all.push(await part.predict(tableOf(part, from)));
    from += part.table.rows;
  }
  const joined = new Float64Array(all.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const own of all) {
    joined.set(own, next);
    next += own.length;
  }
  return joined;
}

/** The table, with the values of some of its columns those of rows of another one with the same columns. */
function withValuesOf(
  own: Table,
  names: readonly string[],
  { table, places }: { readonly table: Table; readonly places: Int32Array },
  allocate: Allocate,
): Table {
  const columns = own.columns.map((column, i) =>
    names.includes(column.name)
      ? gatherColumn(table.columns[i] ?? column, places, allocate)
      : column,
  );
  return { ...own, columns };
}

/** How often each row is drawn, rows or groups with replacement; as many times as there is room for. */
function drawRows(
  { truth, groups }: JudgedRows,
  cells: number,
  seed: number,
): readonly Float64Array[] {
  const random = randomStream(seed, 'importance');
  const units = groups ? rowsOfGroups(groups) : undefined;
  const affordable = Math.floor(MOST_CELLS / Math.max(1, cells));
  const count = Math.max(LEAST_RESAMPLES, Math.min(RESAMPLES, affordable));
  return Array.from({ length: count }, () => {
    const times = new Float64Array(truth.length);
    for (let i = units?.length ?? truth.length; i > 0; i--) {
      const drawn = units?.[random.integer(units.length)] ?? [random.integer(truth.length)];
      for (const row of drawn) times[row] = (times[row] as number) + 1;
    }
    return times;
  });
}

function summarize(
  metric: Metric,
  judged: JudgedRows,
  players: Players,
  whole: Float64Array,
  shuffled: readonly (readonly Shuffled[])[],
  draws: readonly Float64Array[],
): JudgedImportance {
  const { task, truth, weights, groups } = judged;
  const scoreOf = (predictions: Float64Array, own: RowWeights) =>
    oriented(metric, metric.score(truth, predictions, task, own));
  const score = scoreOf(whole, weights);
  const freedom = Math.max(1, effectiveRows(truth.length, weights, groups) - 1);
  const columns = players.columns.map((names, player): PlayerImportance => {
    const own = shuffled[player] ?? [];
    const repeats = own.map(({ predictions }) => score - scoreOf(predictions, weights));
    const falls = draws.map((times) =>
      mean(
        own.map(({ predictions, donors }) => {
          const counted = times.map(
            (drawn, row) =>
              drawn * (times[donors[row] as number] as number) * (weights?.[row] ?? 1),
          );
          return scoreOf(whole, counted) - scoreOf(predictions, counted);
        }),
      ),
    );
    // Resamples stray less than other rows would, by this.
    const standardError = deviation(falls) * Math.sqrt((freedom + 1) / freedom);
    const importance = mean(repeats);
    const reach = studentQuantile(0.025, freedom) * standardError;
    return {
      columns: names,
      importance,
      standardError,
      interval: [importance - reach, importance + reach],
      pValue: pValueOf(importance, standardError, freedom),
      repeats,
    };
  });
  const ranked = columns.toSorted((a, b) => b.importance - a.importance);
  const { name, direction } = metric;
  const natural = metric.score(truth, whole, task, weights);
  return { metric: name, direction, score: natural, rows: truth.length, columns: ranked };
}

/** One half where nothing changes at all. */
function pValueOf(importance: number, standardError: number, freedom: number): number {
  if (Number.isNaN(importance + standardError)) return Number.NaN;
  if (standardError > 0) return studentTail(importance / standardError, freedom);
  if (importance === 0) return 0.5;
  return importance > 0 ? 0 : 1;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of those that are numbers: a resample may lack a class. NaN of fewer than two. */
function deviation(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return Number.NaN;
  const centre = mean(finite);
  const squares = finite.reduce((sum, value) => sum + square(value - centre), 0);
  return Math.sqrt(squares / (finite.length - 1));
}
