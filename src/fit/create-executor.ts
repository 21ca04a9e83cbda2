import type { Settings } from '../options/options.js';
import type { Budget } from '../search/budget.js';
import type { Executor } from '../trial/job.js';
import { planMemory } from '../trial/memory-plan.js';
import { checkThreadRoom, threadsWithRoom } from '../util/address-space.js';
import { availableMemory } from '../util/memory.js';
import { createThreads } from '../workers/threads.js';
import type { FitData } from './lay-out-data.js';

/** Worker threads, no more than there is memory for. */
export function createExecutor(data: FitData, settings: Settings, { signal }: Budget): Executor {
  checkThreadRoom();
  const wanted = Math.min(settings.workers, threadsWithRoom());
  const { workers: most, keptBytes } = planMemory(data.table, wanted, availableMemory());
  // The baseline is all that is left to fit.
  const workers = data.isCut ? 1 : most;
  if (most < settings.workers) {
    const message = `memory is enough for ${most} of ${settings.workers} workers`;
    settings.onProgress({ kind: 'note', message });
  }
  return createThreads({ ...data.context, keptBytes }, { workers, signal });
}
