/** Stands for `node:timers/promises` in a page. */
import { nextTurn } from './next-turn.js';

/** Resolves in the next turn of the event loop; timers of a page would wait for four milliseconds. */
export function setImmediate(): Promise<void> {
  return new Promise(nextTurn);
}

export function setTimeout(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    globalThis.setTimeout(resolve, milliseconds);
  });
}
