import type { Replay } from '../journal/replay.js';
import type { ProgressEvent } from '../options/progress-event.js';
import type { TrialJudge } from '../trial/trial-judge.js';
import { type Blobs, createTrialStore, KEPT_TRIALS } from '../trial/trial-store.js';
import { errorMessage } from '../util/errors.js';

/** What was written of a run. */
interface Written {
  readonly replay: Replay;
  readonly blobs: Blobs;
}

/**
 * The replay without the trials of which something is lost that is still needed, so that they are trained again and end as
 * they did. All stretches of such a trial go: what earlier ones left was removed when it went on.
 */
export async function withoutLost(
  { replay, blobs }: Written,
  judge: TrialJudge,
  onProgress: (event: ProgressEvent) => void,
): Promise<Replay> {
  const lost = new Set<number | undefined>();
  for (const stretch of neededStretches(replay, blobs, judge)) {
    const reason = await faultOf(stretch, blobs);
    if (reason === undefined) continue;
    const trial = replay.trials.get(stretch);
    lost.add(trial?.number);
    onProgress({ kind: 'warning', message: `${trial?.name} is trained again. ${reason}` });
  }
  const left = [...replay.trials].filter(([, { number }]) => !lost.has(number));
  return { ...replay, trials: new Map(left) };
}

/** Others were removed on purpose. */
function neededStretches({ trials }: Replay, blobs: Blobs, judge: TrialJudge): readonly number[] {
  const store = createTrialStore(judge, KEPT_TRIALS, blobs);
  for (const [number, trial] of trials) store.restore({ number }, trial);
  return store.needed();
}

async function faultOf(stretch: number, blobs: Blobs): Promise<string | undefined> {
  try {
    await blobs.get(stretch);
    return undefined;
  } catch (thrown) {
    return errorMessage(thrown);
  }
}
