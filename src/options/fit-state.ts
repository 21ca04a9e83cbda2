import { checkHas } from '../util/check-arguments.js';
import type { FitPhase, ProgressEvent } from './progress-event.js';

type EventOf<K extends ProgressEvent['kind']> = Extract<ProgressEvent, { kind: K }>;

/** A value, and when it was reached, in seconds. */
export interface TimedValue {
  readonly at: number;
  readonly value: number;
}

/** What is known of a fit by now; moments are in seconds. */
export interface FitState {
  readonly phase: FitPhase;
  readonly phaseSince: number;
  /** When it began, were it one process. */
  readonly begunAt: number;
  readonly begin?: EventOf<'begin'>;
  readonly reading?: EventOf<'reading' | 'reading-pictures'> | undefined;
  readonly data?: EventOf<'data'>;
  readonly trial?: EventOf<'trial'>;
  /** Those with a result, in the order in which they came. */
  readonly trials: readonly EventOf<'trial'>['trial'][];
  /** Of a detector, whose candidates are its trials. */
  readonly boxes?: EventOf<'boxes'>;
  readonly candidate?: EventOf<'candidate'>;
  readonly ensemble?: EventOf<'ensemble'>;
  readonly failed: ReadonlySet<number | string>;
  /** What each worker trains, and since when. */
  readonly jobs: ReadonlyMap<number, { readonly job: EventOf<'job'>; readonly since: number }>;
  /** The best score so far, of a trial or of an ensemble. */
  readonly scores: readonly TimedValue[];
}

/** Before the first event of a fit, at a moment in seconds. */
export function firstFitState(begunAt: number): FitState {
  const nothing = { failed: new Set<number | string>(), jobs: new Map(), scores: [], trials: [] };
  return { phase: 'reading', phaseSince: begunAt, begunAt, ...nothing };
}

/** What is known once an event has told of something, at a moment in seconds. */
export function nextFitState(state: FitState, event: ProgressEvent, seconds: number): FitState {
  checkHas('nextFitState', state, 'phase', 'first what `firstFitState` returns');
  checkHas('nextFitState', event, 'kind', 'then what `onProgress` is told');
  switch (event.kind) {
    case 'begin':
      return { ...state, begin: event, begunAt: seconds - event.secondsSpent };
    case 'phase':
      return { ...state, phase: event.phase, phaseSince: seconds, reading: undefined };
    case 'reading':
    case 'reading-pictures':
      return { ...state, reading: event };
    case 'data':
      return { ...state, data: event };
    case 'job':
      return { ...state, jobs: withJob(state.jobs, event, seconds) };
    case 'boxes':
      return { ...state, boxes: event };
    case 'candidate':
      return withCandidate(state, event, seconds);
    case 'trial':
      return withTrial(state, event, seconds);
    case 'ensemble':
      return withScore({ ...state, ensemble: event }, event.score, seconds);
    default:
      return state;
  }
}

function withJob(jobs: FitState['jobs'], job: EventOf<'job'>, since: number): FitState['jobs'] {
  const others = [...jobs].filter(([worker]) => worker !== job.worker);
  return new Map(job.state === 'begun' ? [...others, [job.worker, { job, since }]] : others);
}

function withTrial(state: FitState, event: EventOf<'trial'>, seconds: number): FitState {
  const { number, state: end } = event.trial;
  const failed = end === 'failed' ? new Set([...state.failed, number]) : state.failed;
  const others = state.trials.filter((trial) => trial.number !== number);
  const next = { ...state, failed, trial: event, trials: [...others, event.trial] };
  // The score of the baseline is so far from others that these would look alike.
  return event.best?.score == null || event.best.number === 0
    ? next
    : withScore(next, event.best.score, seconds);
}

function withCandidate(state: FitState, event: EventOf<'candidate'>, seconds: number): FitState {
  const { name, state: end } = event.candidate;
  const failed = end === 'failed' ? new Set([...state.failed, name]) : state.failed;
  const next = { ...state, failed, candidate: event };
  return event.best ? withScore(next, event.best.mAP50, seconds) : next;
}

function withScore(state: FitState, value: number, at: number): FitState {
  const last = state.scores.at(-1)?.value;
  const sign = state.data?.direction === 'minimize' ? -1 : 1;
  if (last !== undefined && sign * value <= sign * last) return state;
  return { ...state, scores: [...state.scores, { at, value }] };
}
