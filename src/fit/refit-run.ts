import { kernelsNameFor } from '../models/network-model.js';
import type { Settings } from '../options/options.js';
import { buildState, type MemberModels } from '../predictor/build-state.js';
import type { Member, PredictorState } from '../predictor/predictor-state.js';
import { readState } from '../run/predictor-file.js';
import type { RunFolder } from '../run/run-folder.js';
import { type FinishedRun, finishedRecord } from '../run/run-record.js';
import { startBudget } from '../search/budget.js';
import { howTheyEnded } from '../search/stretches.js';
import type { Executor } from '../trial/job.js';
import { ALL_ROWS } from '../trial/run-fold.js';
import type { Trial, TrialConfig } from '../trial/trial.js';
import { numberIn } from '../trial/trial-name.js';
import { now } from '../util/clock.js';
import { AutofitError } from '../util/errors.js';
import { fitted } from './complete.js';
import { createExecutor } from './create-executor.js';
import { refit, scoredOnTest, smearedAs } from './finish.js';
import type { FittedPredictor } from './fitted-predictor.js';
import { keepTold } from './keep-told.js';
import { openMachines } from './open-machines.js';
import { readFitData } from './read-fit-data.js';
import { reportInTime, reports } from './report-in-time.js';
import { stoppedReading } from './stopped-reading.js';
import { tellPhase } from './tell-phase.js';

/**
 * Trains the members of a run that is over anew on all rows, as `refit` does at the end of a fit: weights, temperature and threshold stay, so
 * that nothing is chosen again. It takes the time that it takes. Throws an AutofitError where the run is not over, its data or version is
 * not the one that it began with, or it is stopped, which leaves the run as it was.
 */
export async function refitRun(
  run: RunFolder,
  own: Parameters<typeof finishedRecord>[1],
  startedAt: number,
): Promise<FittedPredictor> {
  const record = await finishedRecord(run.path, own);
  const before = await readState(run.path);
  const { trials, seconds: took, joins } = record.replay;
  const ended = howTheyEnded([...trials.values()]);
  const predictorOf = (state: PredictorState, seconds: number) =>
    fitted(state, ended, own.workers, { run, seconds, searched: true, joins });
  if (isRefitted(before)) return predictorOf(before, took);
  const { settings, told } = keepTold(record.settings);
  const state = await refittedState(before, { ...record, settings }, startedAt);
  const predictor = predictorOf(state, took + (now() - startedAt) / 1000);
  tellPhase(settings, 'saving');
  await run.write(state.leaderboard, await predictor.toBytes());
  const { seconds } = predictor.summary;
  const journal = await record.openJournal();
  try {
    await journal.append({ kind: 'told', messages: told });
    await journal.append({ kind: 'end', seconds });
  } finally {
    await journal.close();
  }
  if (!reports(settings)) return predictor;
  const report = await reportInTime(state, unbounded(settings), { startedAt, seconds });
  return { ...predictor, summary: { ...predictor.summary, report } };
}

/** Whether all of its models are trained on all rows. */
export function isRefitted({ options }: Pick<PredictorState, 'options'>): boolean {
  return options.refit === true;
}

/** The predictor with its members trained anew, and scored on test rows where the run has some. */
async function refittedState(
  before: PredictorState,
  { settings: begun, source, replay, checkData }: FinishedRun,
  startedAt: number,
): Promise<PredictorState> {
  const { settings: bound, machines } = await openMachines(begun);
  const { signal } = bound;
  const data = await readFitData(source, bound, signal ?? new AbortController().signal);
  if (data.isCut) throw stoppedReading();
  checkData(data);
  const settings = unbounded(bound);
  const budget = startBudget(settings.budget, startedAt, signal);
  const executor = await createExecutor(data, settings, budget, machines);
  try {
    tellPhase(settings, 'refitting');
    const trials = [...replay.trials.values()];
    const trained = { before, executor, settings };
    const members = await Promise.all(
      before.members.map((member) => trainedAnew(member, trialOf(member, trials, before), trained)),
    );
    if (signal?.aborted) throw stopped();
    settings.onProgress({
      kind: 'note',
      message: 'the models were trained anew on all rows after the search',
    });
    return scoredOnTest(withModels(before, members, settings), data, settings, startedAt);
  } finally {
    budget.close();
    await executor.close();
  }
}

/** What a member is trained anew by. */
type Retrained = Pick<Trial, 'number' | 'name' | 'config' | 'length'>;

/**
 * By what the model file says: the journal may tell of a shorter stretch, where the end of the time cut the last one short, or of a longer one, where
 * more was worse. Of a file from before it said so the configuration is on record, or it is not known.
 */
function trialOf(
  { name, family, params }: Member,
  trials: readonly Trial[],
  { leaderboard }: PredictorState,
): Retrained | undefined {
  const length = leaderboard.find((row) => row.name === name)?.length;
  const config = params
    ? { family, params: params as TrialConfig['params'] }
    : trials.findLast((trial) => trial.name === name)?.config;
  if (!config || length === undefined) return undefined;
  return { number: numberIn(name), name, config, length };
}

/** A member with a model of all rows, or with those of the folds where there is no memory for it. */
async function trainedAnew(
  { folds, ...member }: Member,
  trial: Retrained | undefined,
  {
    before,
    executor,
    settings,
  }: {
    readonly before: PredictorState;
    readonly executor: Executor;
    readonly settings: Settings;
  },
): Promise<MemberModels> {
  // However fast it is to answer, it has the models of all its folds.
  const own = { ...settings, inferLimit: undefined };
  const model = trial && (await refit(trial, executor, own));
  if (!trial) tellUnknown(member, settings);
  if (model) return { ...member, folds: [smearedAs(model, folds)] };
  const kept = folds.map(({ preprocessor: number, ofAllRows, ...rest }, place) => {
    const preprocessor = before.preprocessors[number];
    if (!preprocessor) throw new Error(`the predictor has no preprocessor ${number}`);
    return { ...rest, fold: ofAllRows ? ALL_ROWS : place, preprocessor };
  });
  return { ...member, folds: kept };
}

function tellUnknown({ name }: Pick<Member, 'name'>, { onProgress }: Settings): void {
  const message = `${name} keeps the models of its folds: its hyper-parameters are not on record`;
  onProgress({ kind: 'note', message });
}

function withModels(
  {
    kind: _kind,
    preprocessors: _fitted,
    members: _members,
    versions: _versions,
    ...rest
  }: PredictorState,
  members: readonly MemberModels[],
  { kernels }: Settings,
): PredictorState {
  const isWhole = members.every(({ folds }) => folds.every(({ fold }) => fold === ALL_ROWS));
  const options = { ...rest.options, refit: isWhole };
  return buildState(members, { ...rest, options }, kernelsNameFor(kernels));
}

/** The search is over: what is left to do takes as long as it takes. */
function unbounded(settings: Settings): Settings {
  return { ...settings, budget: { trials: undefined, timeLimit: undefined } };
}

function stopped(): AutofitError {
  return new AutofitError(
    'STOPPED',
    'Stopped: the run is as it was, with the models of its folds.',
  );
}
