import type { Executor, FoldResult } from '../trial/job.js';
import { isLost } from '../trial/lost-trial.js';
import { runTrial } from '../trial/run-trial.js';
import { type Stretch, type StretchOf, stretchBefore, stretchKey } from '../trial/stretch.js';
import type { TrialJudge } from '../trial/trial-judge.js';
import { trialName } from '../trial/trial-name.js';
import type { Blobs } from '../trial/trial-store.js';

/** Blobs of which those that are lost come back. */
export interface RecoveredBlobs extends Blobs {
  /** Tells what a stretch is, so that it can be trained again. */
  know(stretch: Stretch): void;
}

/** Where what is lost can be trained again. */
export interface Training {
  readonly executor: Executor;
  readonly judge: TrialJudge;
  readonly warn: (message: string) => void;
}

/**
 * What stretches left, trained again where it is lost, which gives the same to the bit: a run that is over keeps its best
 * trials alone, and one that is given more may go on with others. Where there is no time to, getting it rejects all the same.
 */
export function recoveredBlobs(blobs: Blobs, { executor, judge, warn }: Training): RecoveredBlobs {
  const known = new Map<string, Stretch>();
  const trainAgain = async (stretch: Stretch): Promise<readonly FoldResult[] | undefined> => {
    const from = stretchBefore(stretch);
    const { left } = await runTrial(executor, judge, stretch, from ? await get(from) : []);
    if (left) await blobs.put(stretch, left.folds);
    else
      warn(
        `what ${trialName(stretch.config, stretch.trial)} left is lost, and there was no time for it`,
      );
    return left?.folds;
  };
  const get = async (stretch: StretchOf): Promise<readonly FoldResult[]> => {
    try {
      return await blobs.get(stretch);
    } catch (thrown) {
      const own = isLost(thrown) ? known.get(stretchKey(stretch)) : undefined;
      const folds = own && (await trainAgain(own));
      if (folds) return folds;
      throw thrown;
    }
  };
  return {
    put: blobs.put,
    get,
    remove: blobs.remove,
    know: (stretch) => void known.set(stretchKey(stretch), stretch),
  };
}
