import type { Replay } from '../journal/replay.js';
import type { Settings } from '../options/options.js';
import { quickTrial } from '../trial/answer-time.js';
import { stretchOf } from '../trial/stretch.js';
import type { Trial } from '../trial/trial.js';
import type { TrialJudge } from '../trial/trial-judge.js';
import { type Blobs, createTrialStore, KEPT_TRIALS } from '../trial/trial-store.js';
import { errorMessage } from '../util/errors.js';

/** Trials that are named; of more it is told how many. */
const MOST_NAMED = 3;

/** What was written of a run. */
interface Written {
  readonly replay: Replay;
  readonly blobs: Blobs;
}

/**
 * The replay without the complete trials of which something is lost that is still needed, so that they are trained again and
 * end as they did. All stretches of such a trial go: what earlier ones left was removed when it went on. What may go on is
 * trained again once it does.
 */
export async function withoutLost(
  { replay, blobs }: Written,
  judge: TrialJudge,
  { onProgress, ...settings }: Pick<Settings, 'onProgress' | 'inferLimit' | 'refit'>,
): Promise<Replay> {
  const lost = new Map<number, string>();
  for (const trial of neededTrials(replay, blobs, judge, quickTrial(settings))) {
    const reason = await faultOf(trial, blobs);
    if (reason === undefined) continue;
    lost.set(trial.number, `${trial.name} is trained again. ${reason}`);
  }
  for (const message of [...lost.values()].slice(0, MOST_NAMED)) {
    onProgress({ kind: 'warning', message });
  }
  if (lost.size > MOST_NAMED) {
    const message = `${lost.size - MOST_NAMED} more trials are trained again, as what they left is lost`;
    onProgress({ kind: 'warning', message });
  }
  const left = [...replay.trials].filter(([, { number }]) => !lost.has(number));
  return { ...replay, trials: new Map(left) };
}

/** Others were removed on purpose. */
function neededTrials(
  { trials }: Replay,
  blobs: Blobs,
  judge: TrialJudge,
  isPreferred: (trial: Trial) => boolean,
): readonly Trial[] {
  const store = createTrialStore(judge, KEPT_TRIALS, blobs, { isPreferred });
  for (const trial of trials.values()) store.restore(trial);
  return store.needed().filter(({ state }) => state === 'complete');
}

async function faultOf(trial: Trial, blobs: Blobs): Promise<string | undefined> {
  try {
    await blobs.get(stretchOf(trial));
    return undefined;
  } catch (thrown) {
    return errorMessage(thrown);
  }
}
