import type { Random } from '../../src/util/random.js';
import type { Command } from './command.js';
import type { Outcome } from './fault.js';
import type { Scene } from './scene.js';
import { faultOf, lookAt } from './witness.js';

/** What is wrong with how a command ended that could not go on: it is to say so and exit with 2; undefined where it did. */
export async function refusalFault(command: Command, says: RegExp): Promise<string | undefined> {
  const code = await command.ended;
  const told = command.told();
  const isTold = told.split('\n').some((line) => line.startsWith('error: ') && says.test(line));
  return code === 2 && isTold ? undefined : `it ended with ${code}: ${told.slice(-400)}`;
}

/** Waits for the end of a command that something keeps from its work, takes that away, and goes on with its run. */
export async function resumedAfter(
  { scene, run, command }: { scene: Scene; run: string; command: Command },
  says: RegExp,
  release: () => void = () => {},
): Promise<Outcome> {
  const struck = (await command.ended) !== 0;
  const refusal = struck ? await refusalFault(command, says) : undefined;
  release();
  if (refusal !== undefined) return { struck, fault: refusal };
  const before = lookAt(run);
  const commands = struck ? [command, scene.resume(run)] : [command];
  return { struck, fault: await faultOf(scene, run, before, commands) };
}

/** A whole number from the first to below the second. */
export function between(from: number, below: number, random: Random): number {
  return from + random.integer(below - from);
}
