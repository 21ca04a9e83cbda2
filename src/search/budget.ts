import { now } from '../util/clock.js';

export interface BudgetOptions {
  /** Trials at most, the constant baseline not counted; undefined for no bound. */
  readonly trials: number | undefined;
  /** Seconds for the whole command; undefined for no bound. */
  readonly timeLimit: number | undefined;
  /** Of these, seconds that were over when it was given. @default 0 */
  readonly since?: number | undefined;
  /** Seconds that are kept back for what comes after. @default for ensembling and saving */
  readonly reserve?: number | undefined;
}

/** Says how long the search may go on. */
export interface Budget {
  /** Aborted when time is up or the user stops. */
  readonly signal: AbortSignal;
  /** Whether nothing more may be started. */
  isOver(): boolean;
  /** Whether so many trials may be begun, whatever the time. */
  allows(trial: number): boolean;
  secondsLeft(): number | undefined;
  /** Ends it: the signal is aborted, so that whatever still runs counts as cut short. */
  close(): void;
}

/** The longest wait of a timer, 24 days; it takes a longer one for none at all. */
const MAX_TIMEOUT = 2 ** 31 - 1;

/** Starts the clock at `startedAt`; what comes after the search has its share of the limit kept back. */
export function startBudget(
  options: BudgetOptions,
  startedAt: number,
  userSignal?: AbortSignal,
): Budget {
  const controller = new AbortController();
  const { trials, timeLimit, since = 0 } = options;
  const kept = options.reserve ?? (timeLimit === undefined ? 0 : reserve(timeLimit - since));
  const searchUntil = timeLimit === undefined ? undefined : startedAt + (timeLimit - kept) * 1000;
  const abort = () => controller.abort();
  let timer: NodeJS.Timeout | undefined;
  const wait = (until: number) => {
    const left = until - now();
    if (left <= MAX_TIMEOUT) timer = setTimeout(abort, Math.max(0, left));
    else timer = setTimeout(() => wait(until), MAX_TIMEOUT);
  };
  if (searchUntil !== undefined) wait(searchUntil);
  userSignal?.addEventListener('abort', abort, { once: true });
  if (userSignal?.aborted) abort();
  const isOver = () =>
    controller.signal.aborted || (searchUntil !== undefined && now() >= searchUntil);
  return {
    signal: controller.signal,
    isOver,
    allows: (trial) => trials === undefined || trial <= trials,
    secondsLeft: () => (searchUntil === undefined ? undefined : (searchUntil - now()) / 1000),
    close() {
      clearTimeout(timer);
      abort();
      userSignal?.removeEventListener('abort', abort);
    },
  };
}

/** Seconds for ensembling and saving. */
function reserve(timeLimit: number): number {
  return Math.min(timeLimit / 4, 0.8 + 0.03 * timeLimit);
}
