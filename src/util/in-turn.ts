import { setImmediate } from 'node:timers/promises';

/** Does long work between two turns of the event loop: what came meanwhile, such as Ctrl-C, is heard right behind it. */
export async function inTurn<T>(work: () => T): Promise<T> {
  await setImmediate();
  const result = work();
  await setImmediate();
  return result;
}
