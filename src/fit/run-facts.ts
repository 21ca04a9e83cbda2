import type { PredictorState } from '../predictor/predictor-state.js';
import { featureBoundDefaults } from '../preprocessing/bound-features.js';
import { askedFacts } from '../report/facts/gather-facts.js';
import type { AskedFacts, RunFacts } from '../report/facts/report-facts.js';
import { type BegunSettings, begunSettings } from '../run/begun-settings.js';
import { DEFAULT_LAG } from '../search/search.js';
import type { MachineWork } from '../trial/job.js';
import { type JournalEvent, joinOf, type RunEvent, type ToldMessage } from '../trial/journal.js';
import type { Json } from '../util/json.js';
import { shortTimeOption } from '../util/short-time.js';
import { byMachine } from './by-machine.js';

/** What a run's journal says of what was asked: options by their names in the library, those that were left alone left out. */
export function runFacts(run: RunEvent, events: readonly JournalEvent[]): RunFacts {
  const end = events.findLast((event) => event.kind === 'end');
  const joins = events.filter((event) => event.kind === 'more');
  const settings = begunSettings(run);
  const { trials, timeLimit } = joins.at(-1) ?? settings.budget;
  const budget = { trials: trials ?? undefined, timeLimit: timeLimit ?? undefined };
  return {
    source: run.source,
    dataHash: run.dataHash,
    began: run.began,
    ...(end && { seconds: end.seconds }),
    versions: run.versions,
    options: optionsOf({ ...settings, budget }),
    ...(joins.length > 0 && { joins: joins.map(joinOf) }),
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

/** What each machine did, all processes of the run together. */
export function machinesIn(events: readonly JournalEvent[]): readonly MachineWork[] {
  return byMachine(events.flatMap((event) => (event.kind === 'machines' ? event.machines : [])));
}

/** What was told while fitting, once however often the run was resumed. */
export function toldIn(events: readonly JournalEvent[]): readonly ToldMessage[] {
  const all = events.flatMap((event) => (event.kind === 'told' ? event.messages : []));
  return [...new Map(all.map((own) => [own.message, own])).values()];
}

function optionsOf({
  budget,
  schema,
  folds,
  reading,
  ...settings
}: BegunSettings): Readonly<Record<string, Json>> {
  const { types, ignore, weight, group, time, missing, keep, order } = schema;
  const { maxFeatures } = settings.featureBound;
  const all: Readonly<Record<string, unknown>> = {
    timeLimit: budget.timeLimit,
    inferLimit:
      settings.inferLimit === undefined ? undefined : shortTimeOption(settings.inferLimit),
    trials: budget.trials,
    preset: settings.preset,
    metric: settings.metric,
    costs: settings.costs,
    weight,
    classWeights: settings.classWeights,
    group,
    timeColumn: time,
    test: settings.test,
    validation: settings.validation,
    honest: settings.honest || undefined,
    refit: settings.refit || undefined,
    intervals: settings.intervals,
    folds: folds.folds,
    types,
    ignore,
    missing,
    keep,
    order,
    ...(settings.told ?? { models: settings.families.map(({ family }) => family) }),
    task: schema.task === 'auto' ? undefined : schema.task,
    loss: schema.loss,
    quantiles: schema.quantiles,
    monotone: settings.monotone,
    positive: schema.positive,
    holdout: folds.holdout,
    maxFeatures: maxFeatures === featureBoundDefaults.maxFeatures ? undefined : maxFeatures,
    enqueue: settings.told ? settings.enqueued : [...settings.enqueued, ...settings.first],
    header: reading.header === false ? false : undefined,
    skipBadRows: reading.skipBadRows || undefined,
    delimiter: reading.delimiter,
    quote: reading.quote,
    sheet: reading.sheet,
    images: reading.images,
    backbone: settings.backbone,
    lag: budget.timeLimit === undefined && settings.lag !== DEFAULT_LAG ? settings.lag : undefined,
    kernels: settings.kernels === 'auto' ? undefined : settings.kernels,
    // Runs that were begun before it was an option have none.
    memory: settings.memory?.isTold ? settings.memory.bytes : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => isTold(value))) as Readonly<
    Record<string, Json>
  >;
}

function isTold(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
