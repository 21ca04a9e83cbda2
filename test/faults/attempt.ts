import type { Outcome } from '../../bench/faults/fault.js';
import { FAULTS } from '../../bench/faults/kinds.js';
import type { Scene } from '../../bench/faults/scene.js';
import { randomStream } from '../../src/util/random.js';

/** Moments that are drawn until one comes before the end of its run. */
const MOST = 5;

/** What becomes of a run that a fault of this kind strikes. */
export async function attempt(scene: Scene, kind: string, seed = 0): Promise<Outcome> {
  const fault = FAULTS.find((own) => own.kind === kind);
  if (!fault) throw new Error(`there is no kind ${kind}`);
  let outcome: Outcome = { struck: false };
  for (let number = 0; number < MOST && !outcome.struck; number++) {
    const random = randomStream('short', seed, kind, number);
    const run = `${scene.folder}/${kind}-${seed}-${number}`;
    outcome = await fault.attempt(scene, run, random);
    if (outcome.fault !== undefined) return outcome;
  }
  return outcome;
}
