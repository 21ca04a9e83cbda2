import { withEnsemble } from './ensemble/ensemble-row.js';
import { type FinishedEnsemble, finishEnsemble } from './ensemble/finish-ensemble.js';
import { type FitData, readFitData } from './fit-data.js';
import { createReporter } from './fit-progress.js';
import { searchFamilies } from './fit-search.js';
import { type FitSummary, summarize } from './fit-summary.js';
import { rankTrials } from './leaderboard/leaderboard.js';
import { kernelsFor } from './models/network-model.js';
import { type FitOptions, resolveOptions, type Settings } from './options.js';
import { buildState } from './predictor/build-state.js';
import { withTestScores } from './predictor/predictor.js';
import type { PredictorState } from './predictor/predictor-state.js';
import { type FilePredictor, openPredictor, readState } from './predictor-file.js';
import { createRunFolder, type RunFolder, runFolder } from './run-folder.js';
import { beginRecord, noRecord, type RunRecord, reopenRecord } from './run-record.js';
import { type Budget, startBudget } from './search/budget.js';
import { inputCopy } from './standard-input.js';
import type { DataSource } from './table/read-table.js';
import type { Executor } from './trial/job.js';
import { planMemory } from './trial/memory-plan.js';
import type { Trial } from './trial/trial.js';
import { createTrialStore, type TrialStore } from './trial/trial-store.js';
import { now } from './util/clock.js';
import { AutofitError } from './util/errors.js';
import { availableMemory } from './util/memory.js';
import { availableProcessors } from './util/processors.js';
import { createThreads } from './workers/threads.js';

/** How many of the best trials keep their predictions and weights for the ensemble. */
const KEPT_TRIALS = 40;

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
  const budget = startBudget(settings.budget, startedAt, settings.signal);
  const executor = createExecutor(data, settings, budget);
  try {
    const store = createTrialStore(data.judge, KEPT_TRIALS, record.blobs);
    const onTrial = createReporter(data, settings, budget);
    const around = { data, settings, budget, executor, store, record, startedAt };
    const { trials, searched } = await searchFamilies({ ...around, onTrial });
    checkBaseline(trials);
    const kept = await store.kept();
    const ensemble = finishEnsemble(kept, data.judge, settings.ensemble, settings.seed);
    const state = await finish(data, settings, trials, ensemble, store);
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

/** Worker threads, no more than there is memory for. */
function createExecutor(data: FitData, settings: Settings, { signal }: Budget): Executor {
  const { workers, keptBytes } = planMemory(data.table, settings.workers, availableMemory());
  if (workers < settings.workers) {
    const message = `memory is enough for ${workers} of ${settings.workers} workers`;
    settings.onProgress({ kind: 'note', message });
  }
  return createThreads({ ...data.context, keptBytes }, { workers, signal });
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

async function finish(
  data: FitData,
  settings: Settings,
  trials: readonly Trial[],
  ensemble: FinishedEnsemble,
  store: TrialStore,
): Promise<PredictorState> {
  const { metric } = data.judge;
  const leaderboard = withEnsemble(rankTrials(trials, metric), ensemble, metric);
  const rest = {
    schema: data.schema,
    metric: metric.name,
    leaderboard,
    rows: data.table.rows,
    seed: settings.seed,
    stack: ensemble.stack,
    temperature: ensemble.temperature,
    threshold: ensemble.threshold,
    options: { preset: settings.preset, folds: data.judge.folds.length },
  };
  const members = await Promise.all(
    ensemble.members.map(async ({ trial, weight }) => ({
      name: trial.name,
      family: trial.config.family,
      weight,
      folds: await store.modelsOf(trial),
    })),
  );
  const state = buildState(members, rest, kernelsFor(settings.kernels).name);
  return data.test ? { ...state, leaderboard: withTestScores(state, data.test) } : state;
}
