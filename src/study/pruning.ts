import { REDUCTION } from '../search/schedulers/halving.js';
import { SCHEDULERS, type SchedulerName } from '../search/schedulers/schedulers.js';
import type { TriedConfig } from '../trial/trial.js';
import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import type { Report } from './study-trial.js';

/** Others that have come as far, before any trial is stopped. */
const LEAST_OTHERS = 3;

/** By what a trial is stopped, as data: what others reported that were known when it was begun. */
export interface PruningRule {
  readonly scheduler: SchedulerName;
  /** 1 where higher is better, −1 where lower is. */
  readonly sign: 1 | -1;
  readonly others: readonly (readonly Report[])[];
}

/** What a trial reports, and whether it goes on. */
export interface Pruning {
  report(step: number, value: number): void;
  /** Whether it is to stop; it counts as pruned once it is told so. */
  shouldStop(): boolean;
  isPruned(): boolean;
  reports(): readonly Report[];
}

/**
 * A trial goes on where the scheduler lets it, by the best that it has reported so far beside the best that others had
 * reported by the same step. Halving looks at reports 1, 3, 9, …, the median rule at each.
 */
export function createPruning(rule: PruningRule): Pruning {
  const reports: Report[] = [];
  let [isOut, isPruned] = [false, false];
  return {
    report(step, value) {
      checkReport(step, value, reports.at(-1));
      reports.push({ step, value });
      isOut ||= isRung(rule.scheduler, reports.length) && !goesOn(rule, reports);
    },
    shouldStop() {
      isPruned ||= isOut;
      return isOut;
    },
    isPruned: () => isPruned,
    reports: () => reports,
  };
}

/** The best report up to a step, higher is better; −Infinity before the first. */
export function bestReport(
  reports: readonly Report[],
  sign: PruningRule['sign'],
  step = Number.POSITIVE_INFINITY,
): number {
  const values = reports.filter((report) => report.step <= step).map(({ value }) => sign * value);
  return values.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY);
}

interface Compared extends TriedConfig {
  readonly worth: number;
}

function goesOn({ scheduler, sign, others }: PruningRule, reports: readonly Report[]): boolean {
  const step = reports.at(-1)?.step ?? 0;
  const asFar = others.filter((other) => (other.at(-1)?.step ?? -1) >= step);
  if (asFar.length < LEAST_OTHERS) return true;
  const compared = (own: readonly Report[], number: number): Compared => ({
    number,
    config: { family: '', params: {} },
    rung: 0,
    state: 'paused',
    worth: bestReport(own, sign, step),
  });
  // Before its equals: it goes on where it ties with those that do.
  const own = compared(reports, -1);
  const group = [...asFar.map(compared), own].sort(
    (a, b) => b.worth - a.worth || a.number - b.number,
  );
  const next = SCHEDULERS[scheduler].next({
    groups: [group],
    worth: ({ worth }) => worth,
    isGoneOn: (trial) => trial !== own,
  });
  return next === own;
}

function isRung(scheduler: SchedulerName, count: number): boolean {
  if (!SCHEDULERS[scheduler].pauses) return false;
  if (scheduler !== 'halving') return true;
  let rung = 1;
  while (rung < count) rung *= REDUCTION;
  return rung === count;
}

function checkReport(step: number, value: number, last: Report | undefined): void {
  const wrong = (reason: string) => new AutofitError('BAD_REPORT', `A report ${reason}.`);
  if (!Number.isFinite(step) || step < 0) throw wrong(`cannot have the step ${shown(step)}`);
  if (!Number.isFinite(value)) throw wrong(`cannot have the value ${shown(value)}`);
  if (last && step <= last.step) throw wrong(`of step ${step} comes after one of ${last.step}`);
}
