import { setMaxListeners } from 'node:events';
import { finishEnsemble } from '../ensemble/finish-ensemble.js';
import { kernelsNameFor } from '../models/network-model.js';
import type { DetectionOptions } from '../options/detection-options.js';
import type { FitOptions } from '../options/fit-options.js';
import { resolveOptions, type Settings } from '../options/options.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { betterState } from '../run/better-state.js';
import { type FilePredictor, openPredictor } from '../run/predictor-file.js';
import { createRunFolder, type RunFolder } from '../run/run-folder.js';
import { beginRecord, noRecord, type RunRecord } from '../run/run-record.js';
import { inputCopy } from '../run/standard-input.js';
import { type Budget, type BudgetOptions, startBudget } from '../search/budget.js';
import type { DataSource } from '../table/data-source.js';
import type { ColumnsOf } from '../table/read-rows.js';
import type { ToldMessage } from '../trial/journal.js';
import { stretchOf } from '../trial/stretch.js';
import type { Trial } from '../trial/trial.js';
import { createTrialStore, KEPT_TRIALS } from '../trial/trial-store.js';
import { checkThreadRoom, hasRoomForWebAssembly, WITHOUT_GUARDS } from '../util/address-space.js';
import { now } from '../util/clock.js';
import { createExecutor } from './create-executor.js';
import { createReporter } from './create-reporter.js';
import { finish } from './finish.js';
import type { FittedDetector } from './fit-detection.js';
import { fitSource } from './fit-source.js';
import { keepTold } from './keep-told.js';
import type { FitData } from './lay-out-data.js';
import { readFitData } from './read-fit-data.js';
import { recoveredBlobs } from './recovered-blobs.js';
import { reportInTime, reportSeconds, reports } from './report-in-time.js';
import { saveRun } from './save-run.js';
import { searchFamilies } from './search-families.js';
import { type FitCircumstances, type FitSummary, summarize } from './summarize.js';
import { tellBegin, tellEnsemble, tellPhase } from './tell-phase.js';

/** Of the time, what the search has when the chosen models are trained anew, and when there are rows to score at the end. */
const SHARE_BESIDE_REFIT = 0.7;
const SHARE_BESIDE_TEST = 0.95;

/** A predictor fresh from `fit`, with what the search found. */
export interface FittedPredictor extends FilePredictor {
  readonly summary: FitSummary;
}

/**
 * Fits the best predictor that the budget can buy; told that the task is detection, a detector of boxes. `startedAt` is when the time limit began, in milliseconds since
 * the start of the process. Throws an AutofitError for a mistake in the data or the
 * options, before any training.
 */
export async function fit(
  source: string,
  options: DetectionOptions,
  startedAt?: number,
): Promise<FittedDetector>;
export async function fit<C extends object>(
  source: DataSource | ColumnsOf<C>,
  options: FitOptions,
  startedAt?: number,
): Promise<FittedPredictor>;
export async function fit<C extends object>(
  source: DataSource | ColumnsOf<C>,
  options: FitOptions | DetectionOptions,
  startedAt = now(),
): Promise<FittedPredictor | FittedDetector> {
  if (options?.task !== 'detection') return fitTable(source, options, startedAt);
  const { fitDetection } = await import('./fit-detection.js');
  return fitDetection(source, options, startedAt);
}

async function fitTable<C extends object>(
  given: DataSource | ColumnsOf<C>,
  asked: FitOptions,
  startedAt: number,
): Promise<FittedPredictor> {
  const { source, options, notes } = await fitSource(given, asked);
  const { settings, told } = keepTold(await resolveOptions(options));
  // Many fits may share a signal.
  if (settings.signal) setMaxListeners(0, settings.signal);
  checkThreadRoom();
  tellBegin(settings, 0);
  for (const message of notes) settings.onProgress({ kind: 'note', message });
  tellKernels(settings);
  const budget = startBudget(searchBudget(settings), startedAt, settings.signal);
  const time = { startedAt, budget, told };
  try {
    if (settings.out !== undefined) return await fitInFolder(source, settings.out, settings, time);
    const data = await readFitData(source, settings, budget.signal);
    return await complete(data, settings, { record: noRecord(), ...time });
  } finally {
    budget.close();
  }
}

async function fitInFolder(
  source: DataSource,
  folder: string,
  told: Settings,
  time: Pick<FitPlace, 'startedAt' | 'budget' | 'told'>,
): Promise<FittedPredictor> {
  const copy = await inputCopy(source);
  let run: RunFolder | undefined;
  try {
    run = await createRunFolder(folder);
    const settings = copy.path === undefined ? told : fromHere(told);
    const reading = { ...settings.reading, copyTo: copy.path };
    const data = await readFitData(source, { ...settings, reading }, time.budget.signal);
    await run.writeBadRows(data.badRows);
    // A run that ends before all is read has nothing to go on with.
    const file = data.isCut ? source : await copy.moveTo(run.path);
    const record = await beginRecord(run.path, file, settings, data);
    return await complete(data, settings, { run, record, ...time });
  } finally {
    run?.close();
    copy.remove();
  }
}

