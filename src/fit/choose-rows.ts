import { stratifiedSample } from '../folds/stratified-sample.js';
import type { Settings } from '../options/options.js';
import type { ParsedTable } from '../schema/parse-table.js';
import { featureColumns, type Schema, taskShape } from '../schema/schema.js';
import { codedCells } from '../table/raw-cells.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';
import type { Labels } from '../table/table.js';
import { mostRows, type RowsToBe, type TextsToBe } from '../trial/memory-plan.js';
import { type RowShape, rowShape } from '../trial/row-needs.js';
import { inputsOf } from '../trial/trials-shape.js';
import { countOf } from '../util/count-of.js';
import { familiesTried } from './families-tried.js';
import { checkBeside, type RowsBeside, scoredRowBytes } from './rows-beside.js';

/** Fewer rows are never chosen: a trial that has no room for them is refused. */
const LEAST_ROWS = 10_000;
/** So many rows are all used, however little time there is for them. */
const ROWS_IN_TIME = 500_000;
/** Rows that are read and judged in the time that one takes which is trained on. */
const READ_FOR_ONE = 50;
/** A byte of a text takes as long as so many of numbers. */
const TIMES_TEXT = 4;

/** How rows are chosen, and for want of what. */
export interface RowChoice {
  readonly bound: 'memory' | 'timeLimit';
  readonly choose: (labels: Labels) => Int32Array | undefined;
}

/** A class that is so many times as frequent as it was is told of. */
const MUCH_MORE = 1.5;
/** Texts of a sample may be a little longer than those of all rows. */
const TEXT_SLACK = 1.1;

/**
 * Chooses as many rows as memory and time are enough for beside others, by their labels, where they are not for all; undefined
 * where they are, and where there are pictures, which have been read by then. Throws an AutofitError where the others leave no room
 * for any trial.
 */
export function chooseRows(
  raw: RawTable,
  schema: Schema,
  settings: Settings,
  beside: RowsBeside = { judgedOn: 0, scored: 0 },
): RowChoice | undefined {
  const features = featureColumns(schema);
  if (features.some(({ kind }) => kind === 'image')) return undefined;
  const task = taskShape(schema.task);
  const texts = textsOf(raw, schema, beside.judgedOn);
  const shapeOf = (textBytes: number) => rowShape(features, task.classes, textBytes);
  const inputs = inputsOf(familiesTried(settings));
  const all: RowsToBe = { rows: raw.rows + beside.judgedOn, texts, shapeOf, inputs };
  const scoredBytes = beside.scored * scoredRowBytes(shapeOf(texts.ofRow));
  if (settings.memory.isTold) {
    checkBeside(all, { train: Math.min(LEAST_ROWS, raw.rows), ...beside, scoredBytes }, settings);
  }
  if (raw.rows <= LEAST_ROWS) return undefined;
  const inMemory = mostRows(all, settings.memory.bytes - scoredBytes) - beside.judgedOn;
  const inTime = mostInTime(raw, shapeOf(texts.ofRow), settings);
  const rows = Math.max(LEAST_ROWS, Math.min(inMemory, inTime));
  return {
    bound: inTime < inMemory ? 'timeLimit' : 'memory',
    choose(labels) {
      if (labels.length <= rows) return undefined;
      const chosen = stratifiedSample(task, labels, rows, settings.seed);
      tellRare(labels, chosen, schema, settings);
      return chosen;
    },
  };
}

/** Of rare classes more is chosen than their share, which probabilities follow. */
function tellRare(
  labels: Labels,
  chosen: Int32Array,
  { task: { classes } }: Schema,
  { onProgress }: Settings,
): void {
  if (classes.length === 0) return;
  const all = new Float64Array(classes.length);
  for (const label of labels) all[label] = (all[label] ?? 0) + 1;
  const own = new Float64Array(classes.length);
  for (const row of chosen) own[labels[row] ?? 0] = (own[labels[row] ?? 0] ?? 0) + 1;
  const timesShare = (of: number) =>
    ((own[of] ?? 0) * labels.length) / ((all[of] ?? 0) * chosen.length);
  const often = [...classes.keys()].filter((of) => timesShare(of) > MUCH_MORE);
  const [most] = often.toSorted((a, b) => timesShare(b) - timesShare(a));
  if (most === undefined) return;
  const others = often.length > 1 ? ` (so are ${often.length - 1} more classes)` : '';
  const message = `"${classes[most]}" is ${timesShare(most).toFixed(1)} times as frequent among the rows that were chosen as among all${others}: its probabilities are too high by about as much`;
  onProgress({ kind: 'warning', message });
}

/** Told by numbers alone, so that they are the same on every machine. */
function mostInTime(
  { rows }: RawTable,
  { tableBytes, textBytes }: RowShape,
  { mostTableBytes }: Settings,
): number {
  if (rows <= ROWS_IN_TIME || mostTableBytes === undefined) return Number.POSITIVE_INFINITY;
  const perRow = tableBytes + (TIMES_TEXT - 1) * textBytes;
  return Math.floor(mostTableBytes / perRow - rows / READ_FOR_ONE);
}

export function tellChosen(
  { table, chosenOf }: ParsedTable,
  bound: RowChoice['bound'] | undefined,
  { onProgress }: Settings,
): void {
  if (chosenOf === undefined || bound === undefined) return;
  const message = `trained on ${countOf(table.rows, 'row')} of ${chosenOf.toLocaleString('en-US')}: \`${bound}\` is not enough for more`;
  onProgress({ kind: 'warning', message });
}

/** Texts and lists; of other rows it is not known yet, so that they count as theirs alone. */
function textsOf({ columns, rows }: RawTable, schema: Schema, others: number): TextsToBe {
  const names = featureColumns(schema).flatMap(({ name, kind }) =>
    kind === 'text' || kind === 'list' ? [name] : [],
  );
  const own = columns.filter(({ name }) => names.includes(name)).map(bytesOf);
  const sum = (of: 'all' | 'ofRows') => own.reduce((total, bytes) => total + bytes[of], 0);
  const ofRow = (TEXT_SLACK * sum('ofRows')) / rows;
  return { columns: own.length, all: sum('all') + others * ofRow, ofRow };
}

/** Of different cells, and of those of all rows. */
function bytesOf(column: RawColumn): { readonly all: number; readonly ofRows: number } {
  const { codes, values } = codedCells(column);
  const bytes = Float64Array.from(values, (text) => Buffer.byteLength(text));
  return {
    all: bytes.reduce((sum, own) => sum + own, 0),
    ofRows: codes.reduce((sum, code) => sum + (bytes[code] ?? 0), 0),
  };
}
