import type { Job } from '../../trial/job.js';
import type { JobBegun } from './protocol.js';
import type { Task } from './remote-entry.js';

/** Told which worker, from 1, begins or ends which job, and on which machine, where that is another one. */
export type OnJob = (
  job: Job,
  worker: number,
  state: 'begun' | 'ended',
  machine?: string | undefined,
) => void;

/** Numbers the seats of workers elsewhere behind those of threads here, each job with the lowest that is free. */
export function remoteWorkers(localWorkers: number, onJob: OnJob) {
  const numbers = new Map<Task, number>();
  const first = Math.max(1, localWorkers) + 1;
  return {
    onBegun(task: Task, { machine }: JobBegun) {
      const taken = new Set(numbers.values());
      let number = first;
      while (taken.has(number)) number++;
      numbers.set(task, number);
      onJob(task.job, number, 'begun', machine);
    },
    onEnded(task: Task, { machine }: JobBegun) {
      const number = numbers.get(task);
      if (number === undefined) return;
      numbers.delete(task);
      onJob(task.job, number, 'ended', machine);
    },
  };
}
