import { availableParallelism } from 'node:os';
import { groupProcessors } from './control-groups.js';

/** The processors that this process may really use: the system's count, container limits and batch queues. */
export function availableProcessors(): number {
  const limits = [
    availableParallelism(),
    groupProcessors(),
    Number(process.env.SLURM_CPUS_PER_TASK),
  ];
  const known = limits.filter((limit) => limit !== undefined && limit > 0);
  return Math.max(1, Math.floor(Math.min(...(known as number[]))));
}
