import type { ProgressEvent } from '../options/progress-event.js';
import { errorMessage } from '../util/errors.js';
import type { Keeping } from './calls.js';
import type { PageFiles } from './host/page-files.js';

/** Who is told of warnings. */
interface Hearer {
  readonly onProgress: (event: ProgressEvent) => void;
}

/** Whether the files of a page are kept, and who hears of it when they are not any more. */
export interface WatchedKeeping {
  state(): Keeping;
  /** Does something that writes files; when they cannot be kept on the way, it goes on, with a warning. */
  told<T>(hearer: Hearer, work: () => Promise<T>): Promise<T>;
}

export function watchKeeping(files: PageFiles, keepsFiles: boolean): WatchedKeeping {
  let state: Keeping = keepsFiles ? 'kept' : 'memory';
  let hearer: Hearer | undefined;
  files.whenLost((thrown) => {
    state = 'lost';
    hearer?.onProgress({ kind: 'warning', message: lostMessage(thrown) });
  });
  return {
    state: () => state,
    async told(own, work) {
      hearer = own;
      try {
        return await work();
      } finally {
        hearer = undefined;
      }
    },
  };
}

function lostMessage(thrown: unknown): string {
  const isFull = thrown instanceof Error && thrown.name === 'QuotaExceededError';
  const why = isFull
    ? 'no room is left for the files of this page'
    : `the files of this page cannot be kept any more (${errorMessage(thrown)})`;
  return `${why}: from here on runs are in memory alone, and gone when the page is closed; save the model before. What was kept until now stays`;
}
