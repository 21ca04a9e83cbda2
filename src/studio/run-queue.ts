import type { FitSummary } from '../fit/summarize.js';
import type { ProgressEvent } from '../options/progress-event.js';
import { now } from '../util/clock.js';
import type { StudioMistake, StudioTold, WaitingRun } from './studio-calls.js';
import { createTold, type Told } from './told.js';

/** The runs of one studio, one at a time: each waits for the end of those before it. */
export interface RunQueue {
  readonly watch: Told['watch'];
  /** Begins a run at once, or once those before it are over. */
  begin(run: WaitingRun, work: RunWork): void;
  /** Stops the run at hand, which keeps what is finished; one that waits is not begun. */
  stop(run: string): void;
  /** Stops the run at hand, begins none that waits, and resolves once that is over. */
  close(): Promise<void>;
}

export interface RunAround {
  readonly signal: AbortSignal;
  readonly onProgress: (event: ProgressEvent) => void;
}

export interface RunWork {
  readonly go: (around: RunAround) => Promise<{ readonly summary: FitSummary }>;
  /** Done once it is over, or will not be begun. */
  readonly end?: (() => Promise<void>) | undefined;
}

interface Waiting extends WaitingRun {
  readonly work: RunWork;
}

/** `mistakeOf` is what users read of whatever was thrown. */
export function createRunQueue(mistakeOf: (thrown: unknown) => StudioMistake): RunQueue {
  const told = createTold();
  let waiting: readonly Waiting[] = [];
  /** Whether it was told that some wait. */
  let isTold = false;
  let atHand: { readonly run: string; readonly abort: AbortController } | undefined;
  let over: Promise<void> | undefined;

  const tellWaiting = () => {
    if (!isTold && waiting.length === 0) return;
    isTold = waiting.length > 0;
    told.tell({ kind: 'waiting', runs: waiting.map(({ run, data }) => ({ run, data })) });
  };
  const workThrough = async () => {
    for (let own = waiting[0]; own; own = waiting[0]) {
      waiting = waiting.slice(1);
      const abort = new AbortController();
      atHand = { run: own.run, abort };
      const { run, data, work } = own;
      told.tell({ kind: 'begun', run, data });
      tellWaiting();
      told.tell(await endOf(run, work, { signal: abort.signal, tell: told.tell, mistakeOf }));
      atHand = undefined;
      await work.end?.();
    }
    over = undefined;
  };
  const drop = async (dropped: readonly Waiting[]) => {
    waiting = waiting.filter((own) => !dropped.includes(own));
    tellWaiting();
    for (const { work } of dropped) await work.end?.();
  };

  return {
    watch: told.watch,
    begin(run, work) {
      waiting = [...waiting, { ...run, work }];
      if (over) tellWaiting();
      else over = workThrough();
    },
    stop(run) {
      if (atHand?.run === run) atHand.abort.abort();
      else void drop(waiting.filter((own) => own.run === run));
    },
    async close() {
      const dropped = drop(waiting);
      atHand?.abort.abort();
      await dropped;
      await over;
    },
  };
}

interface Around extends Pick<RunAround, 'signal'> {
  readonly tell: Told['tell'];
  readonly mistakeOf: (thrown: unknown) => StudioMistake;
}

/** Goes through a run, and gives how it ended. */
async function endOf(
  run: string,
  { go }: RunWork,
  { signal, tell, mistakeOf }: Around,
): Promise<StudioTold> {
  const began = now();
  const onProgress = (event: ProgressEvent) =>
    tell({ kind: 'event', event, seconds: (now() - began) / 1000 });
  try {
    const { summary } = await go({ signal, onProgress });
    return { kind: 'done', run, summary };
  } catch (thrown) {
    return { kind: 'failed', mistake: mistakeOf(thrown) };
  }
}