/** Paths in rows from standard input start here, also when the run is resumed from a copy of them. */
function fromHere(settings: Settings): Settings {
  const { images = process.cwd() } = settings.reading;
  return { ...settings, reading: { ...settings.reading, images } };
}

/** Where a fit takes place. */
export interface FitPlace {
  readonly run?: RunFolder | undefined;
  readonly record: RunRecord;
  readonly budget: Budget;
  /** What was told since. */
  readonly told: readonly ToldMessage[];
  /** When it began, were it one process. */
  readonly startedAt: number;
  /** What an interrupted process of the same run has saved. */
  readonly before?: PredictorState | undefined;
  /** What the run had found before it was given more. */
  readonly earlier?: PredictorState | undefined;
}

/** Searches, selects, saves: what is left to do once the data is read. */
export async function complete(
  data: FitData,
  settings: Settings,
  { run, record, before, earlier, budget, told, startedAt }: FitPlace,
): Promise<FittedPredictor> {
  const executor = createExecutor(data, settings, budget);
  try {
    const blobs = recoveredBlobs(record.blobs, {
      executor,
      judge: data.judge,
      warn: (message) => settings.onProgress({ kind: 'warning', message }),
    });
    const store = createTrialStore(data.judge, KEPT_TRIALS, blobs);
    const reporter = createReporter(data, settings, budget);
    const place = { data, settings, budget, executor, store, know: blobs.know, record, startedAt };
    tellPhase(settings, 'searching');
    const { trials, searched } = await searchFamilies({ ...place, ...reporter });
    tellPhase(settings, 'ensembling');
    const kept = await store.kept();
    const ensemble = finishEnsemble(kept, data.judge, settings.ensemble, settings.seed);
    tellEnsemble(settings, ensemble);
    if (settings.refit) await executor.close();
    const finished = await finish(data, settings, { trials, ensemble, store, startedAt });
    // Where a clock decides, what an earlier process had longer may be better.
    const own = betterState(earlier, finished);
    const state = settings.budget.timeLimit ? betterState(before, own) : own;
    const seconds = (now() - startedAt) / 1000;
    const { joins } = record.replay;
    const around = { run, seconds, searched: searched || data.isCut, joins };
    const predictor = fitted(state, trials, settings.workers, around);
    tellPhase(settings, 'saving');
    const outcome = { state, finished, earlier, ensemble, kept };
    const bytes = await predictor.toBytes();
    const keepsRows = run && (await saveRun(run, data, settings, outcome, bytes));
    await record.journal.append({ kind: 'told', messages: told });
    // Before the run is over, so that one that is killed here makes it when it is resumed.
    const until = { startedAt, seconds: (now() - startedAt) / 1000 };
    const report =
      keepsRows && reports(settings) ? await reportInTime(state, settings, until) : null;
    const left = kept.map(({ trial }) => stretchOf(trial));
    if (data.isCut || !settings.signal?.aborted) await record.end((now() - startedAt) / 1000, left);
    return { ...predictor, summary: { ...predictor.summary, report } };
  } finally {
    await executor.close();
    await record.journal.close();
  }
}

/** Training anew on all rows, scoring and the report have their part of the time. */
export function searchBudget(settings: Settings): BudgetOptions {
  const { budget, refit, test, honest } = settings;
  if (budget.timeLimit === undefined) return budget;
  const besideRefit = refit ? SHARE_BESIDE_REFIT : 1;
  const besideTest = test !== undefined || honest ? SHARE_BESIDE_TEST : 1;
  const { timeLimit, since = 0 } = budget;
  const searching = besideRefit * besideTest * (timeLimit - since) - reportSeconds(settings);
  return { ...budget, timeLimit: since + searching };
}

/** What a fit gives, by what it has found. */
export function fitted(
  state: PredictorState,
  trials: readonly Trial[],
  workers: number,
  around: FitCircumstances,
): FittedPredictor {
  const summary = summarize(state, trials, around);
  return { ...openPredictor(state, workers, around.run?.path), summary };
}

/** SIMD is what makes training fast: its absence must not go unseen. */
function tellKernels({ kernels, onProgress }: Settings): void {
  if (kernels !== 'auto' || kernelsNameFor(kernels) !== 'reference') return;
  if (!hasRoomForWebAssembly()) {
    const message =
      'ulimit -v leaves WebAssembly no room: models train on the plain kernels, many times slower; ' +
      `NODE_OPTIONS=${WITHOUT_GUARDS} makes do with less`;
    onProgress({ kind: 'warning', message });
    return;
  }
  const message =
    'no WebAssembly SIMD here: networks train on the plain kernels, many times slower';
  onProgress({ kind: 'note', message });
}
