import { familyNamed } from '../models/families.js';
import type { SavedModel } from '../models/model-family.js';
import { createModelOpener } from '../models/model-opener.js';
import { keptModel } from '../models/saved-model.js';
import type { PreprocessingOptions } from '../preprocessing/preprocessing-options.js';
import {
  type FittedPreprocessor,
  fitPreprocessor,
  transformTable,
} from '../preprocessing/preprocessor.js';
import type { ColumnSchema } from '../schema/schema.js';
import type { Column, Table } from '../table/table.js';
import { meanOne } from '../util/mean-one.js';
import { permutation, randomStream } from '../util/random.js';
import type { TaskShape } from '../util/task-kind.js';

/** How far answers stray, by what a row holds and what was answered: forests, one for each part of the rows left out. */
export interface SpreadModel {
  /** What the answer is called among the columns. */
  readonly answer: string;
  /** What forests answer is multiplied by, in the unit of the label. */
  readonly scale: number;
  readonly parts: readonly SpreadPart[];
}

interface SpreadPart {
  readonly preprocessor: FittedPreprocessor;
  readonly model: SavedModel;
}

/** Rows whose answers strayed so far, in the unit of the label. */
export interface StrayedRows {
  /** Of all rows that models read. */
  readonly table: Table;
  readonly columns: readonly ColumnSchema[];
  readonly preprocessing: PreprocessingOptions;
  /** The places of the judged rows in the table; what follows is of these alone. */
  readonly rows: Int32Array;
  readonly answers: Float64Array;
  readonly strayed: Float64Array;
  readonly weights: Float64Array | undefined;
  /** The part that each is in; a part is answered by the forest of the others. */
  readonly parts: Uint8Array;
  readonly seed: number;
}

const FAMILY = 'random-forest';
const TASK: TaskShape = { kind: 'regression', classes: 0 };
/** Rows that a forest is grown on at most, and cells of them, but for so many rows: more take long, and tell little more. */
const MOST_ROWS = 20_000;
const MOST_CELLS = 2_000_000;
const FEWEST_ROWS = 500;
const TREES = 30;
/** Few columns leave a split that sees some of them nothing to split by. */
const COLUMN_SHARE = 0.8;
const LEAST_LEAF = 20;
const MOST_LEAVES = 64;
/** A spread is this share of the mean one at least, so that no answer is taken for sure. */
const LEAST_SPREAD = 0.05;
/** Rows that are made ready together. */
const BLOCK = 4096;

/** Forests of how far answers strayed, and what each row is told by the forest of the parts that it is not in. */
export function fitSpread(given: StrayedRows): {
  readonly model: SpreadModel;
  readonly spreads: Float64Array;
} {
  const { table, rows, answers, strayed, parts } = given;
  const scale = meanOf(strayed, given.weights);
  const answer = freeName(table);
  const all = new Float64Array(table.rows).fill(Number.NaN);
  for (const [place, row] of rows.entries()) all[row] = answers[place] ?? Number.NaN;
  const readable = spreadTable(table, answer, all);
  const count = parts.reduce((most, part) => Math.max(most, part), 0) + 1;
  const forests = Array.from({ length: count }, (_, part) =>
    growPart({ ...given, table: readable }, part, scale),
  );
  const spreads = new Float64Array(rows.length);
  for (const [part, forest] of forests.entries()) {
    const places = Int32Array.from(parts.keys()).filter((place) => parts[place] === part);
    const own = openPart(forest)(
      readable,
      places.map((place) => rows[place] ?? 0),
    );
    for (const [i, place] of places.entries()) spreads[place] = scaled(own[i] ?? 0, scale);
  }
  return { model: { answer, scale, parts: forests }, spreads };
}

/** What answers of a table's rows are told to stray by, in the unit of the label: the mean of the forests. */
export function openSpread({ answer, scale, parts }: SpreadModel) {
  const opened = parts.map(openPart);
  return (table: Table, answers: Float64Array): Float64Array => {
    const readable = spreadTable(table, answer, answers);
    const sums = new Float64Array(table.rows);
    const rows = Int32Array.from(sums.keys());
    for (const part of opened) {
      for (const [row, own] of part(readable, rows).entries()) sums[row] = (sums[row] ?? 0) + own;
    }
    return sums.map((sum) => scaled(sum / parts.length, scale));
  };
}

