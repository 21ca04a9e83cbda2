import { basename } from 'node:path';
import { fit } from '../../fit/fit.js';
import { resume } from '../../fit/resume.js';
import { AutofitError, errorMessage } from '../../util/errors.js';
import { fileMistake } from '../../util/file-mistake.js';
import { outOfMemory } from '../../util/out-of-memory.js';
import { createRunQueue, type RunQueue, type RunWork } from '../run-queue.js';
import type { StudioFit, StudioMistake } from '../studio-calls.js';

/** The run that the server is at, one at a time: a second one waits for its end. */
export interface RunAtHand extends Pick<RunQueue, 'watch' | 'stop' | 'close'> {
  /** `end` is done once it is over, or will not be begun. */
  fit(path: string, told: StudioFit, run: string, end?: RunWork['end']): void;
  resume(run: string, timeLimit: string | undefined): void;
}

export function createRunAtHand(workers: number | undefined): RunAtHand {
  const queue = createRunQueue(mistakeOf);
  const own = workers === undefined ? {} : { workers };
  return {
    watch: queue.watch,
    stop: queue.stop,
    close: queue.close,
    fit: (path, options, out, end) =>
      queue.begin(
        { run: out, data: basename(path) },
        { go: (around) => fit(path, { ...options, ...own, out, ...around }), end },
      ),
    resume: (run, timeLimit) =>
      queue.begin(
        { run, data: basename(run) },
        {
          go: (around) =>
            resume(run, { ...own, ...(timeLimit !== undefined && { timeLimit }), ...around }),
        },
      ),
  };
}

/** What the user reads; of a bug its message. */
export function mistakeOf(thrown: unknown): StudioMistake {
  const found = asMistake(thrown);
  const hint = found instanceof AutofitError ? found.hint : undefined;
  return { message: errorMessage(found), ...(hint !== undefined && { hint }) };
}

/** A failure of the disk, or a lack of memory, as the mistake that says what to do. */
export function asMistake(thrown: unknown): unknown {
  return outOfMemory(fileMistake(thrown));
}
