import type { FinishedEnsemble } from '../../src/ensemble/finish-ensemble.js';
import type { Ensemble } from '../../src/ensemble/select-ensemble.js';
import { mixedBy } from '../../src/ensemble/stacking.js';
import { createExecutor } from '../../src/fit/create-executor.js';
import type { FitData } from '../../src/fit/lay-out-data.js';
import { searchFamilies } from '../../src/fit/search-families.js';
import type { Truth } from '../../src/metrics/metric.js';
import { tempered } from '../../src/metrics/tempered.js';
import { kernelsFor } from '../../src/models/network-model.js';
import type { Settings } from '../../src/options/options.js';
import { buildState } from '../../src/predictor/build-state.js';
import { combined } from '../../src/predictor/combined.js';
import { openMembers } from '../../src/predictor/open-members.js';
import { noRecord } from '../../src/run/run-record.js';
import { startBudget } from '../../src/search/budget.js';
import type { Table } from '../../src/table/table.js';
import {
  createTrialStore,
  KEPT_TRIALS,
  type KeptTrial,
  type TrialStore,
} from '../../src/trial/trial-store.js';
import { now } from '../../src/util/clock.js';

/** The models of a search, with what they predict for the rows that were set aside. */
export interface Searched {
  /** Best first by validation. */
  readonly kept: readonly KeptTrial[];
  /** Of the rows set aside, in the order of `kept`. */
  readonly predictions: readonly Float64Array[];
  readonly outer: { readonly truth: Truth; readonly weights: Float64Array | undefined };
  /** What chosen members make together of the rows set aside. */
  mixed(
    chosen: Pick<Ensemble, 'members'> & Pick<FinishedEnsemble, 'stack' | 'temperature'>,
  ): Float64Array;
}

/** Searches as `fit` does, then lets each model that is kept predict the rows set aside. */
export async function searchedModels(
  data: FitData,
  settings: Settings,
  most = KEPT_TRIALS,
): Promise<Searched> {
  const startedAt = now();
  const budget = startBudget(settings.budget, startedAt);
  const executor = await createExecutor(data, settings, budget);
  const record = noRecord();
  const store = createTrialStore(data.judge, most, record.blobs);
  const onTrial = () => {};
  await searchFamilies({ data, settings, budget, executor, store, record, startedAt, onTrial });
  const kept = await store.kept();
  budget.close();
  await executor.close();
  const { test } = data;
  if (!test?.target) throw new Error('no rows were set aside');
  const predictions: Float64Array[] = [];
  for (const trial of kept)
    predictions.push(await predictionsOf(trial, store, data, settings, test));
  return {
    kept,
    predictions,
    outer: { truth: test.target, weights: test.weights },
    mixed({ members, stack, temperature }) {
      const own = members.flatMap(
        ({ trial }) => predictions[kept.findIndex((other) => other.trial === trial)] ?? [],
      );
      const { task } = data.judge;
      return tempered(mixedBy(members, stack, own, task), task.classes, temperature);
    },
  };
}

async function predictionsOf(
  { trial }: KeptTrial,
  store: TrialStore,
  { schema, table, judge }: FitData,
  settings: Settings,
  test: Table,
): Promise<Float64Array> {
  const folds = await store.modelsOf(trial);
  const member = {
    name: trial.name,
    family: trial.config.family,
    weight: 1,
    threshold: 0.5,
    folds,
  };
  const rest = {
    schema,
    metric: judge.metric.name,
    leaderboard: [],
    rows: table.rows,
    seed: settings.seed,
    stack: null,
    temperature: 1,
    threshold: 0.5,
    options: { preset: settings.preset, folds: judge.folds.length, refit: false },
  };
  const state = buildState([member], rest, kernelsFor(settings.kernels).name);
  return combined(state, openMembers(state)(test));
}
