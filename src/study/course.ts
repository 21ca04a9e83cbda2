import { configKey } from '../search/config-key.js';
import { randomSampler } from '../search/samplers/random-sampler.js';
import type { GeneralSampler } from '../search/samplers/sampler.js';
import type { SchedulerName } from '../search/schedulers/schedulers.js';
import type { Params, SearchSpace } from '../space/search-space.js';
import type { TrialConfig, TriedConfig } from '../trial/trial.js';
import { randomStream } from '../util/random.js';
import { bestReport, type PruningRule } from './pruning.js';
import type { FinishedTrial, KnownResult } from './study-trial.js';

/** Draws that were tried already, after which chance draws, and after which the space counts as exhausted. */
const OWN_REPEATS = 5;
const MOST_REPEATS = 100;
/** All that is searched is one family to the samplers. */
const FAMILY = 'study';

export interface CoursePlan {
  readonly space: SearchSpace;
  readonly sampler: GeneralSampler;
  readonly scheduler: SchedulerName;
  readonly sign: PruningRule['sign'];
  readonly seed: number;
  /** Tried first, in this order. */
  readonly enqueued: readonly Params[];
  readonly known: readonly KnownResult[];
}

/** A trial as it begins. */
export interface BegunTrial {
  readonly number: number;
  /** By the names of the flat space. */
  readonly params: Params;
  /** How many configurations had been drawn by then, for a later process. */
  readonly draws: number;
  readonly rule: PruningRule;
}

/** A trial on record, by the names of the flat space. */
export interface StudyRecord extends FinishedTrial {
  readonly draws: number;
}

/** What is tried next, by what has been learned. */
export interface Course {
  /** Undefined when the sampler finds nothing new. */
  begin(number: number): BegunTrial | undefined;
  /** Begins what is on record. */
  recall(record: Pick<StudyRecord, 'number' | 'params' | 'draws'>): void;
  learn(record: StudyRecord): void;
  /** Takes back what ended without a result. */
  forget(number: number): void;
}

interface Shown extends TriedConfig {
  readonly worth: number;
}

export function createCourse(plan: CoursePlan): Course {
  const { enqueued, sign, scheduler } = plan;
  const tried = new Set(plan.known.map(({ params }) => keyOf(params)));
  const shown: Shown[] = plan.known.map((known, i) => knownResult(known, i, plan));
  const reports: PruningRule['others'][number][] = [];
  const pending = new Map<number, TrialConfig>();
  let draws = 0;
  const draw = (number: number): Params | undefined => {
    const random = randomStream(plan.seed, number, 'sampler');
    const families = [{ family: FAMILY, defaults: {}, space: plan.space }];
    for (let repeat = 0; repeat < MOST_REPEATS; repeat++) {
      const sampler = repeat < OWN_REPEATS ? plan.sampler : randomSampler;
      const { params } = sampler.next<Shown>({
        families,
        earlier: shown,
        pending: [...pending.values()],
        worth: ({ worth }) => worth,
        random,
        draw: draws++,
      });
      if (!tried.has(keyOf(params))) return params;
    }
    return undefined;
  };
  const begun = (number: number, params: Params) => {
    tried.add(keyOf(params));
    pending.set(number, { family: FAMILY, params });
  };
  return {
    begin(number) {
      const params = enqueued[number] ?? draw(number);
      if (!params) return undefined;
      begun(number, params);
      return { number, params, draws, rule: { scheduler, sign, others: [...reports] } };
    },
    recall(record) {
      begun(record.number, record.params);
      draws = Math.max(draws, record.draws);
    },
    learn(record) {
      pending.delete(record.number);
      shown.push(shownBy(record, sign));
      if (record.state !== 'failed' && record.reports.length > 0) reports.push(record.reports);
    },
    forget: (number) => void pending.delete(number),
  };
}

function keyOf(params: Params): string {
  return configKey({ family: FAMILY, params });
}

/** How good a trial is, higher is better; −Infinity without a value. */
function shownBy({ number, params, state, value, reports }: StudyRecord, sign: 1 | -1): Shown {
  const config = { family: FAMILY, params };
  const rung = reports.length;
  if (state === 'pruned') {
    return { number, config, rung, state: 'paused', worth: bestReport(reports, sign) };
  }
  const worth = value === null ? Number.NEGATIVE_INFINITY : sign * value;
  return { number, config, rung, state, worth };
}

/** Known results count as trials before the first. */
function knownResult({ params, value }: KnownResult, place: number, plan: CoursePlan): Shown {
  const number = place - plan.known.length;
  const config = { family: FAMILY, params };
  return { number, config, rung: 0, state: 'complete', worth: plan.sign * value };
}
