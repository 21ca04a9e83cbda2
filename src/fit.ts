import { finishEnsemble } from './ensemble/finish-ensemble.js';
import { type FitData, readFitData } from './fit-data.js';
import { createExecutor } from './fit-executor.js';
import { finish } from './fit-finish.js';
import { createReporter } from './fit-progress.js';
import { searchFamilies } from './fit-search.js';
import { type FitSummary, summarize } from './fit-summary.js';
import { kernelsFor } from './models/network-model.js';
import { type FitOptions, resolveOptions, type Settings } from './options.js';
import type { PredictorState } from './predictor/predictor-state.js';
import { type FilePredictor, openPredictor, readState } from './predictor-file.js';
import { createRunFolder, type RunFolder, runFolder } from './run-folder.js';
import { beginRecord, noRecord, type RunRecord, reopenRecord } from './run-record.js';
import { type BudgetOptions, startBudget } from './search/budget.js';
import { inputCopy } from './standard-input.js';
import type { DataSource } from './table/read-table.js';
import type { Trial } from './trial/trial.js';
import { createTrialStore } from './trial/trial-store.js';
import { now } from './util/clock.js';
import { AutofitError } from './util/errors.js';
import { availableProcessors } from './util/processors.js';

/** How many of the best trials keep their predictions and weights for the ensemble. */
const KEPT_TRIALS = 40;
/** Of the time, what the search has when the chosen models are trained anew. */
const SEARCH_SHARE = 0.7;

/** A predictor fresh from `fit`, with what the search found. */
export interface FittedPredictor extends FilePredictor {
  readonly summary: FitSummary;
}

/** What a resumed run may be told anew. */
export type ResumeOptions = Pick<FitOptions, 'workers' | 'signal' | 'onProgress'>;

/**
 * Fits the best predictor that the budget can buy. Throws an AutofitError for a mistake in the data or the
 * options, before any training.
 */
export async function fit(source: DataSource, options: FitOptions): Promise<FittedPredictor> {
  const startedAt = now();
  const settings = await resolveOptions(options);
  tellKernels(settings);
  if (settings.out === undefined) {
    const data = await readFitData(source, settings);
    return complete(data, settings, undefined, noRecord(), startedAt);
  }
  const copy = await inputCopy(source);
  try {
    const reading = { ...settings.reading, copyTo: copy.path };
    const data = await readFitData(source, { ...settings, reading });
    const run = await createRunFolder(settings.out);
    await run.writeBadRows(data.badRows);
    const file = await copy.moveTo(run.path);
    const record = await beginRecord(run.path, file, settings, data);
    return await complete(data, settings, run, record, startedAt);
  } finally {
    await copy.remove();
  }
}

/**
 * Goes on with the run in a folder as if it had never been stopped; a finished one is left as it is. Throws an
 * AutofitError when the data or the version is not the one that it began with.
 */
export async function resume(path: string, options: ResumeOptions = {}): Promise<FittedPredictor> {
  const startedAt = now();
  const { workers = availableProcessors(), signal, onProgress = () => {} } = options;
  const own = { workers, signal, onProgress, out: path };
  const { replay, open } = await reopenRecord(path, own);
  const run = runFolder(path);
  if (open) return complete(open.data, open.settings, run, open.record, startedAt);
  return fitted(await readState(path), [...replay.trials.values()], run, replay.seconds, true);
}

/** Searches, selects, saves: what is left to do once the data is read. */
async function complete(
  data: FitData,
  settings: Settings,
  run: RunFolder | undefined,
  record: RunRecord,
  processStart: number,
): Promise<FittedPredictor> {
  const startedAt = processStart - record.replay.seconds * 1000;
  const budget = startBudget(searchBudget(settings), startedAt, settings.signal);
  const executor = createExecutor(data, settings, budget);
  try {
    const store = createTrialStore(data.judge, KEPT_TRIALS, record.blobs);
    const onTrial = createReporter(data, settings, budget);
    const around = { data, settings, budget, executor, store, record, startedAt };
    const { trials, searched } = await searchFamilies({ ...around, onTrial });
    checkBaseline(trials);
    const kept = await store.kept();
    const ensemble = finishEnsemble(kept, data.judge, settings.ensemble, settings.seed);
    const state = await finish(data, settings, { trials, ensemble, store, startedAt });
    const predictor = await fitted(state, trials, run, (now() - startedAt) / 1000, searched);
    await run?.write(state.leaderboard, await predictor.toBytes());
    if (!settings.signal?.aborted) await record.end((now() - startedAt) / 1000);
    return predictor;
  } finally {
    budget.close();
    await executor.close();
    await record.journal.close();
  }
}

/** Training anew on all rows has its part of the time. */
function searchBudget({ budget, refit }: Settings): BudgetOptions {
  if (!refit || budget.timeLimit === undefined) return budget;
  return { ...budget, timeLimit: SEARCH_SHARE * budget.timeLimit };
}

async function fitted(
  state: PredictorState,
  trials: readonly Trial[],
  run: RunFolder | undefined,
  seconds: number,
  searched: boolean,
): Promise<FittedPredictor> {
  return { ...openPredictor(state), summary: summarize(state, trials, { run, seconds, searched }) };
}

/** SIMD is what makes training fast: its absence must not go unseen. */
function tellKernels({ kernels, onProgress }: Settings): void {
  if (kernels !== 'auto' || kernelsFor(kernels).name !== 'reference') return;
  const message =
    'no WebAssembly SIMD here: networks train on the plain kernels, many times slower';
  onProgress({ kind: 'note', message });
}

/** Without the baseline there is nothing to keep: the metric cannot be computed on these rows. */
function checkBaseline([baseline]: readonly Trial[]): void {
  if (baseline?.state === 'complete') return;
  throw new AutofitError('NO_SCORE', `The baseline has no score: ${baseline?.reason}.`, {
    hint: 'Choose another metric, or give more rows.',
  });
}
