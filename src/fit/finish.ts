import { withEnsemble } from '../ensemble/ensemble-row.js';
import type { FinishedEnsemble } from '../ensemble/finish-ensemble.js';
import { rankTrials } from '../leaderboard/leaderboard.js';
import { kernelsNameFor } from '../models/network-model.js';
import type { Settings } from '../options/options.js';
import { answerSpreads } from '../predictor/answer-spreads.js';
import { buildState, type MemberModels } from '../predictor/build-state.js';
import { columnSpreads } from '../predictor/column-spreads.js';
import type { Copies } from '../predictor/copies.js';
import { openMembers } from '../predictor/open-members.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { type JudgedRows, trainedRows } from '../predictor/trained-rows.js';
import { startBudget } from '../search/budget.js';
import { rowKeys } from '../table/row-keys.js';
import type { Table } from '../table/table.js';
import type { Executor, MachineWork } from '../trial/job.js';
import { ALL_ROWS } from '../trial/run-fold.js';
import type { FoldModel, Trial } from '../trial/trial.js';
import type { TrialStore } from '../trial/trial-store.js';
import { createExecutor } from './create-executor.js';
import { fitCopies } from './fit-copies.js';
import type { FitData } from './lay-out-data.js';
import type { Machines } from './open-machines.js';
import { rowsInTime } from './rows-in-time.js';
import { describeSeen } from './seen-rows.js';
import { tellBaseline } from './tell-baseline.js';
import { tellCalibration } from './tell-calibration.js';
import { tellPhase } from './tell-phase.js';
import { testedState } from './tested-state.js';
import { uncertaintyOf, withTested } from './uncertainty-of.js';

/** What a search leaves to be made a predictor. */
export interface Searched {
  readonly trials: readonly Trial[];
  readonly ensemble: FinishedEnsemble;
  readonly store: TrialStore;
  readonly startedAt: number;
  /** Workers elsewhere. */
  readonly machines?: Machines | undefined;
  /** Told what each machine did of the refits, where there were several. */
  readonly onWork: (work: readonly MachineWork[]) => void;
}

/** The predictor of the chosen models: those of the folds, or trained anew on all rows where that was asked for. */
export async function finish(
  data: FitData,
  settings: Settings,
  searched: Searched,
): Promise<PredictorState> {
  const { trials, ensemble } = searched;
  const { metric } = data.judge;
  const leaderboard = withEnsemble(rankTrials(trials, metric), ensemble, metric);
  tellShortfalls(ensemble, settings);
  tellCalibration(data.judge, settings, ensemble);
  tellBaseline(leaderboard, metric, settings);
  if (settings.refit) tellPhase(settings, 'refitting');
  const members = await membersOf(data, settings, searched);
  const refit = members.every(({ folds }) => folds.every(({ fold }) => fold === ALL_ROWS));
  const keys = rowKeys(data.table);
  const trained = trainedRows(data.table, learnedFrom(data, settings), keys);
  const judged = trained && judgedRows(data, settings, keys);
  const isRefit = members.some(({ folds }) => folds.some(({ fold }) => fold === ALL_ROWS));
  tellSeen(data, settings, keys, isRefit);
  const chosen = data.chosenOf === undefined ? {} : { chosenOf: data.chosenOf };
  const rest = {
    schema: data.schema,
    metric: metric.name,
    ...(metric.isCustom && { customMetric: { direction: metric.direction } }),
    leaderboard,
    spreads: columnSpreads(data.table, data.schema),
    answers: answerSpreads(
      { schema: data.schema, threshold: ensemble.threshold, costs: data.judge.task.costs },
      ensemble.predictions,
    ),
    rows: data.table.rows,
    ...(trained && { trained }),
    ...(judged && { judged }),
    seed: settings.seed,
    stack: ensemble.stack,
    temperature: ensemble.temperature,
    ...(ensemble.calibration && { calibration: ensemble.calibration }),
    copies: copiesOf(data, settings, ensemble, keys),
    threshold: ensemble.threshold,
    costs: data.judge.task.costs,
    options: {
      preset: settings.preset,
      folds: data.judge.folds.length,
      refit,
      ...chosen,
      ...heldTo(settings),
    },
  };
  const uncertainty = uncertaintyOf(data, settings, ensemble);
  const own = { ...rest, ...(uncertainty && { uncertainty }) };
  const state = buildState(members, own, kernelsNameFor(settings.kernels));
  return scoredOnTest(state, data, settings, searched.startedAt);
}

/** What answers were held to in training, which nothing else of the model tells. */
function heldTo({ monotone, classWeights }: Settings): PredictorState['options'] {
  return { ...(monotone && { monotone }), ...(classWeights && { classWeights }) };
}

/** The predictor with its scores on test rows, where there are some. */
export function scoredOnTest(
  state: PredictorState,
  data: FitData,
  settings: Settings,
  startedAt: number,
): PredictorState {
  if (!data.test) return state;
  tellPhase(settings, 'scoring');
  const predict = openMembers(state);
  const test = rowsInTime(predict, data.test, settings, startedAt);
  const perMember = predict(test);
  const tested = testedState(state, test, perMember, data.judge.metric, (message) =>
    settings.onProgress({ kind: 'warning', message }),
  );
  return withTested(tested, test, perMember);
}

