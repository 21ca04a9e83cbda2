import { pathToFileURL } from 'node:url';
import type { Budget } from '../search/budget.js';
import { AutofitError } from '../util/errors.js';
import { createGiveUp } from '../util/give-up.js';
import { shown } from '../util/shown.js';
import { attempt } from './attempt.js';
import { createObjectiveThreads } from './objective-threads.js';
import { openTrial } from './open-trial.js';
import { createPruning } from './pruning.js';
import type { Objective, ObjectiveModule } from './study-trial.js';
import type { TrialRunner } from './trial-runner.js';

/** Milliseconds that trials have to end by themselves once they are asked to. */
const GRACE_MS = 500;

export interface RunnerOptions {
  readonly workers: number;
  readonly budget: Budget;
}

/** Throws an AutofitError for what is no objective. */
export function checkObjective(objective: unknown): void {
  if (typeof objective === 'function' || typeof objective === 'string') return;
  if (objective instanceof URL) return;
  throw new AutofitError('BAD_ARGUMENT', `An objective cannot be ${shown(objective)}.`, {
    hint: 'Give a function, or the path or URL of a module whose default export is one.',
  });
}

/** In this thread for a function, in worker threads for the path of a module. */
export function createRunner(
  objective: Objective | ObjectiveModule,
  options: RunnerOptions,
): TrialRunner {
  const runner = runnerFor(objective, options);
  const { signal } = options.budget;
  const { wait, giveUp } = createGiveUp<undefined>();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    timer = setTimeout(() => giveUp(undefined), GRACE_MS);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    async run(number, params, rule) {
      const outcome = await wait(runner.run(number, params, rule));
      // What ends behind the signal may have ended because of it.
      return signal.aborted ? undefined : outcome;
    },
    async close() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      await runner.close();
    },
  };
}

function runnerFor(
  objective: Objective | ObjectiveModule,
  { workers, budget }: RunnerOptions,
): TrialRunner {
  if (typeof objective !== 'function') {
    return createObjectiveThreads(hrefOf(objective), workers, budget.signal);
  }
  return {
    run(number, params, rule) {
      const pruning = createPruning(rule);
      const trial = openTrial(number, params, pruning, budget.signal);
      return attempt(objective, trial, pruning);
    },
    close: async () => {},
  };
}

/** As text it is a path, unless it is the URL of a file, as `import.meta.resolve` gives it. */
function hrefOf(module: ObjectiveModule): string {
  if (typeof module !== 'string') return module.href;
  return /^file:\/\//i.test(module) && URL.canParse(module) ? module : pathToFileURL(module).href;
}
