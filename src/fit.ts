import { withEnsemble } from './ensemble/ensemble-row.js';
import { type Ensemble, selectEnsemble } from './ensemble/select-ensemble.js';
import { type FitData, readFitData } from './fit-data.js';
import { createReporter } from './fit-progress.js';
import { type FitSummary, summarize } from './fit-summary.js';
import { rankTrials } from './leaderboard/leaderboard.js';
import { kernelsFor } from './models/network-model.js';
import { type FitOptions, resolveOptions, type Settings } from './options.js';
import { buildState } from './predictor/build-state.js';
import { withTestScores } from './predictor/predictor.js';
import type { PredictorState } from './predictor/predictor-state.js';
import { type FilePredictor, openPredictor } from './predictor-file.js';
import { createRunFolder } from './run-folder.js';
import { type Budget, startBudget } from './search/budget.js';
import { pacedFamilies } from './search/pace.js';
import { randomSampler } from './search/samplers/random-sampler.js';
import { search } from './search/search.js';
import type { DataSource } from './table/read-table.js';
import type { Executor } from './trial/job.js';
import { runTrial } from './trial/run-trial.js';
import { timeFold } from './trial/time-fold.js';
import type { Trial, TrialConfig } from './trial/trial.js';
import { createTrialStore, type TrialStore } from './trial/trial-store.js';
import { now } from './util/clock.js';
import { AutofitError } from './util/errors.js';
import { createThreads } from './workers/threads.js';

/** How many of the best trials keep their predictions and weights for the ensemble. */
const KEPT_TRIALS = 40;

/** A predictor fresh from `fit`, with what the search found. */
export interface FittedPredictor extends FilePredictor {
  readonly summary: FitSummary;
}

/**
 * Fits the best predictor that the budget can buy. Throws an AutofitError for a mistake in the data or the
 * options, before any training.
 */
export async function fit(source: DataSource, options: FitOptions): Promise<FittedPredictor> {
  const startedAt = now();
  const settings = await resolveOptions(options);
  tellKernels(settings);
  const data = await readFitData(source, settings);
  const run = settings.out === undefined ? undefined : await createRunFolder(settings.out);
  await run?.writeBadRows(data.badRows);
  const budget = startBudget(settings.budget, startedAt, settings.signal);
  const { workers } = settings;
  const executor = createThreads(data.context, { workers, signal: budget.signal });
  try {
    const store = createTrialStore(data.judge.metric, KEPT_TRIALS);
    const trials = await runSearch(data, settings, budget, executor, store);
    checkBaseline(trials);
    const ensemble = selectEnsemble(store.kept(), data.judge, settings.ensemble);
    const state = finish(data, settings, trials, ensemble);
    const predictor = openPredictor(state);
    await run?.write(state.leaderboard, await predictor.toBytes());
    const seconds = (now() - startedAt) / 1000;
    const searched = searchedFamilies(data, settings).length > 0;
    return { ...predictor, summary: summarize(state, trials, { run, seconds, searched }) };
  } finally {
    budget.close();
    await executor.close();
  }
}

/** SIMD is what makes training fast: its absence must not go unseen. */
function tellKernels({ kernels, onProgress }: Settings): void {
  if (kernels !== 'auto' || kernelsFor(kernels).name !== 'reference') return;
  const message =
    'no WebAssembly SIMD here: networks train on the plain kernels, many times slower';
  onProgress({ kind: 'note', message });
}

function runSearch(
  data: FitData,
  settings: Settings,
  budget: Budget,
  executor: Executor,
  store: TrialStore,
): Promise<readonly Trial[]> {
  return search({
    baseline: { family: 'constant', params: {} },
    families: searchedFamilies(data, settings),
    pace: (families) => paceOf(families, data, settings, budget, executor),
    sampler: randomSampler,
    budget,
    seed: settings.seed,
    lag: settings.lag,
    onTrial: createReporter(data, settings, budget),
    async runTrial(number, config) {
      const finished = await runTrial(executor, data.judge, number, config);
      store.add(finished);
      return finished.trial;
    },
  });
}

/** Without a time limit nothing is measured. */
async function paceOf(
  families: Settings['families'],
  { judge }: FitData,
  { workers }: Settings,
  budget: Budget,
  executor: Executor,
): Promise<Settings['families']> {
  const seconds = budget.secondsLeft();
  if (seconds === undefined) return families;
  const folds = judge.folds.length;
  const time = (config: TrialConfig) => timeFold(executor, config);
  return pacedFamilies(families, { seconds, folds, workers, timeFold: time });
}

/** Without a feature nothing but the baseline can be fitted; the scale of the target is a choice for numbers. */
function searchedFamilies({ context }: FitData, { families }: Settings): Settings['families'] {
  if (context.columns.length === 0) return [];
  if (context.task.kind === 'regression') return families;
  return families.map(({ defaults, space, ...family }) => {
    const { targetScale: _default, ...ownDefaults } = defaults;
    const { targetScale: _space, ...ownSpace } = space;
    return { ...family, defaults: ownDefaults, space: ownSpace };
  });
}

/** Without the baseline there is nothing to keep: the metric cannot be computed on these rows. */
function checkBaseline([baseline]: readonly Trial[]): void {
  if (baseline?.state === 'complete') return;
  throw new AutofitError('NO_SCORE', `The baseline has no score: ${baseline?.reason}.`, {
    hint: 'Choose another metric, or give more rows.',
  });
}

function finish(
  data: FitData,
  settings: Settings,
  trials: readonly Trial[],
  ensemble: Ensemble,
): PredictorState {
  const { metric } = data.judge;
  const leaderboard = withEnsemble(rankTrials(trials, metric), ensemble, metric);
  const rest = {
    schema: data.schema,
    metric: metric.name,
    leaderboard,
    rows: data.table.rows,
    seed: settings.seed,
    options: { preset: settings.preset, folds: data.judge.folds.length },
  };
  const state = buildState(ensemble, rest, kernelsFor(settings.kernels).name);
  return data.test ? { ...state, leaderboard: withTestScores(state, data.test) } : state;
}
