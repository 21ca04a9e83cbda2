import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Drift } from '../drift/drift.js';
import type { DriftOptions } from '../drift/drift-options.js';
import { explainPredictor } from '../explain/explain.js';
import type { ExplainOptions } from '../explain/explain-options.js';
import type { Explanation } from '../explain/explanation.js';
import { loadState } from '../predictor/load-state.js';
import { openModels } from '../predictor/open-models.js';
import { type OutOfFoldPredictions, outOfFoldOf } from '../predictor/out-of-fold.js';
import { createPredictor, type Predictor } from '../predictor/predictor.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import type { DataSource } from '../table/data-source.js';
import type { ColumnsOf } from '../table/read-rows.js';
import { checkText, refuseMore } from '../util/check-arguments.js';
import { checkNotInput } from '../util/check-not-input.js';
import { checkOptions } from '../util/check-options.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { availableProcessors } from '../util/processors.js';
import { readWhole } from '../util/read-whole.js';
import { wholeNumber } from '../util/whole-number.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import type { OutputStream } from './batch-sink.js';
import { fileReading } from './file-reading.js';
import { keptBackground, keptOutOfFold, outOfFoldIn } from './kept-rows.js';
import { type DetailedRow, leaderboardDetails } from './leaderboard-details.js';
import type { PredictedFile } from './predict-file.js';
import type { PredictFileOptions } from './predict-file-options.js';
import { memberPredictions, openPredictPool, type PredictPool } from './predict-threads.js';
import { MODEL_FILE, withTimes } from './run-folder.js';

/** Columns of fewer bytes are for one thread, and plain memory is had sooner. */
const SHARED_BYTES = 65_536;

/** A predictor that reads files too, and saves itself as one. */
export interface FilePredictor extends Predictor<DataSource> {
  /** The leaderboard with the hyper-parameters of each model, and how its training went, as far as its run folder or its file tells. */
  leaderboardDetails(): Promise<readonly DetailedRow[]>;
  /**
   * What it and its members said of the rows of training out of fold, as its run kept them. Throws an AutofitError where it was not
   * loaded from a run folder, or the run is `tidy`.
   */
  outOfFold(): Promise<OutOfFoldPredictions>;
  /** Writes the model file under a temporary name, then renames it. */
  save(path: string): Promise<void>;
  /**
   * Predicts data into a file or a stream, as CSV, JSON Lines or Parquet, in memory that does not grow with them: block by block, in
   * order, over several threads. A file is renamed at the end: on a mistake there is none, or the old one. Throws an AutofitError, too,
   * where later rows are written in another form than the first ones.
   */
  predictFile<C extends object>(
    data: DataSource | ColumnsOf<C>,
    out: string | OutputStream,
    options?: PredictFileOptions,
  ): Promise<PredictedFile>;
  /**
   * Facts about how it answers: with `rows` why these are answered so, with `columns` how answers follow them, else how much each
   * column matters. Without data, by the rows that its run kept.
   */
  explain<C extends object>(
    data?: DataSource | ColumnsOf<C>,
    options?: ExplainOptions<DataSource | ColumnsOf<C>>,
  ): Promise<Explanation>;
  /**
   * How rows differ from those of training: columns that moved, what is predicted, and whether that is worse where rows have
   * labels. In a run folder the out-of-fold predictions that it kept say how sure that is.
   */
  drift<C extends object>(data: DataSource | ColumnsOf<C>, options?: DriftOptions): Promise<Drift>;
}

export interface PredictorOptions {
  /** Threads that predict large tables. @default the processors available */
  readonly workers?: number | undefined;
}

/** Loads a model file, or the one in a run folder. Throws an AutofitError when it is absent or damaged. */
export async function loadPredictor(
  path: string,
  options: PredictorOptions = {},
): Promise<FilePredictor> {
  checkText('loadPredictor', path, 'the path of a model file or a run folder');
  const { workers: kind } = (await import('../options/option-kinds.js')).optionKinds;
  checkOptions(options, { workers: kind });
  const workers = wholeNumber('workers', options.workers ?? availableProcessors(), 1);
  return openPredictor(await readState(path), workers, path);
}

/** The state in a model file, or in a run folder, whose leaderboard has the times too. */
export async function readState(path: string): Promise<PredictorState> {
  const { bytes, isFolder } = await readModel(path);
  const state = await loadState(bytes);
  if (!isFolder) return state;
  return { ...state, leaderboard: await withTimes(path, state.leaderboard) };
}

/** Told the folder of its run, it explains itself by the rows that are kept there. */
export function openPredictor(
  state: PredictorState,
  workers: number,
  folder?: string,
): FilePredictor {
  const parts = {
    ...fileReading(state.schema, workers),
    allocate: (bytes: number) =>
      bytes < SHARED_BYTES ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes),
  };
  const models = openModels(state, (own) => memberPredictions(own, workers));
  const predictor = createPredictor<DataSource>(state, { ...parts, models });
  const explainOf =
    (model: PredictorState): FilePredictor['explain'] =>
    async (data, options = {}, ...more) => {
      refuseMore('explain', more);
      const pools: PredictPool[] = [];
      const open = (own: PredictorState) => {
        const pool = openPredictPool(own, workers);
        pools.push(pool);
        return pool.membersOf;
      };
      const kept = async () => (folder === undefined ? undefined : keptBackground(folder, state));
      const asked = { ...parts, open, kept };
      return explainPredictor<DataSource>(model, asked, data, options).finally(() =>
        Promise.all(pools.map((pool) => pool.close())),
      );
    };
  return {
    ...predictor,
    explain: explainOf(state),
    async predictFile(data, out, options = {}, ...more) {
      refuseMore('predictFile', more);
      if (typeof out !== 'object') checkText('predictFile', out, 'the path of a file or a stream');
      if (typeof out === 'string') await checkNotInput(out, { model: folder, data });
      const { predictFile } = await import('./predict-file.js');
      const own = { state, workers, allocate: parts.allocate, models, explainOf };
      return predictFile(own, data, out, options);
    },
    async drift(data, options = {}, ...more) {
      refuseMore('drift', more);
      const { detectDrift } = await import('../drift/detect-drift.js');
      const kept = async () => (folder === undefined ? undefined : keptOutOfFold(folder, state));
      return detectDrift<DataSource>(
        state,
        { ...parts, membersOf: models().membersOf, kept },
        data,
        options,
      );
    },
    async leaderboardDetails(...more) {
      refuseMore('leaderboardDetails', more);
      return leaderboardDetails(state, folder);
    },
    async outOfFold(...more) {
      refuseMore('outOfFold', more);
      return outOfFoldOf(state, await outOfFoldIn(folder));
    },
    async save(path, ...more) {
      checkText('save', path, 'the path of a file');
      refuseMore('save', more);
      await writeFileSafely(path, await predictor.toBytes());
    },
  };
}

/** The bytes of a model file, or of the one in a run folder. Throws an AutofitError where there is none. */
export async function readModel(path: string): Promise<{ bytes: Uint8Array; isFolder: boolean }> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    return { bytes: await readWhole(isFolder ? join(path, MODEL_FILE) : path), isFolder };
  } catch (thrown) {
    throw new AutofitError(
      'NO_MODEL',
      `No model can be read from ${path}: ${errorMessage(thrown)}.`,
      {
        file: path,
        hint: `Name a model file, or a run folder that holds a ${MODEL_FILE}.`,
      },
    );
  }
}