/** Rows of a validation file lie behind the others, and are no part of what folds learn from. */
function learnedFrom({ table, judge }: FitData, { validation }: Settings): Int32Array {
  const [given] = judge.folds;
  if (validation !== undefined && given) return given.train;
  return allRows(table);
}

/** Of a validation file, or set aside, so that a score of all rows of the data is known for what it is. */
function judgedRows(
  { table, judge, test }: FitData,
  { validation, honest }: Settings,
  keys: Float64Array,
): JudgedRows | undefined {
  const [given] = judge.folds;
  if (validation !== undefined && given) {
    const own = trainedRows(table, given.validation, keys);
    return own && { ...own, by: 'validation' };
  }
  const own = honest && test ? trainedRows(test, allRows(test), rowKeys(test)) : undefined;
  return own && { ...own, by: 'aside' };
}

/** What is told of copies where they are answered by their labels. */
function copiesOf(
  { table, judge }: FitData,
  { seed, validation, classWeights, monotone, onProgress }: Settings,
  { predictions, threshold }: FinishedEnsemble,
  keys: Float64Array,
): Copies | undefined {
  // Rows of a validation file teach nothing: the predictor may be judged by them again.
  if (validation !== undefined) return undefined;
  // Their labels are of the rows as they are, and what models say is not.
  if (classWeights !== undefined) return undefined;
  // Labels of copies follow no column, and are no quantiles.
  if (monotone || judge.task.kind === 'quantile') return undefined;
  const found = fitCopies(table, judge, { predictions, threshold, keys }, seed);
  if (found) onProgress({ kind: 'note', message: found.note });
  return found?.copies;
}

/** A model that had not converged is told of where it has a part in the answer. */
function tellShortfalls({ members }: FinishedEnsemble, { onProgress }: Settings): void {
  for (const { trial } of members) {
    if (trial.state !== 'complete' || trial.reason === null) continue;
    const message = `${trial.name} has not converged: ${trial.reason}; a preset can give it more epochs`;
    onProgress({ kind: 'note', message });
  }
}

async function membersOf(
  data: FitData,
  settings: Settings,
  { ensemble, store, startedAt, machines, onWork }: Searched,
): Promise<readonly MemberModels[]> {
  const budget = startBudget(settings.budget, startedAt, settings.signal);
  const refits = settings.refit && !settings.signal?.aborted;
  const executor = refits ? await createExecutor(data, settings, budget, machines) : undefined;
  try {
    return await Promise.all(
      ensemble.members.map(async ({ trial, weight, threshold }) => {
        const refitted = settings.refit && (await refit(trial, executor, settings));
        const own = await store.modelsOf(trial);
        // A model of one fold has the score that chose it too, and the time that was reckoned with.
        const kept = settings.refit && settings.inferLimit !== undefined ? own.slice(0, 1) : own;
        const folds = refitted ? [smearedAs(refitted, own)] : kept;
        const { family, params } = trial.config;
        return { name: trial.name, family, weight, threshold, params, folds };
      }),
    );
  } finally {
    budget.close();
    await executor?.close();
    onWork(executor?.machines?.() ?? []);
  }
}

/** A model of all rows has no out-of-fold rows of its own: it is smeared as those of the folds were. */
export function smearedAs(
  refitted: FoldModel,
  [first]: readonly Pick<FoldModel, 'target'>[],
): FoldModel {
  const smearing = refitted.target.log ? (first?.target.smearing ?? 1) : 1;
  return { ...refitted, target: { ...refitted.target, smearing } };
}

/** Undefined, with a note, where time or memory did not suffice, or without an executor: the models of the folds stay. */
export async function refit(
  { number, name, config, length }: Pick<Trial, 'number' | 'name' | 'config' | 'length'>,
  executor: Executor | undefined,
  { onProgress, signal, inferLimit }: Settings,
): Promise<FoldModel | undefined> {
  const outcome = await executor?.run({ kind: 'refit', trial: number, config, length });
  if (outcome?.kind === 'done') return outcome.model;
  const end = signal?.aborted ? 'stopped' : 'time was up';
  const reason = outcome?.kind === 'failed' ? outcome.reason : end;
  const kept = inferLimit === undefined ? 'models of its folds' : 'model of its first fold';
  const message = `${name} keeps the ${kept}: ${reason}`;
  onProgress({ kind: 'note', message });
  return undefined;
}

/** Warns of rows to be judged by that models are trained on or chosen by. */
function tellSeen(data: FitData, settings: Settings, keys: Float64Array, isRefit: boolean): void {
  const { table, test, judge } = data;
  const [given] = settings.validation === undefined ? [] : judge.folds;
  const learned = { table, keys, rows: learnedFrom(data, settings) };
  const trained = isRefit ? { ...learned, rows: allRows(table) } : learned;
  const validation = given && { table, keys, rows: given.validation };
  const tested = test && { table: test, keys: rowKeys(test), rows: allRows(test) };
  const told = [
    validation && describeSeen('validation', validation, learned, TRAINED_ON),
    tested && describeSeen('test', tested, trained, TRAINED_ON),
    tested && validation && describeSeen('test', tested, validation, CHOSEN_BY),
  ];
  for (const message of told) {
    if (message !== undefined) settings.onProgress({ kind: 'warning', message });
  }
}

const TRAINED_ON = 'rows that models are trained on';
const CHOSEN_BY = 'rows of `validation`, by which models are chosen';

function allRows({ rows }: Pick<Table, 'rows'>): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}
