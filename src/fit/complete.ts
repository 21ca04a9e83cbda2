import { finishEnsemble } from '../ensemble/finish-ensemble.js';
import type { Settings } from '../options/options.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { betterState } from '../run/better-state.js';
import { openPredictor } from '../run/predictor-file.js';
import type { RunFolder } from '../run/run-folder.js';
import type { RunRecord } from '../run/run-record.js';
import type { Budget, BudgetOptions } from '../search/budget.js';
import { quickTrial } from '../trial/answer-time.js';
import type { MachineWork } from '../trial/job.js';
import type { ToldMessage } from '../trial/journal.js';
import { type StretchOf, stretchOf } from '../trial/stretch.js';
import type { Trial } from '../trial/trial.js';
import {
  createTrialStore,
  KEPT_TRIALS,
  type KeptTrial,
  type TrialStore,
} from '../trial/trial-store.js';
import { now } from '../util/clock.js';
import { answerSpeed } from './answer-speed.js';
import { answersInTime, TIMING_SHARE } from './answers-in-time.js';
import { byMachine } from './by-machine.js';
import { createExecutor } from './create-executor.js';
import { createReporter } from './create-reporter.js';
import { finish } from './finish.js';
import type { FittedPredictor } from './fitted-predictor.js';
import { settingsFor } from './labels-alone.js';
import type { FitData } from './lay-out-data.js';
import type { Machines } from './open-machines.js';
import { recoveredBlobs } from './recovered-blobs.js';
import { reportInTime, reportSeconds, reports } from './report-in-time.js';
import { saveRun } from './save-run.js';
import { searchFamilies } from './search-families.js';
import { type FitCircumstances, summarize } from './summarize.js';
import { tellEnsemble, tellPhase } from './tell-phase.js';
import { trialsInMemory } from './trials-in-memory.js';

/** Of the time, what the search has when the chosen models are trained anew, and when there are rows to score at the end. */
const SHARE_BESIDE_REFIT = 0.7;
const SHARE_BESIDE_TEST = 0.95;

/** Where a fit takes place. */
export interface FitPlace {
  readonly run?: RunFolder | undefined;
  readonly record: RunRecord;
  readonly budget: Budget;
  /** Workers elsewhere. */
  readonly machines?: Machines | undefined;
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
  { run, record, before, earlier, budget, told, machines, startedAt }: FitPlace,
): Promise<FittedPredictor> {
  const executor = await createExecutor(data, settings, budget, machines);
  try {
    const blobs = recoveredBlobs(record.blobs, {
      executor,
      judge: data.judge,
      warn: (message) => settings.onProgress({ kind: 'warning', message }),
    });
    const store = createTrialStore(data.judge, KEPT_TRIALS, blobs, {
      room: trialsInMemory(data, settings),
      isPreferred: quickTrial(settings),
    });
    const reporter = createReporter(data, settings, budget);
    const place = { data, settings, budget, executor, store, know: blobs.know, record, startedAt };
    tellPhase(settings, 'searching');
    const { trials, searched } = await searchFamilies({ ...place, ...reporter });
    tellPhase(settings, 'ensembling');
    const kept = await store.kept();
    // What its threads hold is as much again as what comes.
    await executor.close();
    const inTime = await answersInTime(kept, { data, settings, store, record });
    const { ensemble: asked, seed } = settings;
    const ensemble = finishEnsemble(inTime.kept, data.judge, asked, seed, inTime.mayAnswer);
    tellEnsemble(settings, ensemble);
    const work = [...(executor.machines?.() ?? [])];
    const onWork = (more: readonly MachineWork[]) => void work.push(...more);
    const found = { trials, ensemble, store, startedAt, machines, onWork };
    const finished = await finish(data, settingsFor(data, settings), found);
    // Where a clock decides, what an earlier process had longer may be better.
    const own = betterState(earlier, finished);
    const state = settings.budget.timeLimit ? betterState(before, own) : own;
    const seconds = (now() - startedAt) / 1000;
    const { joins } = record.replay;
    const answers = answerSpeed(state, data.table, settings);
    const around = { run, seconds, searched: searched || data.isCut, joins, answers };
    const predictor = fitted(state, trials, settings.workers, around);
    tellPhase(settings, 'saving');
    const outcome = { state, finished, earlier, ensemble, kept };
    const bytes = await predictor.toBytes();
    const keepsRows = run && (await saveRun(run, data, settings, outcome, bytes));
    if (work.length > 0) {
      await record.journal.append({ kind: 'machines', machines: byMachine(work) });
    }
    await record.journal.append({ kind: 'told', messages: told });
    // Before the run is over, so that one that is killed here makes it when it is resumed.
    const until = { startedAt, seconds: (now() - startedAt) / 1000 };
    const report =
      keepsRows && reports(settings) ? await reportInTime(state, settings, until) : null;
    const left = askedForLater(kept, store);
    if (data.isCut || !settings.signal?.aborted) await record.end((now() - startedAt) / 1000, left);
    return { ...predictor, summary: { ...predictor.summary, report } };
  } finally {
    await executor.close();
    await record.journal.close();
  }
}

/** Stretches that the same run with more to come asks for: of what could answer now, and of whole trials, which may be others. */
function askedForLater(
  kept: readonly KeptTrial[],
  store: Pick<TrialStore, 'needed'>,
): readonly StretchOf[] {
  const whole = store.needed().filter(({ state }) => state === 'complete');
  return [...kept.map(({ trial }) => trial), ...whole].map(stretchOf);
}

/** Training anew on all rows, scoring and the report have their part of the time. */
export function searchBudget(settings: Settings): BudgetOptions {
  const { budget, refit, test, honest } = settings;
  if (budget.timeLimit === undefined) return budget;
  const besideRefit = refit ? SHARE_BESIDE_REFIT : 1;
  const besideTest = test !== undefined || honest ? SHARE_BESIDE_TEST : 1;
  const besideTiming = settings.inferLimit === undefined ? 1 : 1 - TIMING_SHARE;
  const { timeLimit, since = 0 } = budget;
  const searching =
    besideRefit * besideTest * besideTiming * (timeLimit - since) - reportSeconds(settings);
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