/** What a file holds as such. Throws where it has not their shape. */
export function checkedSpread(stored: unknown): SpreadModel {
  const { answer, scale, parts } = (stored ?? {}) as Partial<SpreadModel>;
  if (typeof answer !== 'string' || !(Number(scale) > 0) || !Array.isArray(parts) || !parts.length)
    throw new Error('what it holds of how far answers stray is damaged');
  return { answer, scale: Number(scale), parts: parts.map(checkedPart) };
}

/** A part as such are saved now, whatever the file's format. */
function checkedPart({ model, preprocessor }: SpreadPart): SpreadPart {
  if (!Array.isArray(preprocessor?.columns)) throw new Error('a spread has no preprocessor');
  const family = familyNamed(FAMILY);
  return { preprocessor, model: keptModel(family, family.load(model)) };
}

function growPart(given: StrayedRows, part: number, scale: number): SpreadPart {
  const { table, columns, preprocessing, rows, strayed, weights, parts, seed } = given;
  const random = randomStream(seed, 'spread', part);
  const counts = (place: number) => parts[place] !== part && (weights?.[place] ?? 1) > 0;
  const affordable = Math.max(FEWEST_ROWS, Math.floor(MOST_CELLS / table.columns.length));
  const most = Math.min(MOST_ROWS, affordable);
  const places = permutation(random, rows.length).filter(counts).slice(0, most).sort();
  const own = places.map((place) => rows[place] ?? 0);
  const y = Float64Array.from(places, (place) => (strayed[place] ?? 0) / scale);
  const ownWeights = meanOne(weights && Float64Array.from(places, (place) => weights[place] ?? 1));
  const family = familyNamed(FAMILY);
  const known = { task: TASK, y, weights: ownWeights, random };
  const { fitted, x } = fitPreprocessor(preprocessing, family.inputs, columns, table, own, known);
  const minLeaf = Math.max(LEAST_LEAF, Math.ceil(own.length / MOST_LEAVES));
  const params = { ...family.defaults, trees: TREES, columnShare: COLUMN_SHARE, minLeaf };
  const set = { x, y: Float32Array.from(y), weights: ownWeights };
  const model = family.train(set, params, {
    task: TASK,
    metric: 'mae',
    kernels: 'auto',
    random,
    validation: { x, score: () => 0 },
    shouldStop: () => false,
  });
  return { preprocessor: fitted, model: keptModel(family, model) };
}

/** What a forest tells of these rows, block by block. */
function openPart({ preprocessor, model }: SpreadPart) {
  const served = createModelOpener(TASK)(FAMILY, model);
  return (table: Table, rows: Int32Array): Float64Array => {
    const told = new Float64Array(rows.length);
    for (let from = 0; from < rows.length; from += BLOCK) {
      const own = rows.subarray(from, from + BLOCK);
      told.set(served(transformTable(preprocessor, table, own)), from);
    }
    return told;
  };
}

/** The columns that are read at once, and the answers beside them. */
function spreadTable(table: Table, answer: string, values: Float64Array): Table {
  const own = table.columns.filter(isRead);
  return { ...table, columns: [...own, { kind: 'numeric', name: answer, values }] };
}

/** Texts, lists and pictures take long to be read, and tell little of this. */
function isRead({ kind }: Column): boolean {
  return kind === 'numeric' || kind === 'coded' || kind === 'datetime';
}

function freeName({ columns }: Table): string {
  const taken = new Set(columns.map(({ name }) => name));
  let name = 'answer';
  while (taken.has(name)) name = `${name}'`;
  return name;
}

function scaled(told: number, scale: number): number {
  return scale * Math.max(LEAST_SPREAD, told);
}

function meanOf(values: Float64Array, weights: Float64Array | undefined): number {
  let [sum, total] = [0, 0];
  for (const [i, value] of values.entries()) {
    const weight = weights?.[i] ?? 1;
    sum += weight * value;
    total += weight;
  }
  return sum / total;
}
