import { errorMessage } from '../util/errors.js';
import { formatBytes } from '../util/format-bytes.js';
import { outOfMemory } from '../util/out-of-memory.js';

/** How the reason of a trial begins that memory was not enough for, or would not be. */
const NO_MEMORY = 'memory is not enough';
const TOO_LARGE = 'it needs about';
const HEAP_FULL =
  'the heap of its thread was full (the option max-old-space-size of Node makes it larger)';

/** Why a job failed, by what was thrown in its thread or what ended that. */
export function failureReason(thrown: unknown): string {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return `${NO_MEMORY}: ${HEAP_FULL}`;
  const message = errorMessage(thrown);
  return outOfMemory(thrown) === thrown ? message : `${NO_MEMORY}: ${message}`;
}

/** Why a trial is not run that would need more than it may have. */
export function tooLargeReason(needed: number, allowed: number): string {
  return `${TOO_LARGE} ${formatBytes(needed)}, and \`memory\` allows ${formatBytes(allowed)}`;
}

/** How reasons begin that are of the machine, whatever the metric and the rows. */
const OF_MACHINE = [NO_MEMORY, 'no worker can start', 'the worker died'];

/** Whether another machine, or this one with more room, might have done it. */
export function isOfMachine(reason: string | null): boolean {
  return OF_MACHINE.some((words) => reason?.startsWith(words));
}

/** Whether it was for want of memory, on this machine or another. */
export function isForMemory(reason: string | null): boolean {
  return [NO_MEMORY, TOO_LARGE].some((words) => reason?.startsWith(words));
}
