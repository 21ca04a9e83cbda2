import type { Settings } from '../options/options.js';
import type { Budget } from '../search/budget.js';
import type { Executor, Job } from '../trial/job.js';
import { planMemory } from '../trial/memory-plan.js';
import { trialName } from '../trial/trial-name.js';
import { checkThreadRoom, threadsWithRoom } from '../util/address-space.js';
import { availableMemory } from '../util/memory.js';
import { createThreads } from '../workers/threads.js';
import type { FitData } from './lay-out-data.js';
import { trialsShape } from './trials-shape.js';
import { withinMemory } from './within-memory.js';

/** Worker threads, no more than there is memory for. */
export function createExecutor(data: FitData, settings: Settings, { signal }: Budget): Executor {
  checkThreadRoom();
  // A run that is resumed may have less than it began with.
  const bytes = Math.min(settings.memory.bytes, availableMemory());
  const wanted = Math.min(settings.workers, threadsWithRoom());
  const { workers: most, keptBytes } = planMemory(trialsShape(data, settings), wanted, bytes);
  // The baseline is all that is left to fit.
  const workers = data.isCut ? 1 : most;
  if (most < settings.workers) {
    const message = `memory is enough for ${most} of ${settings.workers} workers`;
    settings.onProgress({ kind: 'note', message });
  }
  const folds = data.judge.folds.length;
  const onJob = (job: Job, worker: number, state: 'begun' | 'ended') =>
    settings.onProgress({ kind: 'job', worker, state, folds, ...jobFacts(job) });
  const threads = createThreads({ ...data.context, keptBytes }, { workers, signal, onJob });
  return settings.memory.isTold ? withinMemory(threads, data, settings) : threads;
}

function jobFacts(job: Job) {
  const { trial, config } = job;
  const name = trialName(config, trial);
  if (job.kind === 'refit') return { trial, name, purpose: 'refit', fold: undefined } as const;
  // What no trial has asked for is timed, under the number of the baseline.
  const isTiming = trial === 0 && config.family !== 'constant';
  if (isTiming) return { trial, name: config.family, purpose: 'timing', fold: job.fold } as const;
  return { trial, name, purpose: 'trial', fold: job.fold } as const;
}
