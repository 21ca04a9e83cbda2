import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../src/util/random.js';
import { eventsIn } from '../../test/fixtures/halved-run.js';
import type { Command } from './command.js';
import type { Scene } from './scene.js';

/** Resolves at a random moment of a run, from its start until what follows its last trial; false where it had ended. */
export async function anyMoment(
  scene: Scene,
  run: string,
  command: Command,
  random: Random,
): Promise<boolean> {
  const place = random.integer(scene.stretches + 4) - 2;
  const share = random.next();
  // Before the first trial there is no event to wait for.
  if (place < 0) await Promise.race([sleep(0.3 * share * scene.milliseconds), command.ended]);
  else await moment(run, command, Math.min(place, scene.stretches), 100 * share);
  return !command.isOver();
}

/** Resolves at a random moment between two trials of the search; false where it had ended. */
export async function momentOfTrials(
  scene: Scene,
  run: string,
  command: Command,
  random: Random,
): Promise<boolean> {
  const trials = 1 + random.integer(scene.stretches - 6);
  await moment(run, command, trials, 100 * random.next());
  return !command.isOver();
}

/** So many milliseconds behind so many trials. */
async function moment(run: string, command: Command, trials: number, ms: number): Promise<void> {
  while (!command.isOver() && eventsIn(run, 'trial') < trials) await sleep(5);
  await Promise.race([sleep(ms), command.ended]);
}
