import { setImmediate } from 'node:timers/promises';
import type { Steps } from './steps.js';
import { Stopped } from './stopped.js';

/**
 * Does the work with a turn of the event loop around each step, in which timers and signals are heard. Throws Stopped at
 * the first step behind an abort.
 */
export async function inTurns<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    await setImmediate();
    if (signal?.aborted) throw new Stopped();
    const step = steps.next();
    if (step.done) return step.value;
  }
}
