import { basename } from 'node:path';
import { fit } from '../../fit/fit.js';
import type { FittedPredictor } from '../../fit/fitted-predictor.js';
import { resume } from '../../fit/resume.js';
import type { ProgressEvent } from '../../options/progress-event.js';
import { now } from '../../util/clock.js';
import { AutofitError, errorMessage } from '../../util/errors.js';
import type { StudioFit, StudioMistake } from '../studio-calls.js';
import { createTold, type Told } from '../told.js';

/** The run that the server is at, one at a time: a second one waits for its end. */
export interface RunAtHand {
  readonly watch: Told['watch'];
  fit(path: string, told: StudioFit, run: string): void;
  resume(run: string, timeLimit: string | undefined): void;
  stop(): void;
  /** Stops it, and waits for what it keeps. */
  close(): Promise<void>;
}

interface Around {
  readonly signal: AbortSignal;
  readonly onProgress: (event: ProgressEvent) => void;
}

export function createRunAtHand(workers: number | undefined): RunAtHand {
  const told = createTold();
  const own = workers === undefined ? {} : { workers };
  let last: Promise<void> = Promise.resolve();
  let abort = new AbortController();
  let isClosed = false;

  const begin = (run: string, data: string, work: (around: Around) => Promise<FittedPredictor>) => {
    last = last.then(async () => {
      if (isClosed) return;
      abort = new AbortController();
      const began = now();
      told.tell({ kind: 'begun', run, data });
      const onProgress = (event: ProgressEvent) =>
        told.tell({ kind: 'event', event, seconds: (now() - began) / 1000 });
      try {
        const { summary } = await work({ signal: abort.signal, onProgress });
        told.tell({ kind: 'done', run, summary });
      } catch (thrown) {
        told.tell({ kind: 'failed', mistake: mistakeOf(thrown) });
      }
    });
  };

  return {
    watch: told.watch,
    fit: (path, options, out) =>
      begin(out, basename(path), (around) => fit(path, { ...options, ...own, out, ...around })),
    resume: (run, timeLimit) =>
      begin(run, basename(run), (around) =>
        resume(run, { ...own, ...(timeLimit !== undefined && { timeLimit }), ...around }),
      ),
    stop: () => abort.abort(),
    async close() {
      isClosed = true;
      abort.abort();
      await last;
    },
  };
}

/** What the user reads; of a bug its message. */
export function mistakeOf(thrown: unknown): StudioMistake {
  const hint = thrown instanceof AutofitError ? thrown.hint : undefined;
  return { message: errorMessage(thrown), ...(hint !== undefined && { hint }) };
}
