import type { Distribution, SearchSpace } from '../space/search-space.js';
import { shareAt } from '../space/unit-cube.js';
import type { RunEvent, TrialEvent } from '../trial/journal.js';
import type { Trial } from '../trial/trial.js';
import type { Json } from '../util/json.js';

/** What a study is about. */
export interface Study {
  readonly name: string;
  readonly direction: 'maximize' | 'minimize';
  readonly run: RunEvent;
  /** Spaces by family. */
  readonly spaces: Readonly<Record<string, SearchSpace>>;
  readonly trials: readonly TrialEvent[];
}

/** Operations and states as Optuna's JournalStorage numbers them (optuna/storages/journal/_storage.py, version 5). */
const OP = { createStudy: 0, createTrial: 4, param: 5, state: 6, intermediate: 7, attribute: 8 };
const DIRECTIONS = { minimize: 1, maximize: 2 };
const STATES: Readonly<Record<Trial['state'], number>> = {
  complete: 1,
  paused: 2,
  screened: 2,
  failed: 3,
  stopped: 3,
};
const WORKER = 'autofit';

/**
 * A run in the line format of Optuna's JournalStorage, whose tools and dashboard then read it. Parameters are named
 * `<family>.<name>`, as those of two families need not agree; trials that were paused or screened count as pruned. A
 * step is a trial's rung, as its best epoch can be the same at two of them.
 */
export function optunaLines({ name, direction, run, spaces, trials }: Study): readonly string[] {
  const records = byTrial(trials);
  const began = Date.parse(run.began);
  const time = (seconds: number) => new Date(began + seconds * 1000).toISOString().slice(0, -1);
  const lines: Json[] = [
    { op_code: OP.createStudy, study_name: name, directions: [DIRECTIONS[direction]] },
  ];
  const family = familyChoice(spaces, trials);
  for (const [id, events] of records.entries()) {
    const last = events.at(-1);
    if (!last) continue;
    const { trial, seconds } = last;
    const start = time(Math.max(0, seconds - trial.fitSeconds));
    lines.push({ op_code: OP.createTrial, study_id: 0, datetime_start: start });
    const of = (own: Readonly<Record<string, Json>>): Json => ({ trial_id: id, ...own });
    lines.push(of(paramOf('family', family, trial.config.family)));
    lines.push(...paramLines(trial, spaces[trial.config.family] ?? {}).map(of));
    for (const { trial: shown } of events.filter((event) => event.trial.score !== null)) {
      const value = { step: shown.rung, intermediate_value: shown.score };
      lines.push(of({ op_code: OP.intermediate, ...value }));
    }
    const values = trial.score === null ? null : [trial.score];
    const state = { state: STATES[trial.state], values, datetime_complete: time(seconds) };
    lines.push(of({ op_code: OP.state, ...state }));
  }
  return lines.map((line) => JSON.stringify({ worker_id: WORKER, ...(line as object) }));
}

/** All families that were tried: enqueued configurations may be of some that are not searched. */
function familyChoice(spaces: Study['spaces'], trials: readonly TrialEvent[]): Distribution {
  const tried = trials.map(({ trial }) => trial.config.family);
  return { kind: 'choice', options: [...new Set(['constant', ...Object.keys(spaces), ...tried])] };
}

/** What each trial showed, stretch by stretch, in the order of the trials. */
function byTrial(events: readonly TrialEvent[]): readonly (readonly TrialEvent[])[] {
  const trials = new Map<number, TrialEvent[]>();
  for (const event of events) {
    const known = trials.get(event.trial.number);
    if (known) known.push(event);
    else trials.set(event.trial.number, [event]);
  }
  return [...trials].toSorted(([a], [b]) => a - b).map(([, own]) => own);
}

function paramLines({ name, config }: Trial, space: SearchSpace) {
  const params = Object.entries(config.params).map(([param, value]) =>
    paramOf(`${config.family}.${param}`, space[param], value),
  );
  return [attribute('name', name), ...params];
}

function attribute(name: string, value: Json): Readonly<Record<string, Json>> {
  return { op_code: OP.attribute, user_attr: { [name]: value } };
}

/** A value that lies in the distribution is a parameter, another one an attribute. */
function paramOf(
  name: string,
  distribution: Distribution | undefined,
  value: number | string | boolean,
): Readonly<Record<string, Json>> {
  if (!distribution || shareAt(distribution, value) === undefined) return attribute(name, value);
  const internal =
    distribution.kind === 'choice' ? distribution.options.indexOf(value) : Number(value);
  return {
    op_code: OP.param,
    param_name: name,
    param_value_internal: internal,
    distribution: JSON.stringify(described(distribution)),
  };
}

function described(distribution: Distribution): Json {
  if (distribution.kind === 'choice') {
    const attributes = { choices: [...distribution.options] };
    return { name: 'CategoricalDistribution', attributes };
  }
  const { kind, low, high, log = false } = distribution;
  const isReal = kind === 'uniform';
  const attributes = { step: isReal ? null : 1, low, high, log };
  return { name: isReal ? 'FloatDistribution' : 'IntDistribution', attributes };
}
