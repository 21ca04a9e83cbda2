import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { finishEnsemble } from '../ensemble/finish-ensemble.js';
import { kernelsFor } from '../models/network-model.js';
import { checkOptions } from '../options/check-options.js';
import type { FitOptions } from '../options/fit-options.js';
import { resolveOptions, type Settings } from '../options/options.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { betterState } from '../run/better-state.js';
import { type FilePredictor, openPredictor, readState } from '../run/predictor-file.js';
import { createRunFolder, openRunFolder, type RunFolder } from '../run/run-folder.js';
import { beginRecord, noRecord, type RunRecord, reopenRecord } from '../run/run-record.js';
import { inputCopy } from '../run/standard-input.js';
import { type BudgetOptions, startBudget } from '../search/budget.js';
import type { DataSource } from '../table/read-table.js';
import type { Trial } from '../trial/trial.js';
import { createTrialStore, KEPT_TRIALS } from '../trial/trial-store.js';
import { now } from '../util/clock.js';
import { availableProcessors } from '../util/processors.js';
import { createExecutor } from './create-executor.js';
import { createReporter } from './create-reporter.js';
import { finish } from './finish.js';
import { type FitData, readFitData } from './read-fit-data.js';
import { searchFamilies } from './search-families.js';
import { type FitSummary, summarize } from './summarize.js';

/** Of the time, what the search has when the chosen models are trained anew, and when there are rows to score at the end. */
const SHARE_BESIDE_REFIT = 0.7;
const SHARE_BESIDE_TEST = 0.95;

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
  // Many fits may share a signal.
  if (settings.signal) setMaxListeners(0, settings.signal);
  tellKernels(settings);
  if (settings.out === undefined) {
    const data = await readFitData(source, settings);
    return complete(data, settings, { record: noRecord(), startedAt });
  }
  const copy = await inputCopy(source);
  let run: RunFolder | undefined;
  try {
    const reading = { ...settings.reading, copyTo: copy.path };
    const data = await readFitData(source, { ...settings, reading });
    run = await createRunFolder(settings.out);
    await run.writeBadRows(data.badRows);
    const file = await copy.moveTo(run.path);
    const record = await beginRecord(run.path, file, settings, data);
    return await complete(data, settings, { run, record, startedAt });
  } finally {
    run?.close();
    copy.remove();
  }
}

/**
 * Goes on with the run in a folder as if it had never been stopped; a finished one is left as it is. Throws an
 * AutofitError when the data or the version is not the one that it began with.
 */
export async function resume(path: string, options: ResumeOptions = {}): Promise<FittedPredictor> {
  const startedAt = now();
  const { optionKinds: all } = await import('../options/option-kinds.js');
  const { workers: number, signal: abort, onProgress: tell } = all;
  checkOptions(options, { workers: number, signal: abort, onProgress: tell });
  const { workers = availableProcessors(), signal, onProgress = () => {} } = options;
  const own = { workers, signal, onProgress, out: path };
  const run = await openRunFolder(path);
  try {
    const { replay, open } = await reopenRecord(path, own, readFitData);
    const before = !open || existsSync(run.model) ? await readState(path) : undefined;
    if (open && !(before && isSpent(open.settings, replay.seconds))) {
      const place = { run, record: open.record, startedAt, before };
      return await complete(open.data, open.settings, place);
    }
    await open?.record.journal.close();
    const trials = [...replay.trials.values()];
    return await fitted(before ?? (await readState(path)), trials, run, replay.seconds, true);
  } finally {
    run.close();
  }
}

/** Where a fit takes place. */
interface FitPlace {
  readonly run?: RunFolder | undefined;
  readonly record: RunRecord;
  /** When this process began. */
  readonly startedAt: number;
  /** What an interrupted process of the same run has saved. */
  readonly before?: PredictorState | undefined;
}

/** Searches, selects, saves: what is left to do once the data is read. */
async function complete(
  data: FitData,
  settings: Settings,
  { run, record, before, ...place }: FitPlace,
): Promise<FittedPredictor> {
  const startedAt = place.startedAt - record.replay.seconds * 1000;
  const budget = startBudget(searchBudget(settings), startedAt, settings.signal);
  const executor = createExecutor(data, settings, budget);
  try {
    const store = createTrialStore(data.judge, KEPT_TRIALS, record.blobs);
    const onTrial = createReporter(data, settings, budget);
    const around = { data, settings, budget, executor, store, record, startedAt };
    const { trials, searched } = await searchFamilies({ ...around, onTrial });
    const kept = await store.kept();
    const ensemble = finishEnsemble(kept, data.judge, settings.ensemble, settings.seed);
    if (settings.refit) await executor.close();
    const finished = await finish(data, settings, { trials, ensemble, store, startedAt });
    // Where a clock decides, what an earlier process had longer may be better.
    const state = settings.budget.timeLimit ? betterState(before, finished) : finished;
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

/** Training anew on all rows, and scoring, have their part of the time. */
function searchBudget({ budget, refit, test, honest }: Settings): BudgetOptions {
  if (budget.timeLimit === undefined) return budget;
  const besideRefit = refit ? SHARE_BESIDE_REFIT : 1;
  const besideTest = test !== undefined || honest ? SHARE_BESIDE_TEST : 1;
  return { ...budget, timeLimit: besideRefit * besideTest * budget.timeLimit };
}

/** Whether no time is left to go on. */
function isSpent(settings: Settings, seconds: number): boolean {
  const { timeLimit } = searchBudget(settings);
  return timeLimit !== undefined && seconds >= timeLimit;
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
