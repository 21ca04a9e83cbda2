import type { BudgetOptions } from '../search/budget.js';
import { formatDuration, parseDuration } from '../util/duration.js';
import { AutofitError, within } from '../util/errors.js';
import { shown } from '../util/shown.js';
import { wholeNumber } from '../util/whole-number.js';
import type { ResumeOptions } from './resume-options.js';

/** What a run is given besides. */
export type MoreOptions = Pick<ResumeOptions, 'timeLimit' | 'trials'>;

/** How far a run is. */
export interface Spent {
  readonly budget: BudgetOptions;
  readonly seconds: number;
  readonly trials: number;
  readonly isOver: boolean;
}

/**
 * What a run may spend that is given more; undefined where that is what it has spent. One that is over counts on from what it
 * took, and what it is not told bounds it no more; others count on from their bounds, which stay where nothing else is told.
 * Throws an AutofitError for what leaves nothing to spend.
 */
export function moreBudget(
  { timeLimit, trials }: MoreOptions,
  spent: Spent,
): BudgetOptions | undefined {
  const { budget, isOver } = spent;
  const count = trials === undefined ? undefined : totalTrials(trials, spent);
  const seconds = timeLimit === undefined ? undefined : totalSeconds(timeLimit, spent);
  // Of two bounds that ended it the other one is not reached.
  const hasBoth = isOver && budget.trials !== undefined && budget.timeLimit !== undefined;
  const isEndedByTime = hasBoth && spent.trials < (budget.trials ?? 0);
  const hadCount = count === undefined || (count === budget.trials && !isEndedByTime);
  const hadSeconds =
    seconds === undefined || (seconds === budget.timeLimit && (!hasBoth || isEndedByTime));
  if ((hadCount || (isOver && count === spent.trials)) && hadSeconds) return undefined;
  checkUnspent(count, seconds, spent);
  const own = isOver ? { trials: undefined, timeLimit: undefined } : budget;
  const goesOn = own.timeLimit !== undefined || seconds === undefined;
  return {
    trials: count ?? own.trials,
    timeLimit: seconds ?? own.timeLimit,
    since: goesOn ? (budget.since ?? 0) : spent.seconds,
  };
}

function checkUnspent(count: number | undefined, seconds: number | undefined, spent: Spent): void {
  if (count !== undefined && count < spent.trials) {
    throw spentAlready('trials', `${count}`, `${spent.trials} trials`, "'+50'");
  }
  if (seconds !== undefined && seconds <= spent.seconds) {
    const had = formatDuration(spent.seconds);
    throw spentAlready('timeLimit', formatDuration(seconds), had, "'+10m'");
  }
}

function totalSeconds(told: string | number, { budget, seconds, isOver }: Spent): number {
  const { isMore, text } = readSign(told);
  const own = within('`timeLimit`', () => parseDuration(text));
  return isMore ? own + (isOver ? seconds : (budget.timeLimit ?? seconds)) : own;
}

function totalTrials(told: string | number, { budget, trials, isOver }: Spent): number {
  const { isMore, text } = readSign(told);
  if (!/^\d+$/.test(text)) {
    throw new AutofitError('BAD_OPTION', `\`trials\` cannot be ${shown(told)}.`, {
      hint: "It takes a whole number, or how many more: `trials: '+50'`.",
    });
  }
  const own = wholeNumber('trials', Number(text), 1);
  return isMore ? own + (isOver ? trials : (budget.trials ?? trials)) : own;
}

function readSign(told: string | number): { readonly isMore: boolean; readonly text: string } {
  const text = String(told).trim();
  return text.startsWith('+') ? { isMore: true, text: text.slice(1) } : { isMore: false, text };
}

function spentAlready(name: string, told: string, spent: string, more: string): AutofitError {
  const message = `The run has had ${spent} already: \`${name}\` of ${told} in all leaves nothing to go on with.`;
  return new AutofitError('BUDGET_SPENT', message, {
    hint: `Name more, or how much more: \`${name}: ${more}\`.`,
  });
}
