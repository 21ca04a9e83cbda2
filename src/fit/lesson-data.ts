import { createFolds, type Fold } from '../folds/folds.js';
import { rowUnits } from '../folds/row-units.js';
import { readJournal } from '../journal/journal-file.js';
import { memoryAtHand, type Settings } from '../options/options.js';
import { predictorName } from '../predictor/predictor-row.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { type PredictOptions, tableReader } from '../predictor/table-reader.js';
import { boundFeatures, featureBoundDefaults } from '../preprocessing/bound-features.js';
import {
  type PreprocessingOptions,
  preprocessingDefaults,
} from '../preprocessing/preprocessing-options.js';
import { begunSettings } from '../run/begun-settings.js';
import { fileReading } from '../run/file-reading.js';
import { keptOutOfFold } from '../run/kept-rows.js';
import { dataChanged, hashOf, nothingToRead } from '../run/run-record.js';
import { settingsAt, sourceAt } from '../run/standard-input.js';
import { taskShape } from '../schema/schema.js';
import type { DataSource } from '../table/data-source.js';
import type { ColumnValues } from '../table/read-rows.js';
import type { Table } from '../table/table.js';
import { AutofitError } from '../util/errors.js';
import { inTurns } from '../util/in-turns.js';
import type { DistillProgress } from './distill-options.js';
import { readFitData } from './read-fit-data.js';
import { notTaught } from './teach-students.js';

/** Rows to teach a student by, and those that it is judged by. */
export interface LessonData {
  readonly table: Table;
  readonly fold: Fold;
  /** The fold's number among all of the run, where it is one of them. */
  readonly place?: { readonly fold: number; readonly folds: number } | undefined;
  readonly preprocessing: PreprocessingOptions;
  /** What the ensemble said of rows that it had not been fitted to. @default nothing is known */
  readonly outOfFold?: { readonly rows: Int32Array; readonly values: Float64Array } | undefined;
  /** Rows that neither has seen. */
  readonly test?: Table | undefined;
}

interface Reading {
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (event: DistillProgress) => void;
}

/** The rows of a run, read again as it read them. Throws an AutofitError where they came from memory, or have changed. */
export async function rowsOfRun(
  run: string,
  state: PredictorState,
  { workers, signal, onProgress }: Reading,
): Promise<LessonData> {
  const { run: begun } = await readJournal(run);
  if (begun.source === null) throw notToRead(run, begun);
  const source = sourceAt(run, begun.source);
  const begunWith = settingsAt(run, begunSettings(begun) as Settings);
  // Other memory would choose other rows.
  const own = { ...begunWith, memory: begunWith.memory ?? memoryAtHand() };
  // What it noticed was told then.
  const settings: Settings = {
    ...own,
    workers,
    signal,
    out: undefined,
    onProgress: (event) => {
      if (event.kind === 'reading' || event.kind === 'reading-pictures') onProgress(event);
    },
  };
  const data = await readFitData(source, settings, signal ?? new AbortController().signal);
  if (signal?.aborted) throw notTaught(undefined);
  if (hashOf(data, settings) !== begun.dataHash) throw dataChanged(run, source);
  const { judge, table, context } = data;
  const fold = judge.folds.length - 1;
  const kept = await keptOutOfFold(run, state);
  const values = kept?.predictions.find(({ name }) => name === predictorName(state))?.values;
  const isSame = kept?.rows.length === judge.rows.length;
  return {
    table,
    fold: judge.folds[fold] ?? { train: new Int32Array(), validation: new Int32Array() },
    place: { fold, folds: judge.folds.length },
    preprocessing: context.preprocessing,
    ...(values && isSame && { outOfFold: { rows: judge.rows, values } }),
    test: data.test,
  };
}

/** Other rows, with labels, a part of which is set aside. */
export async function rowsOfData(
  data: DataSource | ColumnValues,
  state: PredictorState,
  { workers, onProgress }: Reading,
  { force, delimiter, quote, sheet, images }: Omit<PredictOptions, 'onProgress'>,
): Promise<LessonData> {
  const { schema } = state;
  const allocate = (bytes: number) => new SharedArrayBuffer(bytes);
  const reader = tableReader(state, fileReading(schema, workers), allocate);
  const { table, notes } = (await reader(data, { force, delimiter, quote, sheet, images })).parse(
    'required',
  );
  for (const message of notes) onProgress({ kind: 'note', message });
  const { target = new Float64Array(), times } = table;
  const units = times === undefined ? (await inTurns(rowUnits(table))).units : undefined;
  const known = { target, units, times };
  const [fold] = createFolds({ folds: 1, holdout: 0.2 }, taskShape(schema.task), known, state.seed);
  if (!fold) throw new Error('no fold of a table');
  const { options } = boundFeatures(preprocessingDefaults, table, featureBoundDefaults);
  return { table, fold, preprocessing: options };
}

function notToRead(...[run, begun]: Parameters<typeof nothingToRead>): AutofitError {
  const { code, message } = nothingToRead(run, begun);
  return new AutofitError(code, message, { hint: 'Give its rows as `data`.' });
}
