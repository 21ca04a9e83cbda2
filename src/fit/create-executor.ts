import type { Settings } from '../options/options.js';
import type { Budget } from '../search/budget.js';
import type { Executor, Job } from '../trial/job.js';
import { planMemory, tableBytes } from '../trial/memory-plan.js';
import { trialName } from '../trial/trial-name.js';
import { trialsShape } from '../trial/trials-shape.js';
import { checkThreadRoom, threadsWithRoom } from '../util/address-space.js';
import { collectGarbage } from '../util/collect-garbage.js';
import { availableMemory } from '../util/memory.js';
import { createThreads } from '../workers/threads.js';
import { familiesTried } from './families-tried.js';
import type { FitData } from './lay-out-data.js';
import type { Machines } from './open-machines.js';
import { scoredBytes } from './scored-bytes.js';
import { withinMemory } from './within-memory.js';

/** Worker threads, no more than there is memory for; beside those of other machines, where there are any. */
export async function createExecutor(
  data: FitData,
  settings: Settings,
  { signal }: Budget,
  machines?: Machines,
): Promise<Executor> {
  checkThreadRoom();
  // Texts as they were read would stay beside what trials need.
  if (settings.memory.isTold) collectGarbage();
  // A run that is resumed may have less than it began with.
  const bytes = Math.min(settings.memory.bytes, availableMemory());
  const asked = machines ? settings.localWorkers : settings.workers;
  const wanted = Math.min(asked, threadsWithRoom());
  const shape = trialsShape(data.context, familiesTried(settings));
  // What is sent to other machines is there once more, packed.
  const beside = scoredBytes(data) + (machines ? tableBytes(data.table) : 0);
  const { workers: most, keptBytes } = planMemory(shape, Math.max(1, wanted), bytes - beside);
  const fitting = Math.min(wanted, most);
  if (fitting < asked) {
    const message = `memory is enough for ${most} of ${asked} workers`;
    settings.onProgress({ kind: 'note', message });
  }
  const context = { ...data.context, keptBytes };
  const onJob = jobTeller(data, settings);
  // The baseline is all that is left to fit.
  if (data.isCut) return createThreads(context, { workers: 1, signal, onJob });
  const executor = machines
    ? await machines.createExecutor(context, {
        localWorkers: fitting,
        signal,
        onJob,
        onMessage: (kind, message) => settings.onProgress({ kind, message }),
      })
    : createThreads(context, { workers: fitting, signal, onJob });
  return settings.memory.isTold ? withinMemory(executor, data, settings) : executor;
}

function jobTeller({ judge }: FitData, { onProgress }: Settings) {
  const folds = judge.folds.length;
  return (job: Job, worker: number, state: 'begun' | 'ended', machine?: string) =>
    onProgress({
      kind: 'job',
      worker,
      state,
      folds,
      ...(machine !== undefined && { machine }),
      ...jobFacts(job),
    });
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
