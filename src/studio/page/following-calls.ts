import type { StudioCalls } from '../studio-calls.js';
import { ended, follow, leave } from './studio-state.js';

/** The same calls; the runs that they begin are those that this page shows. */
export function followingCalls(calls: StudioCalls): StudioCalls {
  return {
    ...calls,
    async fit(data, told) {
      const run = await calls.fit(data, told);
      follow(run);
      return run;
    },
    async resume(run, timeLimit) {
      // How it ended before is not how it ends now.
      const before = ended.value;
      leave(run);
      try {
        await calls.resume(run, timeLimit);
      } catch (thrown) {
        ended.value ??= before;
        throw thrown;
      }
      follow(run);
    },
  };
}
