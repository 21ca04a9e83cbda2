import type { Settings } from '../options/options.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { askedFacts } from '../report/facts/gather-facts.js';
import type { AskedFacts, RunFacts } from '../report/facts/report-facts.js';
import type { JournalEvent, RunEvent } from '../trial/journal.js';
import type { Json } from '../util/json.js';

/** What a run's journal says of what was asked: options by their names in the library, those that were left alone left out. */
export function runFacts(run: RunEvent, events: readonly JournalEvent[]): RunFacts {
  const end = events.find((event) => event.kind === 'end');
  return {
    source: run.source,
    dataHash: run.dataHash,
    began: run.began,
    ...(end && { seconds: end.seconds }),
    versions: run.versions,
    options: optionsOf(run.settings as unknown as Settings),
  };
}

/** All that was asked, by the journal and the predictor that came of it. */
export function askedOf(
  state: PredictorState,
  run: RunEvent,
  events: readonly JournalEvent[],
): AskedFacts {
  return askedFacts(state, runFacts(run, events));
}

function optionsOf({
  budget,
  schema,
  folds,
  ...settings
}: Settings): Readonly<Record<string, Json>> {
  const { types, ignore, weight, group, time, missing, keep, order } = schema;
  const all: Readonly<Record<string, unknown>> = {
    timeLimit: budget.timeLimit,
    trials: budget.trials,
    preset: settings.preset,
    metric: settings.metric,
    weight,
    group,
    timeColumn: time,
    test: settings.test,
    validation: settings.validation,
    honest: settings.honest,
    refit: settings.refit,
    folds: folds.folds,
    types,
    ignore,
    missing,
    keep,
    order,
    kernels: settings.kernels === 'auto' ? undefined : settings.kernels,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => isTold(value))) as Readonly<
    Record<string, Json>
  >;
}

function isTold(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
