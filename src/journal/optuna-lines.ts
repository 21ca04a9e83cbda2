import type { Distribution, ParamValue } from '../space/search-space.js';
import { shareAt } from '../space/unit-cube.js';
import type { Json } from '../util/json.js';

/** A study as Optuna has it. */
export interface OptunaStudy {
  readonly name: string;
  readonly direction: 'maximize' | 'minimize';
  readonly trials: readonly OptunaTrial[];
}

export interface OptunaTrial {
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly ended: number;
  readonly params: readonly OptunaParam[];
  readonly reports: readonly { readonly step: number; readonly value: number | null }[];
  readonly state: keyof typeof STATES;
  readonly value: number | null;
}

/** A value that does not lie in its distribution, or has none, becomes an attribute. */
export interface OptunaParam {
  readonly name: string;
  readonly distribution: Distribution | undefined;
  readonly value: ParamValue;
}

/** Operations and states as Optuna's JournalStorage numbers them (optuna/storages/journal/_storage.py, version 5). */
const OP = { createStudy: 0, createTrial: 4, param: 5, state: 6, intermediate: 7, attribute: 8 };
const DIRECTIONS = { minimize: 1, maximize: 2 };
const STATES = { complete: 1, pruned: 2, failed: 3 };
const WORKER = 'autofit';

/** A study in the line format of Optuna's JournalStorage, whose tools and dashboard then read it. */
export function optunaLines({ name, direction, trials }: OptunaStudy): readonly string[] {
  const lines: Json[] = [
    { op_code: OP.createStudy, study_name: name, directions: [DIRECTIONS[direction]] },
    ...trials.flatMap(trialLines),
  ];
  return lines.map((line) => JSON.stringify({ worker_id: WORKER, ...(line as object) }));
}

function trialLines(trial: OptunaTrial, id: number): readonly Json[] {
  const of = (own: Readonly<Record<string, Json>>): Json => ({ trial_id: id, ...own });
  const values = trial.value === null ? null : [trial.value];
  const state = STATES[trial.state];
  return [
    { op_code: OP.createTrial, study_id: 0, datetime_start: time(trial.began) },
    ...trial.params.map(paramOf).map(of),
    ...trial.reports.map(({ step, value }) =>
      of({ op_code: OP.intermediate, step, intermediate_value: value }),
    ),
    of({ op_code: OP.state, state, values, datetime_complete: time(trial.ended) }),
  ];
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, -1);
}

function paramOf({ name, distribution, value }: OptunaParam): Readonly<Record<string, Json>> {
  if (!distribution || shareAt(distribution, value) === undefined) {
    return { op_code: OP.attribute, user_attr: { [name]: value } };
  }
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
