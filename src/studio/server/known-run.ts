import { basename, dirname, join, resolve } from 'node:path';
import { listRuns } from '../../run/list-runs.js';
import type { RunSummary } from '../../run/run-summary.js';
import { AutofitError } from '../../util/errors.js';

/** The runs in a folder; none where there is no run yet. */
export async function runsIn(runs: string): Promise<readonly RunSummary[]> {
  return listRuns(runs).catch((thrown: unknown) => {
    // There is none yet.
    if (thrown instanceof AutofitError) return [];
    throw thrown;
  });
}

/** A run of this folder. Throws an AutofitError for any other path. */
export async function knownRun(asked: string, runs: string): Promise<string> {
  const own = join(runs, basename(asked));
  const isInside = resolve(own) === resolve(asked) && resolve(dirname(own)) === resolve(runs);
  const found = isInside ? await runsIn(own) : [];
  if (found.some(({ folder }) => folder === own)) return own;
  throw new AutofitError('NO_RUN', `${asked} is no run of this studio.`);
}
